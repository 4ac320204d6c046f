import type { DialectTraits } from '../dialect.ts';
import { titanTopics } from './commands.ts';

/** The page's limits and timing, completed by the rulings. */
export const titanTraits: DialectTraits = {
  routes: {
    main: ['/ws/console'],
    legacy: [
      { port: 3101, path: '/ws/console' },
      { port: 3002, path: '/ws/console' },
    ],
  },
  subscription: { start: 'all', topics: titanTopics, queryParameter: 'types' },
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
  auth: 'none',
  accounts: 'one',
  offersDelta: true,
  offersBatch: true,
  offersPolling: false,
  connectionsPerMinutePerIp: 10,
  // The page's 100 messages a second and its burst of 200 in 2 seconds are the same sliding window.
  outboundBudget: { messages: 200, windowMs: 2000 },
  drain: 'close',
};
