import type { DialectTraits } from '../dialect.ts';
import { socketPath } from './pages.ts';
import { carryTopics } from './topics.ts';

/** The page's words for a token that is not good, whatever is wrong with it. */
const invalidToken = { close: 'POLICY', reason: 'Invalid token' } as const;

/** The page's habits, completed by the rulings. */
export const carryTraits: DialectTraits = {
  routes: { main: [], legacy: [{ port: 8000, path: socketPath }] },
  subscription: { start: 'all', topics: carryTopics },
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
  auth: 'optional',
  accounts: 'one',
  offersDelta: false,
  offersBatch: false,
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
  closeAs: {
    UNAUTHENTICATED: { close: 'POLICY', reason: 'Authentication required' },
    INVALID_TOKEN: invalidToken,
    SESSION_EXPIRED: invalidToken,
    // The page has no second account, so it has no words for one that is not allowed.
    FORBIDDEN: { close: 'POLICY', reason: 'Account not allowed' },
  },
};
