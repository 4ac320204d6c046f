import { Type, type Static } from 'typebox';
import { Authenticate, ClientPing, ClientPong, Subscribe, Unsubscribe } from './client-messages.ts';
import { DeltaMessage, FactMessage } from './fact-messages.ts';
import {
  Authenticated,
  Bye,
  Dropped,
  ErrorMessage,
  Gap,
  Live,
  Notice,
  ServerPing,
  ServerPong,
  Subscribed,
  Unsubscribed,
  Welcome,
} from './session-messages.ts';

/** Everything that Pitwall may say in its own protocol. */
export const ServerMessage = Type.Union([
  Welcome,
  Subscribed,
  Gap,
  FactMessage,
  DeltaMessage,
  Live,
  ServerPing,
  ServerPong,
  Dropped,
  Unsubscribed,
  Authenticated,
  Notice,
  ErrorMessage,
  Bye,
]);

/** Everything that Pitwall may say in its own protocol. */
export type ServerMessage = Static<typeof ServerMessage>;

/** Everything that a client may say. */
export const ClientMessage = Type.Union([Subscribe, Unsubscribe, Authenticate, ClientPing, ClientPong]);

/** Everything that a client may say. */
export type ClientMessage = Static<typeof ClientMessage>;

/** Version of the schemas; PROTOCOL.md tells what each one changed. */
export const pitwallVersion = 1;
