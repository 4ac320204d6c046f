import { definitionOf, exact, toDecimalString, type DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import type { Codec } from '../wire/codec.ts';
import { listOf } from '../wire/list.ts';
import { invalidMessage } from '../wire/message.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { constant, group, optional, required } from '../wire/row.ts';
import { listMessage, type SaidList } from './list-message.ts';
import { timestamp } from './mci-message.ts';
import { orDerived } from '../wire/or-derived.ts';
import { positionSide } from './words.ts';

type Position = DataOf<'position'>;

/** A publisher's list of positions, as in the model's other lists. @default 5000 */
const maxPositions = 5000;

const fields = pageObject<Position>()({
  symbol: required('symbol', name),
  qty: required('size', amount),
  side: required('side', positionSide),
  entryPrice: required('entryPrice', amount),
  currentPrice: optional('currentPrice', amount),
  unrealizedPL: optional('unrealizedPnl', amount),
  unrealizedPLPercent: optional('unrealizedPnlRatio', percent),
  marketValue: orDerived(optional('marketValue', amount), ({ size, currentPrice }: Position) =>
    size === undefined || currentPrice === undefined
      ? undefined
      : { marketValue: toDecimalString(exact(size).times(exact(currentPrice))) },
  ),
});

/** A row of a list tells that the position is there, not what happened to it. */
const position: Codec<Position, typeof fields.schema> = {
  ...fields,
  read: (wire) => ({ ...fields.read(wire), action: 'updated' }),
};

const message = listMessage({
  type: 'positions:update',
  kind: 'position',
  field: 'positions',
  page: pageObject<SaidList<'position'>>()({
    event: constant('positions:update'),
    data: group(
      pageObject<SaidList<'position'>>()({ positions: required('facts', listOf(position, maxPositions)), timestamp }),
    ),
  }),
  placeOf: (_position, index) => String(index),
  canSay: (held) => fields.write(held, undefined) !== undefined,
});

/** All open positions of an account. A position that is not among them has ended. */
export const positionsUpdate: typeof message = {
  ...message,
  decodeAll: (wire) => {
    const publication = message.decodeAll(wire);
    const seen = new Set<string>();
    for (const [index, draft] of publication.drafts.entries()) {
      if (draft.kind !== 'position') continue;
      const key = definitionOf('position').key(draft.data);
      // Two rows of one position cannot both be kept, and which of them is meant cannot be known.
      if (seen.has(key)) {
        const path = `/data/positions/${index}`;
        throw invalidMessage(message.type, [{ path, found: `a second ${key}`, expected: 'each symbol and side once' }]);
      }
      seen.add(key);
    }
    return publication;
  },
};
