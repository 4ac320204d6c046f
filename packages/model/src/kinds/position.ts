import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { defineKind, everyRemove, everySet, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { TimeMsOf } from '../time.ts';

/** A holding in one instrument, from its opening to its end. */
export const position = defineKind({
  kind: 'position',
  channel: 'positions',
  description: 'A holding in one instrument: opened, updated, closed or liquidated.',
  shared: false,
  schema: Type.Object(
    {
      action: OpenEnum(['opened', 'updated', 'closed', 'liquidated']),
      symbol: Type.String({ minLength: 1, maxLength: 64 }),
      side: Type.Optional(OpenEnum(['long', 'short'])),
      positionId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
      size: Type.Optional(AmountOf('base')),
      entryPrice: Type.Optional(AmountOf('price')),
      currentPrice: Type.Optional(AmountOf('price', 'Mark price.')),
      openedAt: Type.Optional(TimeMsOf()),
    },
    { additionalProperties: false },
  ),
  key: (data) => data.positionId ?? `${data.symbol}:${data.side ?? ''}`,
  update: (data) => data.action,
  updates: { opened: everySet, updated: latestSet, closed: everyRemove, liquidated: everyRemove, other: everySet },
  removal: (last) => ({ ...last, action: 'closed' }),
});
