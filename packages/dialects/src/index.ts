export type {
  DecodeContext,
  Dialect,
  DialectTraits,
  HeartbeatTraits,
  Publication,
  SubscriptionModel,
} from './dialect.ts';
export type { Json, JsonObject } from './json.ts';
export type { Command, Reply } from './talk.ts';
export type { CollectView, EachView, EncodeContext, Occasion, TopicsOf, ViewOf, Views } from './view.ts';
