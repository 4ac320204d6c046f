import { kindNames } from '@pitwall/model';
import { Type } from 'typebox';
import { timeMs } from '../wire/times.ts';
import { Echo, RequestId } from './client-messages.ts';
import { toldCodes } from './errors.ts';
import { CursorText } from './fact-messages.ts';

const time = timeMs.schema;
const text = Type.String({ minLength: 1 });
const count = Type.Integer({ minimum: 0 });
const id = Type.Optional(RequestId);
const accounts = Type.Union([Type.Array(text), Type.Literal('*')]);

/** Greets a connection, and says what there is and what it may do. */
export const Welcome = Type.Object({
  type: Type.Literal('welcome'),
  protocol: Type.Literal('pitwall.v1'),
  version: text,
  connectionId: text,
  serverTime: time,
  epoch: text,
  head: CursorText,
  accounts,
  expiresAt: Type.Optional(time),
  heartbeatMs: count,
  limits: Type.Object({
    maxFrameBytes: count,
    messages: count,
    windowMs: count,
    maxStreams: count,
    maxTopics: count,
  }),
});

/** A stream begins. */
export const Subscribed = Type.Object({
  type: Type.Literal('subscribed'),
  id,
  stream: text,
  kinds: Type.Array(Type.Enum([...kindNames])),
  accounts,
  symbols: Type.Optional(Type.Array(text)),
  cursor: CursorText,
  recovered: Type.Optional(Type.Boolean()),
  sentAt: time,
});

/** A stream could not go on after `since`. */
export const Gap = Type.Object({
  type: Type.Literal('gap'),
  stream: text,
  since: Type.String(),
  cursor: CursorText,
  reason: Type.Enum(['expired', 'other-epoch', 'ahead', 'unreadable']),
  sentAt: time,
});

/** A stream's reader has everything up to now. */
export const Live = Type.Object({
  type: Type.Literal('live'),
  stream: text,
  cursor: CursorText,
  prev: CursorText,
  last: CursorText,
  lag: Type.Optional(Type.Object({ conflated: count, dropped: count })),
  sentAt: time,
});

/** A sign of life, and how far each live stream is. */
export const ServerPing = Type.Object({
  type: Type.Literal('ping'),
  sentAt: time,
  streams: Type.Record(Type.String(), Type.Object({ throughSeq: CursorText, last: CursorText })),
});

/** Answers a ping. */
export const ServerPong = Type.Object({ type: Type.Literal('pong'), echo: Type.Optional(Echo), serverTime: time });

/** Bounded messages were dropped. */
export const Dropped = Type.Object({
  type: Type.Literal('dropped'),
  stream: text,
  kind: Type.Enum([...kindNames]),
  count,
  sentAt: time,
});

/** A stream ended, as was asked. */
export const Unsubscribed = Type.Object({ type: Type.Literal('unsubscribed'), id, stream: text, sentAt: time });

/** A new token was taken in place of the old one. */
export const Authenticated = Type.Object({ type: Type.Literal('authenticated'), id, expiresAt: time, sentAt: time });

/** Something that a client should act on. */
export const Notice = Type.Union([
  Type.Object({ type: Type.Literal('notice'), notice: Type.Literal('drain'), retryAfterMs: count, sentAt: time }),
  Type.Object({
    type: Type.Literal('notice'),
    notice: Type.Literal('token-expiring'),
    expiresAt: Type.Optional(time),
    sentAt: time,
  }),
]);

/** What was wrong with a request, or why a connection is refused. */
export const ErrorMessage = Type.Object({
  type: Type.Literal('error'),
  id,
  code: Type.Enum([...toldCodes]),
  message: Type.String(),
  how: Type.String(),
  sentAt: time,
});

/** The last words before a close. */
export const Bye = Type.Object({
  type: Type.Literal('bye'),
  code: Type.Integer({ minimum: 1000, maximum: 4999 }),
  reason: Type.String(),
  retry: Type.Boolean(),
  retryAfterMs: Type.Optional(count),
  sentAt: time,
});
