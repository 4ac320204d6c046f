import type { DialectTraits } from '../dialect.ts';
import { fleetTopics } from './topics.ts';

/** The page's habits, completed by the rulings. */
export const fleetTraits: DialectTraits = {
  routes: { main: ['/api/ws'], legacy: [{ port: 8000, path: '/api/ws' }], poll: ['/api/ws/poll'] },
  subscription: { start: 'all', topics: fleetTopics, queryParameter: 'types' },
  // The page's own console snippets never answer a JSON ping: it is the control ping beside it that keeps them.
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: true },
  auth: 'required',
  accounts: 'own',
  offersDelta: false,
  offersBatch: false,
  offersPolling: true,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
};
