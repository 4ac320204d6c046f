import { durationMs, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { timeMs } from '../wire/times.ts';
import { mciMessage, timestamp } from './mci-message.ts';
import { healthStatus } from './words.ts';

const data = pageObject<Timed<'health'>>()({
  cpu: optional('cpuRatio', percent),
  memory: optional('memoryRatio', percent),
  latency: optional('latencyMs', durationMs),
  uptime: optional('uptimeMs', durationMs),
  lastHeartbeat: optional('lastHeartbeatAt', timeMs),
  status: required('status', healthStatus),
  timestamp,
});

/** How the trading system is. */
export const healthUpdate = mciMessage('health', 'health:update', data);
