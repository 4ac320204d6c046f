import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { CountOf, TextOf } from '../fields.ts';
import { defineKind, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

/** A brake that limits or halts trading after losses. */
export const circuitBreaker = defineKind({
  kind: 'circuit-breaker',
  channel: 'risk',
  description: 'A brake that limits (soft) or halts (hard) trading after losses.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    active: Type.Boolean(),
    type: Maybe(OpenEnum(['soft', 'hard'], 'Absent when it is not active.')),
    reason: Maybe(TextOf()),
    triggeredAt: Maybe(TimeMsOf()),
    dailyDrawdownRatio: Maybe(AmountOf('ratio', 'Zero or negative.')),
    consecutiveLosses: Maybe(CountOf()),
    equity: Maybe(AmountOf('quote', 'Equity when it was triggered.')),
    cooldownEndsAt: Maybe(TimeMsOf()),
  }),
  key: () => 'circuit-breaker',
  update: () => 'changed',
  updates: { changed: everySet, other: everySet },
});
