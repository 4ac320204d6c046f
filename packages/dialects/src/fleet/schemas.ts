import { Type, type Static } from 'typebox';
import { isoTime } from '../wire/times.ts';
import { aiTasks } from './ai-tasks.ts';
import { alerts } from './alerts.ts';
import { balances } from './balances.ts';
import { bots } from './bots.ts';
import { decisions } from './decisions.ts';
import { metrics } from './metrics.ts';
import { systemHealth } from './system-health.ts';
import { trades } from './trades.ts';
import { wallet } from './wallet.ts';
import { whale } from './whale.ts';

/** The page's message types that tell a fact, in its own order, which is also that of snapshots. */
export const fleetMessages = [
  trades,
  bots,
  balances,
  decisions,
  metrics,
  whale,
  alerts,
  systemHealth,
  wallet,
  aiTasks,
] as const;

/** How the server stands to this client. It says only that it is connected; a client tells itself all else. */
const Connection = Type.Object({
  type: Type.Literal('connection'),
  data: Type.Object({
    status: Type.Union([Type.Literal('connected'), Type.Literal('disconnected'), Type.Literal('error')]),
    mode: Type.Union([Type.Literal('ws'), Type.Literal('polling')]),
  }),
  ts: isoTime.schema,
});

/** A sign of life, which either side may ask of the other. */
const Ping = Type.Object({ type: Type.Literal('ping'), timestamp: Type.Number() });

/** Answers a ping. */
const Pong = Type.Object({ type: Type.Literal('pong'), timestamp: Type.Number() });

/** What was wrong with a frame of the client, or why the session ends. */
const ErrorReply = Type.Object({
  type: Type.Literal('error'),
  data: Type.Object({
    code: Type.Union([
      Type.Literal('INTERNAL_ERROR'),
      Type.Literal('UNAUTHORIZED'),
      Type.Literal('INVALID_MESSAGE'),
      Type.Literal('RATE_LIMITED'),
      Type.Literal('SLOW_CONSUMER'),
    ]),
    message: Type.String(),
    details: Type.String(),
  }),
  ts: isoTime.schema,
});

/** What an error of the page says. */
export type FleetError = Static<typeof ErrorReply>['data'];

/** Additive: the first message after the greeting of a connection with `?resume=1` or `?since=`. */
const Resume = Type.Object({
  type: Type.Literal('resume'),
  data: Type.Object({ recovered: Type.Boolean(), cursor: Type.String() }),
  ts: isoTime.schema,
});

/** Additive: a new token was taken in place of the old one. */
const Authenticated = Type.Object({
  type: Type.Literal('authenticated'),
  data: Type.Object({ expires_at: isoTime.schema }),
  ts: isoTime.schema,
});

/** Everything that Pitwall may say in this dialect. */
export const ServerMessage = Type.Union([
  Connection,
  Ping,
  Pong,
  trades.schema,
  bots.schema,
  balances.schema,
  decisions.schema,
  metrics.schema,
  whale.schema,
  alerts.schema,
  systemHealth.schema,
  wallet.schema,
  aiTasks.schema,
  ErrorReply,
  Resume,
  Authenticated,
]);

/** Everything that Pitwall may say in this dialect. */
export type ServerMessage = Static<typeof ServerMessage>;

/** Additive: replaces the token of a session before it expires. */
export const Authentication = Type.Object({
  type: Type.Literal('auth'),
  data: Type.Object({ token: Type.String({ minLength: 1, maxLength: 8192 }) }),
});

/** Everything that a client may say. */
export const ClientMessage = Type.Union([Pong, Ping, Authentication]);

/** Everything that a client may say. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const fleetVersion = 1;
