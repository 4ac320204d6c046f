import { Compile } from 'typebox/compile';
import type { Dialect, DialectTraits } from '../dialect.ts';
import { decoderOf } from '../wire/decoder.ts';
import { eachView } from '../wire/each-view.ts';
import { excerpt, sortTopics } from '../wire/topics.ts';
import { ClientMessage, price, tickerMessages } from './ticker-messages.fixture.ts';

const feeds = ['prices'];

const traits: DialectTraits = {
  routes: { main: [], legacy: [{ port: 7000, path: '/ticker' }] },
  subscription: { start: 'explicit', topics: feeds },
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
  auth: 'required',
  accounts: 'one',
  offersDelta: false,
  offersBatch: false,
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
};

const subscription = Compile(ClientMessage);

const decodeCommand: Dialect['decodeCommand'] = (message) => {
  if (!subscription.Check(message)) return { do: 'unknown', what: excerpt(message) };
  const sorted = sortTopics(message.feeds, (feed) => feeds.includes(feed));
  return { do: message.type === 'watch' ? 'subscribe' : 'unsubscribe', ...sorted };
};

const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'subscribed':
      return { type: 'watching', feeds: reply.topics };
    case 'error':
      return { type: 'error', text: reply.detail };
    case 'resumed':
      return { type: 'resume', recovered: reply.recovered, cursor: reply.cursor };
    default:
      return undefined;
  }
};

/** A sixth dialect as small as one can be: docs/add-a-dialect.md shows it, and nobody speaks it. */
export const ticker: Dialect = {
  name: 'ticker',
  traits,
  views: { market: { ...eachView(price), intervalMs: 250 } },
  topicsOf: ({ kind }) => (kind === 'market' ? feeds : []),
  decodeCommand,
  encodeReply,
  decodeEvent: decoderOf('ticker', tickerMessages),
};
