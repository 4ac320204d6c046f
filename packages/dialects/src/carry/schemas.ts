import { Type, type Static } from 'typebox';
import { equityUpdate } from './equity-update.ts';
import { positionUpdate } from './position-update.ts';
import { riskStatusUpdate } from './risk-status-update.ts';
import { systemLog } from './system-log.ts';

/** The page's message types that tell a fact, in its own order, which is also that of snapshots. */
export const carryMessages = [positionUpdate, equityUpdate, riskStatusUpdate, systemLog] as const;

/** The first message of every connection. */
const ConnectionEstablished = Type.Object({
  type: Type.Literal('connection_established'),
  timestamp: Type.String(),
  message: Type.String(),
});

/** Additive: follows the greeting after a connect with `?resume=1` or `?since=`. */
const Resume = Type.Object({
  type: Type.Literal('resume'),
  timestamp: Type.String(),
  data: Type.Object({ recovered: Type.Boolean(), cursor: Type.String() }),
});

/** Additive: the new token of a session was accepted. */
const Authenticated = Type.Object({
  type: Type.Literal('authenticated'),
  timestamp: Type.String(),
  data: Type.Object({ expires_at: Type.String() }),
});

/** Additive: the new token of a session was not accepted, and why. */
const ErrorReply = Type.Object({
  type: Type.Literal('error'),
  timestamp: Type.String(),
  data: Type.Object({ message: Type.String() }),
});

/** Everything that Pitwall may say in this dialect. */
export const ServerMessage = Type.Union([
  ConnectionEstablished,
  positionUpdate.schema,
  equityUpdate.schema,
  riskStatusUpdate.schema,
  systemLog.schema,
  Resume,
  Authenticated,
  ErrorReply,
]);

/** Everything that Pitwall may say in this dialect. */
export type ServerMessage = Static<typeof ServerMessage>;

/**
 * Everything that a client may say. The page itself knows no client message; additive is the one that replaces the token
 * of a session before it expires.
 */
export const ClientMessage = Type.Object({
  type: Type.Literal('auth'),
  data: Type.Object({ token: Type.String({ minLength: 1, maxLength: 8192 }) }),
});

/** Everything that a client may say. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const carryVersion = 1;
