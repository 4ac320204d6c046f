import { Type, type Static } from 'typebox';
import { backtestComplete } from './backtest-complete.ts';
import { backtestError } from './backtest-error.ts';
import { backtestProgress } from './backtest-progress.ts';
import { backtestStart } from './backtest-start.ts';
import { logEntry } from './log-entry.ts';
import { tradingUpdate } from './trading-update.ts';

/** The page's message types that tell a fact. */
export const quantmindMessages = [
  backtestStart,
  backtestProgress,
  logEntry,
  backtestComplete,
  backtestError,
  tradingUpdate,
] as const;

/** Confirms a subscription, or (additive) its end. */
const Confirmation = Type.Object({
  type: Type.Union([Type.Literal('subscription_confirmed'), Type.Literal('unsubscription_confirmed')]),
  topic: Type.String(),
});

/** Answers a ping. */
const Pong = Type.Object({ type: Type.Literal('pong') });

/** Additive: what was wrong with a frame of the client or with its token. */
const ErrorReply = Type.Object({ type: Type.Literal('error'), error: Type.String() });

/** Additive: answers a fresh token that was accepted in place of the old one. */
const Authenticated = Type.Object({ type: Type.Literal('authenticated'), expires_at: Type.String() });

/** Additive: the first message after a connect with `?resume=1` or `?since=`. */
const Resume = Type.Object({
  type: Type.Literal('resume'),
  data: Type.Object({ recovered: Type.Boolean(), cursor: Type.String() }),
});

/** Everything that Pitwall may say in this dialect. */
export const ServerMessage = Type.Union([
  backtestStart.schema,
  backtestProgress.schema,
  logEntry.schema,
  backtestComplete.schema,
  backtestError.schema,
  tradingUpdate.schema,
  Confirmation,
  Pong,
  ErrorReply,
  Resume,
  Authenticated,
]);

/** Everything that Pitwall may say in this dialect. */
export type ServerMessage = Static<typeof ServerMessage>;

/** Subscribes to a topic, or (additive) ends that. */
export const Subscription = Type.Object({
  action: Type.Union([Type.Literal('subscribe'), Type.Literal('unsubscribe')]),
  topic: Type.String({ minLength: 1 }),
});

/** Asks for a pong. */
export const Ping = Type.Object({ action: Type.Literal('ping') });

/** Additive: replaces the token of a session before it expires. */
export const Authentication = Type.Object({
  action: Type.Literal('auth'),
  token: Type.String({ minLength: 1, maxLength: 8192 }),
});

/** Everything that a client may say. */
export const ClientMessage = Type.Union([Subscription, Ping, Authentication]);

/** Everything that a client may say. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const quantmindVersion = 2;
