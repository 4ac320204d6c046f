import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { recordOf } from '../wire/record.ts';
import { optional, required } from '../wire/row.ts';
import { fleetMessage } from './fleet-message.ts';

type Balances = DataOf<'balances'>;

const balance = pageObject<Balances['balances'][string]>()({
  free: optional('free', amount),
  locked: optional('locked', amount),
  total: optional('total', amount),
});

const totalValue = optional('totalValue', amount);

const data = pageObject<Balances>()({
  platform: required('platform', name),
  balances: required('balances', recordOf(balance, 2000)),
  // The field's name says the currency, and nothing is converted: a value in dollars has no words here.
  total_value_zar: {
    ...totalValue,
    read: (wire): Partial<Balances> => ({ ...totalValue.read(wire), currency: 'ZAR' }),
    write: (holding: Balances, rest) => (holding.currency === 'ZAR' ? totalValue.write(holding, rest) : undefined),
  },
});

/** What an account holds at one platform. */
export const balances = fleetMessage('balances', 'balances', data);
