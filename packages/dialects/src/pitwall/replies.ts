import { closeCodes } from '@pitwall/model';
import { kindOfTopic, subjectsOf } from '../canonical/topics.ts';
import type { Dialect } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../talk.ts';
import { problemOf, refusalOf } from './errors.ts';
import { pitwallTraits } from './traits.ts';

/** Words for a reply; `undefined` for what only sessions without streams say. */
export const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'welcome':
      return welcome(reply);
    case 'stream-opened':
      return subscribed(reply);
    case 'gap':
    case 'live':
    case 'stream-closed':
    case 'dropped':
      return ofStream(reply);
    case 'stream-refused':
      return { type: 'error', ...idOf(reply), ...refusalOf(reply.why, reply.detail), sentAt: reply.nowMs };
    case 'error':
      return errorOf(reply);
    case 'authenticated':
      return { type: 'authenticated', ...idOf(reply), expiresAt: reply.expiresAtMs, sentAt: reply.nowMs };
    case 'pong':
      return { type: 'pong', echo: reply.echo, serverTime: reply.nowMs };
    case 'ping':
      return ping(reply);
    case 'leaving':
      return notice(reply);
    case 'closing':
      return bye(reply);
    default:
      return undefined;
  }
};

type Said<Say extends Reply['say']> = Extract<Reply, { readonly say: Say }>;

const idOf = ({ requestId }: { readonly requestId?: string }): { readonly id?: string } =>
  requestId === undefined ? {} : { id: requestId };

const welcome = ({ connectionId, nowMs, session }: Said<'welcome'>): JsonObject | undefined => {
  if (session === undefined) return undefined;
  const { version, epoch, head, accounts, expiresAtMs, limits } = session;
  return {
    type: 'welcome',
    protocol: 'pitwall.v1',
    version,
    connectionId,
    serverTime: nowMs,
    epoch,
    head,
    accounts,
    expiresAt: expiresAtMs,
    heartbeatMs: pitwallTraits.heartbeat.pingIntervalMs,
    limits: {
      maxFrameBytes: limits.maxInboundFrameBytes,
      messages: limits.inboundMessages,
      windowMs: limits.inboundWindowMs,
      maxStreams: limits.maxStreams,
      maxTopics: limits.maxTopics,
    },
  };
};

const subscribed = (reply: Said<'stream-opened'>): JsonObject => {
  const { kinds, symbols } = subjectsOf(reply.wish.topics);
  return {
    type: 'subscribed',
    ...idOf(reply),
    stream: reply.stream,
    kinds,
    accounts: reply.accounts,
    symbols: symbols.length === 0 ? undefined : symbols,
    cursor: reply.cursor,
    recovered: reply.recovered,
    sentAt: reply.nowMs,
  };
};

const ofStream = (reply: Said<'gap' | 'live' | 'stream-closed' | 'dropped'>): JsonObject | undefined => {
  const sentAt = reply.nowMs;
  switch (reply.say) {
    case 'gap': {
      const { stream, since, cursor, reason } = reply;
      return { type: 'gap', stream, since, cursor, reason, sentAt };
    }
    case 'live': {
      const { position, prev, lag } = reply;
      return {
        type: 'live',
        stream: position.stream,
        cursor: position.through,
        prev,
        last: position.last,
        lag,
        sentAt,
      };
    }
    case 'stream-closed':
      return { type: 'unsubscribed', ...idOf(reply), stream: reply.stream, sentAt };
    case 'dropped': {
      const { stream, topic, count } = reply;
      if (stream === undefined) return undefined;
      return { type: 'dropped', stream, kind: kindOfTopic(topic) ?? topic, count, sentAt };
    }
  }
};

const errorOf = (reply: Said<'error'>): JsonObject | undefined => {
  const { problem, detail, nowMs } = reply;
  // `bye` says it, with what to do about it.
  if (problem === 'too-slow') return undefined;
  return { type: 'error', ...idOf(reply), ...problemOf(problem, detail), sentAt: nowMs };
};

const ping = ({ nowMs, positions = [] }: Said<'ping'>): JsonObject => ({
  type: 'ping',
  sentAt: nowMs,
  streams: Object.fromEntries(positions.map(({ stream, through, last }) => [stream, { throughSeq: through, last }])),
});

const notice = ({ why, retryAfterMs, expiresAtMs, nowMs }: Said<'leaving'>): JsonObject =>
  why === 'shutdown'
    ? { type: 'notice', notice: 'drain', retryAfterMs, sentAt: nowMs }
    : { type: 'notice', notice: 'token-expiring', expiresAt: expiresAtMs, sentAt: nowMs };

const bye = ({ close, detail, retryAfterMs, nowMs }: Said<'closing'>): JsonObject => {
  const { code, retry } = closeCodes[close];
  return { type: 'bye', code, reason: detail, retry, retryAfterMs, sentAt: nowMs };
};
