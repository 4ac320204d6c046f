export { canonical } from './canonical/canonical.ts';
export { maxSymbols, topicsHeard } from './canonical/topics.ts';
export type { HeardLists } from './canonical/topics.ts';
export { carry, createCarry } from './carry/carry.ts';
export type { CarryOptions } from './carry/carry.ts';
export type { ClientMessage as CarryClientMessage, ServerMessage as CarryServerMessage } from './carry/schemas.ts';
export type {
  DecodeContext,
  CloseWords,
  Dialect,
  DialectRoutes,
  DialectTraits,
  HeartbeatTraits,
  MessageSchemas,
  PageAnswer,
  Publication,
  ServiceFacts,
  SubscriptionModel,
} from './dialect.ts';
export { dialects, findDialect } from './dialects.ts';
export { examplesOf } from './examples.ts';
export { fleet } from './fleet/fleet.ts';
export type { ClientMessage as FleetClientMessage, ServerMessage as FleetServerMessage } from './fleet/schemas.ts';
export type { Json, JsonObject } from './json.ts';
export { mci } from './mci/mci.ts';
export type { ClientMessage as MciClientMessage, ServerMessage as MciServerMessage } from './mci/schemas.ts';
export { pitwall } from './pitwall/pitwall.ts';
export type {
  DeltaMessage as PitwallDelta,
  DeltaOf as PitwallDeltaOf,
  FactMessage as PitwallFact,
  FactOf as PitwallFactOf,
} from './pitwall/fact-messages.ts';
export type {
  ClientMessage as PitwallClientMessage,
  ServerMessage as PitwallServerMessage,
} from './pitwall/schemas.ts';
export { quantmind } from './quantmind/quantmind.ts';
export type {
  ClientMessage as QuantmindClientMessage,
  ServerMessage as QuantmindServerMessage,
} from './quantmind/schemas.ts';
export type { GapReason, StreamPosition, StreamWish } from './stream.ts';
export type { Command, Reply, SessionFacts } from './talk.ts';
export type { ClientMessage as TitanClientMessage, ServerMessage as TitanServerMessage } from './titan/schemas.ts';
export { titan } from './titan/titan.ts';
export type { CollectView, EachView, EncodeContext, Occasion, TopicsOf, ViewOf, Views } from './view.ts';
