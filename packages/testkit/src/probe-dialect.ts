import { PitwallError, updateRuleOf } from '@pitwall/model';
import type { EventDraft, Kind, SequencedEvent } from '@pitwall/model';
import type { Command, Dialect, EachView, Json, JsonObject, Publication, Reply } from '@pitwall/dialects';

/** A fact as the probe dialect says it: everything a test wants to know of it. */
const sayFact = (event: SequencedEvent, occasion: string): JsonObject => ({
  type: event.kind,
  account: event.account,
  key: event.key,
  n: event.seq,
  delivery: updateRuleOf(event).delivery,
  retain: updateRuleOf(event).retain,
  occasion,
  data: { ...event.data },
});

const each = <K extends Kind>(extras: Partial<EachView<K>> = {}): EachView<K> => ({
  mode: 'each',
  encode: (event, { occasion }) => sayFact(event as SequencedEvent, occasion),
  ...extras,
});

const isObject = (value: unknown): value is { readonly [field: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dataOf = (message: JsonObject): JsonObject => (isObject(message.data) ? message.data : {});

/** Changed members of `data`, a removed one as null. */
const deltaOf = (sent: JsonObject, next: JsonObject): JsonObject => {
  const before = dataOf(sent);
  const after = dataOf(next);
  const changes: Record<string, Json> = {};
  for (const [field, value] of Object.entries(after)) {
    if (value !== undefined && JSON.stringify(before[field]) !== JSON.stringify(value)) changes[field] = value;
  }
  for (const field of Object.keys(before)) if (after[field] === undefined) changes[field] = null;
  return { ...next, data: undefined, delta: changes };
};

const topics = ['equity', 'positions', 'orders', 'trades', 'market', 'logs', 'backtests'] as const;

const topicOfKind: { readonly [K in Kind]?: string } = {
  equity: 'equity',
  position: 'positions',
  order: 'orders',
  trade: 'trades',
  market: 'market',
  log: 'logs',
  'backtest-start': 'backtests',
  'backtest-progress': 'backtests',
  'backtest-complete': 'backtests',
};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const decodeCommand = (message: Json): Command => {
  if (!isObject(message)) return { do: 'unknown', what: 'a frame that is no object' };
  const { ask } = message;
  if (ask === 'subscribe' || ask === 'unsubscribe') {
    const wanted = strings(message.topics);
    const known = wanted.filter((topic) => topics.some((one) => one === topic) || topic.startsWith('backtest:'));
    return { do: ask, topics: known, unknownTopics: wanted.filter((topic) => !known.includes(topic)) };
  }
  if (ask === 'ping') return { do: 'ping' };
  if (ask === 'pong') return { do: 'alive' };
  if (ask === 'bye') return { do: 'disconnect' };
  return { do: 'unknown', what: `ask ${JSON.stringify(ask ?? null)}` };
};

/** It says whatever there is to say, except to polls, whose answers then hold facts alone. */
const encodeReply = (reply: Reply): JsonObject | undefined =>
  // What a reply holds is plain data, as it must be to be sent.
  reply.say === 'poll-welcome' ? undefined : ({ type: `reply:${reply.say}`, ...reply } as unknown as JsonObject);

/** A list message replaces all positions; any other message is one or more drafts under `facts`. */
const decodeEvent = (message: unknown): Publication => {
  if (!isObject(message)) throw new PitwallError('UNTRANSLATABLE', 'A probe message is an object');
  const facts = Array.isArray(message.facts) ? message.facts : [];
  if (facts.length === 0 && message.list !== 'position') {
    throw new PitwallError('UNTRANSLATABLE', 'A probe message has facts, or is a list');
  }
  // The gateway checks drafts like any other publisher's; here they only change hands.
  const drafts = facts as unknown as readonly EventDraft[];
  return message.list === 'position' ? { drafts, replaces: { kind: 'position' } } : { drafts };
};

/**
 * A dialect of no page, which uses everything that the contract offers: a collected list, repetition, suppression,
 * deltas, open topics with history, JSON pings, polling, and messages that mean several facts or a whole list.
 */
export const probeDialect: Dialect = {
  name: 'probe',
  traits: {
    routes: { main: ['/probe'], legacy: [] },
    subscription: {
      start: 'explicit',
      topics,
      isOpenTopic: (topic) => topic.startsWith('backtest:'),
      queryParameter: 'topics',
      replayMs: (topic) => (topic.startsWith('backtest:') ? 3_600_000 : 0),
    },
    heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: true },
    auth: 'none',
    accounts: 'own',
    offersDelta: true,
    offersBatch: true,
    offersPolling: true,
    connectionsPerMinutePerIp: 300,
    drain: 'close',
  },
  views: {
    equity: each({
      repeatEveryMs: 5_000,
      sameAs: (sent, next) => JSON.stringify(sent.data) === JSON.stringify(next.data),
    }),
    position: each({ delta: deltaOf }),
    order: {
      mode: 'collect',
      topic: 'orders',
      intervalMs: 1_000,
      edge: 'trailing',
      encode: (events, { occasion }) => ({
        type: 'orders',
        occasion,
        account: events[0]?.account,
        orders: events.map((event) => ({ id: event.key, n: event.seq, data: { ...event.data } as JsonObject })),
      }),
    },
    trade: each(),
    market: each({ intervalMs: 100 }),
    log: each(),
    'backtest-start': each(),
    'backtest-progress': each(),
    'backtest-complete': each(),
  },
  topicsOf: (event) => {
    const topic = topicOfKind[event.kind];
    if (topic === undefined) return [];
    return topic === 'backtests' ? [topic, `backtest:${event.key}`] : [topic];
  },
  decodeCommand,
  encodeReply,
  decodeEvent,
};
