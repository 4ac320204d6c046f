import { exact, toDecimalString, type DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { mciMessage, timestamp } from './mci-message.ts';
import { orDerived } from '../wire/or-derived.ts';

const data = pageObject<Timed<'equity'>>()({
  equity: required('equity', amount),
  cash: optional('cash', amount),
  buyingPower: optional('buyingPower', amount),
  portfolioValue: orDerived(optional('positionsValue', amount), ({ equity, cash }: DataOf<'equity'>) =>
    cash === undefined ? undefined : { positionsValue: toDecimalString(exact(equity).minus(exact(cash))) },
  ),
  dayPL: optional('dailyPnl', amount),
  dayPLPercent: optional('dailyPnlRatio', percent),
  totalPL: optional('totalPnl', amount),
  totalPLPercent: optional('totalPnlRatio', percent),
  timestamp,
});

/** What the account is worth. */
export const accountUpdate = mciMessage('equity', 'account:update', data);
