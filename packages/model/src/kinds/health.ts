import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { DurationMsOf, RecordName } from '../fields.ts';
import { defineKind, latestSet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

const Connection = OpenEnum(['connected', 'disconnected', 'error']);

/** How the trading system as a whole is. */
export const health = defineKind({
  kind: 'health',
  channel: 'system',
  description: 'How the trading system is: load, latency and connections.',
  identity: 'one for all',
  shared: true,
  schema: Shape({
    status: OpenEnum(['healthy', 'degraded', 'unhealthy']),
    uptimeMs: Maybe(DurationMsOf()),
    cpuRatio: Maybe(AmountOf('ratio')),
    memoryRatio: Maybe(AmountOf('ratio')),
    diskRatio: Maybe(AmountOf('ratio')),
    latencyMs: Maybe(DurationMsOf()),
    errorRate: Maybe(AmountOf('ratio', 'Part of requests that failed.')),
    database: Maybe(Connection),
    redis: Maybe(Connection),
    exchangeConnections: Maybe(
      Type.Record(RecordName, Connection, {
        additionalProperties: false,
        maxProperties: 500,
        description: 'By platform.',
      }),
    ),
    lastTradeAt: Maybe(TimeMsOf()),
    lastHeartbeatAt: Maybe(TimeMsOf()),
  }),
  key: () => 'health',
  update: () => 'updated',
  updates: { updated: latestSet, other: latestSet },
});
