import type { TSchema } from 'typebox';
import type { CloseName, EventDraft, Kind, SequencedEvent, TimeMs } from '@pitwall/model';
import type { Json, JsonObject } from './json.ts';
import type { Command, Reply } from './talk.ts';
import type { TopicsOf, Views } from './view.ts';

/** How clients of a dialect choose what they hear. */
export interface SubscriptionModel {
  /**
   * `all`: everything from the start. `explicit`: nothing until they subscribe. `streams`: nothing until they ask for
   * streams, each with accounts, beginning and form of its own.
   */
  readonly start: 'all' | 'explicit' | 'streams';
  /** The topics that exist. */
  readonly topics: readonly string[];
  /** Recognises topics that are made of a prefix and an id, such as `backtest:<id>`. @default none */
  readonly isOpenTopic?: (topic: string) => boolean;
  /** Query parameter that lists topics at connect. @default none */
  readonly queryParameter?: string;
  /** How far back `every` updates of a newly subscribed topic are replayed. @default 0 */
  readonly replayMs?: (topic: string) => number;
}

/** How a dialect keeps a connection alive. */
export interface HeartbeatTraits {
  /** Interval of control pings. */
  readonly pingIntervalMs: number;
  /** Silence after a ping's bytes have left that ends the session; ruling 8. */
  readonly pongTimeoutMs: number;
  /** Also says a `ping` reply of its own at each control ping. */
  readonly jsonPing: boolean;
}

/** Where a dialect is reached beside `/ws/<name>` on the main listener (ruling 1). */
export interface DialectRoutes {
  /** What else clients may offer as `Sec-WebSocket-Protocol` for it, beside its name. @default nothing */
  readonly subprotocols?: readonly string[];
  /** The page's own path on the main listener, where no other page claims it. */
  readonly main: readonly string[];
  /** Ports and paths that the page says. */
  readonly legacy: readonly { readonly port: number; readonly path: string }[];
  /** Paths of its polling endpoint beside `/ws/<name>/poll`, on the main listener and its legacy ones. @default none */
  readonly poll?: readonly string[];
}

/** What a dialect's plain pages may tell: nothing of any account. */
export interface ServiceFacts {
  readonly healthy: boolean;
  /** Open sessions of this dialect. */
  readonly activeConnections: number;
  /** Of the gateway. */
  readonly version: string;
  readonly nowMs: TimeMs;
}

/** The answer of a plain page, as JSON. */
export interface PageAnswer {
  readonly status: 200 | 503;
  readonly body: JsonObject;
}

/** How a dialect words a close that other dialects word otherwise. */
export interface CloseWords {
  /** Whose code is sent. */
  readonly close: CloseName;
  readonly reason: string;
}

/** What makes a dialect itself, as data. */
export interface DialectTraits {
  readonly routes: DialectRoutes;
  readonly subscription: SubscriptionModel;
  readonly heartbeat: HeartbeatTraits;
  /** Whether a token is asked for by the page itself; beyond loopback all are `required` by default. */
  readonly auth: 'none' | 'optional' | 'required';
  /** `one`: a session watches exactly one account (ruling 17). `own`: all that its token may see. */
  readonly accounts: 'one' | 'own';
  /** Whether readers may ask for deltas with `?delta=1`. */
  readonly offersDelta: boolean;
  /** Whether readers may ask for a JSON array a frame with `?batch=1`. */
  readonly offersBatch: boolean;
  /** Whether the polling endpoint speaks it. */
  readonly offersPolling: boolean;
  /** New connections a minute and address. */
  readonly connectionsPerMinutePerIp: number;
  /** A budget shared by an audience which limits its `latest` messages only. @default none */
  readonly outboundBudget?: { readonly messages: number; readonly windowMs: number };
  /** How a drained session ends: a close frame, or FIN alone for page clients that come back only after an unclean close. */
  readonly drain: 'close' | 'fin';
  /** Closes for which the page has a code and a reason of its own. @default those of the table of close codes */
  readonly closeAs?: { readonly [Name in CloseName]?: CloseWords };
}

/** What one message of a page means: facts, and possibly that a list is whole. */
export interface Publication {
  readonly drafts: readonly EventDraft[];
  /** Retained facts of this kind, account and publisher that are absent from `drafts` have ended. */
  readonly replaces?: Replaced;
}

/** Which facts a whole list is about, beside those of its publisher alone. */
export interface Replaced {
  readonly kind: Kind;
  readonly account?: string;
  /** When the list was so, and what it lacks had ended. @default when it came in */
  readonly occurredAt?: TimeMs;
  /** Whether a list could contain a fact: one that the page has no words for has not ended because it is absent. @default all */
  readonly couldTell?: (fact: SequencedEvent) => boolean;
}

/** The messages of a dialect, as schemas: each a union of all that one side may say. */
export interface MessageSchemas {
  readonly server: TSchema;
  readonly client: TSchema;
}

/** What a page's message may need to be understood. */
export interface DecodeContext {
  readonly receivedAt: TimeMs;
}

/**
 * One console protocol: data and pure functions, no I/O. The gateway owns sockets, order, time and memory; the dialect
 * owns words.
 */
export interface Dialect {
  /** Its name in URLs, subprotocols, metrics and `extra`. */
  readonly name: string;
  readonly traits: DialectTraits;
  readonly views: Views;
  /** The topics to which a fact belongs; none when the dialect does not carry this one. */
  readonly topicsOf: TopicsOf;
  /** What a client's frame asks. The frame was valid JSON; anything may stand in it. */
  readonly decodeCommand: (message: Json) => Command;
  /** Words for a reply, or `undefined` when the dialect has none. */
  readonly encodeReply: (reply: Reply) => JsonObject | undefined;
  /**
   * What a publisher's message in the page's own words means. Drafts are checked by ingest like any other.
   * Throws `PitwallError` `UNTRANSLATABLE` when the message is none of the page's.
   */
  readonly decodeEvent: (message: unknown, context: DecodeContext) => Publication;
  /** What either side may say, for descriptions of the dialect. @default it is not described */
  readonly schemas?: MessageSchemas;
  /** Plain HTTP pages that its page promises on its legacy listener, by path. @default none */
  readonly pages?: { readonly [path: string]: (facts: ServiceFacts) => PageAnswer };
}
