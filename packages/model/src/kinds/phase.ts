import { AmountOf } from '../amount.ts';
import { NameOf, TextOf } from '../fields.ts';
import { defineKind, everySet } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';

/** An account's step from one phase of growth to the next, with other limits. */
export const phase = defineKind({
  kind: 'phase',
  channel: 'config',
  description: 'An account’s step from one phase of growth to another, with other risk limits.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    fromPhase: Maybe(NameOf('Name as it was published; absent: none before.')),
    toPhase: NameOf('Name as it was published.'),
    equity: Maybe(AmountOf('quote')),
    threshold: Maybe(AmountOf('quote', 'Equity at which the phase changes.')),
    reason: Maybe(TextOf()),
    newRiskRatio: Maybe(AmountOf('ratio', 'Part of the equity that one trade may risk from now on.')),
    newMaxLeverage: Maybe(AmountOf('number')),
  }),
  key: () => 'phase',
  update: () => 'changed',
  updates: { changed: everySet, other: everySet },
});
