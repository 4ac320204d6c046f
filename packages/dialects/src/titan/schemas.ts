import { Type, type Static } from 'typebox';
import { circuitBreakerUpdate } from './circuit-breaker-update.ts';
import { configChange } from './config-change.ts';
import { emergencyFlatten } from './emergency-flatten.ts';
import { equityUpdate } from './equity-update.ts';
import { masterArmChange } from './master-arm-change.ts';
import { performanceUpdate } from './performance-update.ts';
import { phaseTransition } from './phase-transition.ts';
import { PositionDelta, positionUpdate } from './position-update.ts';
import { signalNotification } from './signal-notification.ts';
import { systemStatusUpdate } from './system-status-update.ts';

/** The page's message types, in its own order, which is also that of snapshots. */
export const titanMessages = [
  equityUpdate,
  positionUpdate,
  signalNotification,
  masterArmChange,
  circuitBreakerUpdate,
  configChange,
  systemStatusUpdate,
  emergencyFlatten,
  performanceUpdate,
  phaseTransition,
] as const;

/** Additive: the first message after a connect with `?resume=1` or `?since=`. */
export const Resume = Type.Object({
  type: Type.Literal('resume'),
  timestamp: Type.Integer({ minimum: 0 }),
  data: Type.Object({ recovered: Type.Boolean(), cursor: Type.String() }),
});

/** Additive: answers a fresh token that was accepted in place of the old one. */
export const Authenticated = Type.Object({
  type: Type.Literal('AUTHENTICATED'),
  timestamp: Type.Integer({ minimum: 0 }),
  data: Type.Object({ expires_at: Type.Integer({ minimum: 0 }) }),
});

/** Everything that Pitwall may say in this dialect. */
export const ServerMessage = Type.Union([
  equityUpdate.schema,
  positionUpdate.schema,
  PositionDelta,
  signalNotification.schema,
  masterArmChange.schema,
  circuitBreakerUpdate.schema,
  configChange.schema,
  systemStatusUpdate.schema,
  emergencyFlatten.schema,
  performanceUpdate.schema,
  phaseTransition.schema,
  Resume,
  Authenticated,
]);

/** Everything that Pitwall may say in this dialect. */
export type ServerMessage = Static<typeof ServerMessage>;

/** Additive: chooses the message types that a connection hears. */
export const Subscription = Type.Object({
  type: Type.Union([Type.Literal('SUBSCRIBE'), Type.Literal('UNSUBSCRIBE')]),
  data: Type.Object({ types: Type.Array(Type.String()) }),
});

/** Additive: replaces the token of a session before it expires. */
export const Authentication = Type.Object({
  type: Type.Literal('auth'),
  data: Type.Object({ token: Type.String({ minLength: 1, maxLength: 8192 }) }),
});

/** Everything that a client may say; the page itself knows no client message. */
export const ClientMessage = Type.Union([Subscription, Authentication]);

/** Everything that a client may say; the page itself knows no client message. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const titanVersion = 2;
