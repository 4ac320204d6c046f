import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { CountOf, NameOf, TextOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

const ClosedPosition = Shape({
  symbol: NameOf(),
  side: Maybe(OpenEnum(['long', 'short'])),
  size: Maybe(AmountOf('base')),
  exitPrice: Maybe(AmountOf('price')),
  pnl: Maybe(AmountOf('quote')),
});

/** All positions were closed at once, in an emergency. */
export const flatten = defineKind({
  kind: 'flatten',
  channel: 'risk',
  description: 'Positions were closed at once, in an emergency.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    action: OpenEnum(['flatten_all']),
    closedCount: Maybe(CountOf('How many were closed, as the publisher counts.')),
    reason: Maybe(TextOf()),
    operatorId: Maybe(NameOf()),
    positionsClosed: Maybe(Type.Array(ClosedPosition, { maxItems: 5000 })),
  }),
  key: () => 'flatten',
  update: (data) => data.action,
  updates: { other: everyNone },
  lint: ({ closedCount, positionsClosed }) =>
    closedCount === undefined || positionsClosed === undefined || closedCount === positionsClosed.length
      ? []
      : ['closed-count-mismatch'],
});
