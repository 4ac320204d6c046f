// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, JsonObject, OpenWord } from './vocabulary.ts';

/** How the trading system is: load, latency and connections. */
export interface HealthData {
  readonly status: OpenWord<'healthy' | 'degraded' | 'unhealthy'>;
  /** Unit: ms. */
  readonly uptimeMs?: number;
  /** Unit: ratio. */
  readonly cpuRatio?: Amount;
  /** Unit: ratio. */
  readonly memoryRatio?: Amount;
  /** Unit: ratio. */
  readonly diskRatio?: Amount;
  /** Unit: ms. */
  readonly latencyMs?: number;
  /** Part of requests that failed. Unit: ratio. */
  readonly errorRate?: Amount;
  readonly database?: OpenWord<'connected' | 'disconnected' | 'error'>;
  readonly redis?: OpenWord<'connected' | 'disconnected' | 'error'>;
  /** By platform. */
  readonly exchangeConnections?: { readonly [name: string]: OpenWord<'connected' | 'disconnected' | 'error'> };
  /** Unit: ms. */
  readonly lastTradeAt?: number;
  /** Unit: ms. */
  readonly lastHeartbeatAt?: number;
}

/** The status of one part of a trading system, such as its broker connection. */
export interface ComponentStatusData {
  readonly component: OpenWord<'broker' | 'database' | 'l2_cache' | 'websocket' | 'heartbeat'>;
  readonly status: OpenWord<'connected' | 'disconnected' | 'reconnecting' | 'degraded' | 'error'>;
  readonly previousStatus?: OpenWord<'connected' | 'disconnected' | 'reconnecting' | 'degraded' | 'error'>;
  /** Goes out as it came in. */
  readonly details?: JsonObject;
}

/** Whether a source that promised heartbeats is live, silent or gone; said by the gateway alone. */
export interface SourceStatusData {
  /** As its events and heartbeats name it. */
  readonly source: string;
  /** Name of the credential with which it publishes. */
  readonly publisher: string;
  readonly status: OpenWord<'live' | 'silent' | 'gone' | 'forgotten'>;
  /** How often it promised a sign of life. Unit: ms. */
  readonly heartbeatMs: number;
  /** When it was last heard, as far as was known when this was said. Unit: ms. */
  readonly lastHeardAt: number;
  /** When the first sign of life was due that did not come; absent after a goodbye. Unit: ms. */
  readonly silentSince?: number;
}
