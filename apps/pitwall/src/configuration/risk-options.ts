import { AmountOf } from '@pitwall/model';
import { circuitBreakerDefaults, demoStreaks, riskLimitDefaults } from '@pitwall/desk';
import { option } from '@pitwall/gateway';
import { Type } from 'typebox';

const ratio = (description: string) => AmountOf('ratio', description);
const losses = (description: string) => Type.Integer({ minimum: 1, maximum: 10_000, description });

/** Every setting of the limits of the desk's accounts. */
export const riskOptionTable = {
  softDailyLossRatio: option({
    group: 'desk',
    schema: ratio('Loss of a day from which an account enters nothing (`soft_pause`); 0.01 is 1 %.'),
    default: riskLimitDefaults.softDailyLossRatio,
  }),
  hardDailyLossRatio: option({
    group: 'desk',
    schema: ratio('Loss of a day from which it closes its positions too (`hard_stop`).'),
    default: riskLimitDefaults.hardDailyLossRatio,
  }),
  softDrawdownRatio: option({
    group: 'desk',
    schema: ratio('Drawdown from which it enters nothing.'),
    default: riskLimitDefaults.softDrawdownRatio,
  }),
  hardDrawdownRatio: option({
    group: 'desk',
    schema: ratio('Drawdown from which it closes its positions too.'),
    default: riskLimitDefaults.hardDrawdownRatio,
  }),
  breakerSoftLossRatio: option({
    group: 'desk',
    schema: ratio('Loss of a day at which the circuit breaker halves entries.'),
    default: circuitBreakerDefaults.softDailyLossRatio,
  }),
  breakerHardLossRatio: option({
    group: 'desk',
    schema: ratio('Loss of a day at which it halts trading and closes positions.'),
    default: circuitBreakerDefaults.hardDailyLossRatio,
  }),
  breakerSoftStreak: option({
    group: 'desk',
    schema: losses('Losses in a row at which it halves entries. Few, so that a demo shows it at work.'),
    default: demoStreaks.softLosingStreak,
  }),
  breakerHardStreak: option({
    group: 'desk',
    schema: losses('Losses in a row at which it halts.'),
    default: demoStreaks.hardLosingStreak,
  }),
  breakerCooldownMinutes: option({
    group: 'desk',
    schema: Type.Number({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Least time of the market, in minutes, from a trip to its end.',
    }),
    default: circuitBreakerDefaults.cooldownMs / 60_000,
  }),
} as const;
