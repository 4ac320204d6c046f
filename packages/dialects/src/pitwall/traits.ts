import { kindNames } from '@pitwall/model';
import { isSymbolTopic } from '../canonical/topics.ts';
import type { DialectTraits } from '../dialect.ts';

/** The habits of Pitwall's own protocol. */
export const pitwallTraits: DialectTraits = {
  routes: { main: ['/v1/stream'], legacy: [], subprotocols: ['pitwall.v1'] },
  subscription: { start: 'streams', topics: kindNames, isOpenTopic: isSymbolTopic },
  // A browser shows its page no control ping: the message beside it is what a watchdog in a page goes by.
  heartbeat: { pingIntervalMs: 15_000, pongTimeoutMs: 10_000, jsonPing: true },
  auth: 'optional',
  accounts: 'own',
  // Form is a matter of each stream, not of the URL.
  offersDelta: false,
  offersBatch: false,
  // `GET /v1/events` is the poll of these words.
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
};
