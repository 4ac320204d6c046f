import { AmountOf } from '../amount.ts';
import { CountOf, DurationMsOf } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** Sums over all bots of an account. */
export const fleetMetrics = defineKind({
  kind: 'fleet-metrics',
  channel: 'performance',
  description: 'Sums over all bots of an account: profit, exposure, counts.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    totalPnl: Maybe(AmountOf('quote')),
    totalPnlRatio: Maybe(AmountOf('ratio')),
    activeBots: Maybe(CountOf()),
    totalBots: Maybe(CountOf()),
    totalTrades: Maybe(CountOf()),
    winRate: Maybe(AmountOf('ratio')),
    exposureRatio: Maybe(AmountOf('ratio', 'Part of the capital that is in positions.')),
    riskLevel: Maybe(OpenEnum(['low', 'moderate', 'high'])),
    uptimeMs: Maybe(DurationMsOf()),
    tradesPerHour: Maybe(AmountOf('number')),
  }),
  key: () => 'fleet-metrics',
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
});
