import type { DataOf } from '@pitwall/model';
import type { Codec } from '../wire/codec.ts';
import { pageObject } from '../wire/page-object.ts';
import { optional, required } from '../wire/row.ts';
import { carryMessage } from './carry-message.ts';
import { decimal } from './decimals.ts';

type Equity = DataOf<'equity'>;

const total = required('totalEquity', decimal);

const fields = pageObject<Equity>()({
  total_equity: {
    ...total,
    // Where nobody tells a total from the current equity, they are the same.
    write: (equity: Equity, rest) => total.write({ totalEquity: equity.totalEquity ?? equity.equity }, rest),
  },
  peak_equity: optional('highWatermark', decimal),
  current_equity: required('equity', decimal),
});

const data: Codec<Equity, typeof fields.schema> = {
  ...fields,
  read: (wire) => {
    const { totalEquity, ...equity } = fields.read(wire);
    return totalEquity === undefined || totalEquity === equity.equity ? equity : { ...equity, totalEquity };
  },
};

/** What the account is worth, and the most that it ever was. */
export const equityUpdate = carryMessage('equity', 'equity_update', data);
