import { kindNames, PitwallError } from '@pitwall/model';
import type { Kind, SequencedOf } from '@pitwall/model';
import type { Dialect, DialectTraits } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../talk.ts';
import type { EachView, EncodeContext } from '../view.ts';
import { factOf } from './fact.ts';
import { isSymbolTopic, kindOfTopic, topicsOf } from './topics.ts';

/**
 * `kind` comes first, so that whoever frames the text need not read it. A present value announces nothing: whoever counts what
 * happened must be able to tell it apart.
 */
const encode = (event: SequencedOf<Kind>, { occasion }: EncodeContext): JsonObject => {
  const { data, extra, ...around } = factOf(event);
  const snapshot = occasion === 'live' || occasion === 'replay' ? undefined : true;
  return { ...around, snapshot, data, extra };
};

const view: EachView<Kind> = { mode: 'each', encode };

const views: { [K in Kind]?: EachView<Kind> } = {};
for (const kind of kindNames) views[kind] = view;

const encodeReply = (reply: Reply): JsonObject | undefined => {
  if (reply.say === 'dropped')
    return { event: 'dropped', kind: kindOfTopic(reply.topic) ?? reply.topic, count: reply.count };
  if (reply.say === 'caught-up') {
    return { event: 'caught-up', conflated: reply.conflated, dropped: reply.dropped };
  }
  return undefined;
};

const traits: DialectTraits = {
  routes: { main: [], legacy: [] },
  subscription: { start: 'all', topics: kindNames, isOpenTopic: isSymbolTopic },
  heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
  auth: 'optional',
  accounts: 'own',
  offersDelta: false,
  offersBatch: false,
  offersPolling: false,
  connectionsPerMinutePerIp: 300,
  drain: 'close',
};

/**
 * The model's own words, for HTTP: every kind as its canonical event; topics are its kinds, and
 * kinds with a symbol. It is no page's protocol, so
 * it has no WebSocket and stands in no list of dialects.
 */
export const canonical: Dialect = {
  name: 'canonical',
  traits,
  views,
  topicsOf,
  decodeCommand: () => ({ do: 'unknown', what: 'words to a stream that takes none' }),
  encodeReply,
  decodeEvent: () => {
    throw new PitwallError('UNTRANSLATABLE', 'Canonical events are published at POST /v1/events');
  },
};
