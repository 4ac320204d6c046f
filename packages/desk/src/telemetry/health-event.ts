import type { Amount, DurationMs, EventDraft, TimeMs } from '@pitwall/model';
import { known } from './figures.ts';
import { withoutAccount, type Stamp } from './stamp.ts';

/** What the desk's process uses of its machine; what is not measured is absent. */
export interface ProcessLoad {
  /** Part of all processors' time since the last reading. */
  readonly cpuRatio?: Amount;
  /** Part of the machine's memory. */
  readonly memoryRatio?: Amount;
}

/** How the desk is. */
export interface DeskHealth extends ProcessLoad {
  /** How late the last bar was traded. */
  readonly lateMs: DurationMs;
  readonly deskSince: TimeMs;
  /** Whether the desk trades; not after its end. */
  readonly isConnected: boolean;
  readonly platforms: readonly string[];
  readonly lastTradeAt: TimeMs | undefined;
  readonly lastHeartbeatAt: TimeMs | undefined;
}

/** Lateness at which the desk no longer keeps its pace. */
const degradedFromMs = 1000;

/** How the desk is: `latencyMs` is how late its last bar was, and from a second on it is degraded, as it is at its end. It belongs to no account. */
export const healthEvent = (health: DeskHealth, stamp: Stamp): EventDraft => ({
  ...withoutAccount(stamp),
  kind: 'health',
  data: {
    status: health.isConnected && health.lateMs < degradedFromMs ? 'healthy' : 'degraded',
    uptimeMs: Math.max(0, stamp.occurredAt - health.deskSince),
    latencyMs: health.lateMs,
    ...known(health.cpuRatio, (cpuRatio) => ({ cpuRatio })),
    ...known(health.memoryRatio, (memoryRatio) => ({ memoryRatio })),
    exchangeConnections: Object.fromEntries(
      health.platforms.map((platform) => [platform, health.isConnected ? 'connected' : 'disconnected']),
    ),
    ...known(health.lastTradeAt, (lastTradeAt) => ({ lastTradeAt })),
    ...known(health.lastHeartbeatAt, (lastHeartbeatAt) => ({ lastHeartbeatAt })),
  },
});
