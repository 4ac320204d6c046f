import { Type, type Static } from 'typebox';
import { accountUpdate } from './account-update.ts';
import { activityLog } from './activity-log.ts';
import { healthUpdate } from './health-update.ts';
import { marketUpdate } from './market-update.ts';
import { ordersUpdate } from './orders-update.ts';
import { positionsUpdate } from './positions-update.ts';

/** The page's message types that tell facts, in its own order. */
export const mciMessages = [
  positionsUpdate,
  ordersUpdate,
  accountUpdate,
  healthUpdate,
  marketUpdate,
  activityLog,
] as const;

const Time = Type.Integer({ minimum: 0 });

const ConnectionAck = Type.Object({
  event: Type.Literal('connection:ack'),
  data: Type.Object({ connectionId: Type.String(), serverTime: Time, version: Type.String() }),
});

/** The page's five codes. */
export const ErrorCode = Type.Union([
  Type.Literal('AUTH_REQUIRED'),
  Type.Literal('SESSION_EXPIRED'),
  Type.Literal('SUBSCRIPTION_ERROR'),
  Type.Literal('RATE_LIMITED'),
  Type.Literal('SERVER_ERROR'),
]);

/** What went wrong, for programs by its code and for people in three sentences. */
const ErrorReply = Type.Object({
  event: Type.Union([Type.Literal('connection:error'), Type.Literal('error')]),
  data: Type.Object({
    code: ErrorCode,
    error: Type.Object({ what: Type.String(), why: Type.String(), how: Type.String() }),
  }),
});

const ConnectionClosed = Type.Object({
  event: Type.Literal('connection:closed'),
  data: Type.Object({
    reason: Type.Union([
      Type.Literal('client_disconnect'),
      Type.Literal('server_shutdown'),
      Type.Literal('session_expired'),
      Type.Literal('error'),
    ]),
    message: Type.String(),
  }),
});

const Subscribed = Type.Object({
  event: Type.Literal('subscribed'),
  data: Type.Object({ channels: Type.Array(Type.String()), subscribedAt: Time }),
});

const Unsubscribed = Type.Object({
  event: Type.Literal('unsubscribed'),
  data: Type.Object({ channels: Type.Array(Type.String()), unsubscribedAt: Time }),
});

const Heartbeat = Type.Object({
  event: Type.Literal('heartbeat'),
  data: Type.Object({ serverTime: Time, connectionUptime: Type.Number({ minimum: 0 }) }),
});

const Reconnect = Type.Object({
  event: Type.Literal('reconnect'),
  data: Type.Object({
    reason: Type.Union([Type.Literal('server_restart'), Type.Literal('session_refresh')]),
    delay: Type.Number({ minimum: 0 }),
    message: Type.String(),
  }),
});

/** Additive: a new token was taken in place of the old one. */
const Authenticated = Type.Object({
  event: Type.Literal('authenticated'),
  data: Type.Object({ expiresAt: Time, serverTime: Time }),
});

/** Additive: the first message after `connection:ack` of a connection with `?resume=1` or `?since=`. */
const Resume = Type.Object({
  event: Type.Literal('resume'),
  data: Type.Object({ recovered: Type.Boolean(), cursor: Type.String() }),
});

/** Everything that Pitwall may say in this dialect. */
export const ServerMessage = Type.Union([
  positionsUpdate.schema,
  ordersUpdate.schema,
  accountUpdate.schema,
  healthUpdate.schema,
  marketUpdate.schema,
  activityLog.schema,
  ConnectionAck,
  ErrorReply,
  ConnectionClosed,
  Subscribed,
  Unsubscribed,
  Heartbeat,
  Reconnect,
  Authenticated,
  Resume,
]);

/** Everything that Pitwall may say in this dialect. */
export type ServerMessage = Static<typeof ServerMessage>;

/** Subscribes to channels, or ends that. */
export const Subscription = Type.Object({
  event: Type.Union([Type.Literal('subscribe'), Type.Literal('unsubscribe')]),
  data: Type.Object({ channels: Type.Array(Type.String(), { minItems: 1 }) }),
});

/** Answers a heartbeat with the client's clock. */
const HeartbeatAck = Type.Object({
  event: Type.Literal('heartbeat:ack'),
  data: Type.Optional(Type.Object({ clientTime: Type.Optional(Type.Number()) })),
});

/** Ends the connection in order. */
const Disconnect = Type.Object({ event: Type.Literal('disconnect') });

/** Additive: replaces the token of a session before it expires. */
export const Authentication = Type.Object({
  event: Type.Literal('auth'),
  data: Type.Object({ token: Type.String({ minLength: 1, maxLength: 8192 }) }),
});

/** Everything that a client may say. */
export const ClientMessage = Type.Union([Subscription, HeartbeatAck, Disconnect, Authentication]);

/** Everything that a client may say. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const mciVersion = 1;
