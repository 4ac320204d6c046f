import type { DialectTraits } from '../dialect.ts';
import { mciChannels } from './topics.ts';

/** The page's timing, completed by the rulings. */
export const mciTraits: DialectTraits = {
  routes: { main: ['/telemetry'], legacy: [] },
  subscription: { start: 'explicit', topics: mciChannels },
  // Two missed heartbeats end a session: asked at 30 s and at 60 s, it ends at 70 s.
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 40_000, jsonPing: true },
  // The page validates a session before it acknowledges a connection.
  auth: 'required',
  accounts: 'one',
  offersDelta: false,
  offersBatch: false,
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
};
