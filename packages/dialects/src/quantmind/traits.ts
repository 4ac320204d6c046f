import type { DialectTraits } from '../dialect.ts';
import { isOpenTopic, quantmindTopics } from './topics.ts';

/** How long a finished backtest can be heard again on its own topic. */
const finishedBacktestMs = 3_600_000;

/** The page's habits, completed by the rulings. */
export const quantmindTraits: DialectTraits = {
  // The page says port 8000, which is carry's too; 8001 is free, and one setting swaps them.
  routes: { main: [], legacy: [{ port: 8001, path: '/ws' }] },
  subscription: {
    start: 'explicit',
    topics: quantmindTopics,
    isOpenTopic,
    replayMs: (topic) => (isOpenTopic(topic) ? finishedBacktestMs : 0),
  },
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
  auth: 'none',
  accounts: 'one',
  offersDelta: false,
  offersBatch: false,
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  // The page's own client comes back only after a close that was not clean.
  drain: 'fin',
};
