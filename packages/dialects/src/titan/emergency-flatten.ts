import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { listOf } from '../wire/list.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';
import { flattenAction, side } from './words.ts';

type Flatten = DataOf<'flatten'>;

const closedPosition = pageObject<NonNullable<Flatten['positionsClosed']>[number]>()({
  symbol: required('symbol', name),
  side: optional('side', side),
  size: optional('size', amount),
  exit_price: optional('exitPrice', amount),
  pnl: optional('pnl', amount),
});

const closedCount = required('closedCount', count);

const data = pageObject<Flatten>()({
  action: required('action', flattenAction),
  closed_count: {
    ...closedCount,
    // A publisher that lists the positions without counting them has said how many there are.
    write: (flatten: Flatten, rest) =>
      closedCount.write({ closedCount: flatten.closedCount ?? flatten.positionsClosed?.length ?? 0 }, rest),
  },
  reason: optional('reason', text),
  operator_id: optional('operatorId', name),
  positions_closed: required('positionsClosed', listOf(closedPosition, 5000)),
});

/** Positions were closed at once. Without the list of them it is not said: the page's consoles walk through it. */
export const emergencyFlatten = titanMessage('flatten', 'EMERGENCY_FLATTEN', data);
