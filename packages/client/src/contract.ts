import type { ClientError } from './client-error.ts';
import type { ConnectionState } from './connection/connection-table.ts';
import type { Channel, Draft, Fact, Kind } from './fact.ts';

/** Ends what it was given for. Calling it again does nothing. */
export type Stop = () => void;

/** What is heard. Lists narrow each other; within a list any entry fits; without any it is everything that the token may see. */
export interface Filter<K extends Kind = Kind> {
  readonly kinds?: readonly K[];
  readonly channels?: readonly Channel[];
  readonly accounts?: readonly string[];
  /** Narrows kinds whose facts name a symbol; others are heard as without it. */
  readonly symbols?: readonly string[];
}

/** By which way facts come. */
export type TransportName = 'websocket' | 'sse' | 'polling';

/** Where the client stands. */
export interface ClientStatus {
  /** Of the way that facts come by now; docs/client.md has the table. */
  readonly state: ConnectionState;
  readonly transport: TransportName;
  /** Attempts since the last stable connection. */
  readonly attempt: number;
  /** When the next attempt is due, by the wall clock. */
  readonly retryAtMs?: number;
  /** Why it is not live, or was not until now. */
  readonly why?: ClientError;
}

/** Why facts are missing. `reset`: over HTTP the gateway says no more than that it could not go on. */
export type GapReason = 'expired' | 'other-epoch' | 'ahead' | 'unreadable' | 'reset';

/** Facts between two places are not known to be complete and will not come; present values follow. */
export interface Gap {
  readonly since: string;
  readonly cursor: string;
  readonly reason: GapReason;
}

/** Facts that were not given to the application, and why. */
export interface Dropped {
  /** `gateway`: bounded messages such as log lines, too many at once. `client`: the subscription's own buffer was full. */
  readonly where: 'gateway' | 'client';
  readonly count: number;
  /** The kind, where only one was. */
  readonly kind?: string;
}

/** The stream is complete up to here; what follows happens. */
export interface Live {
  readonly cursor: string;
  /** Set when this reader was too slow for a while: states that were skipped for newer ones, and bounded messages that were dropped. */
  readonly lag?: { readonly conflated: number; readonly dropped: number };
}

/** Everything that a subscription tells, in order. */
export type Update<K extends Kind = Kind> =
  | { readonly type: 'fact'; readonly fact: Fact<K> }
  | ({ readonly type: 'gap' } & Gap)
  | ({ readonly type: 'live' } & Live)
  | ({ readonly type: 'dropped' } & Dropped);

/** What to do with a fact for which there is no room: forget the oldest, replace the older one of its key (else forget the oldest), or end. Each is told. */
export type WhenFull = 'drop-oldest' | 'conflate' | 'close';

/** How one subscription behaves. Handlers are called one after another; one that returns a promise is waited for. */
export interface SubscribeOptions<K extends Kind = Kind> {
  /** A cursor: what must arrive after it comes first. @default now */
  readonly since?: string;
  /** Whether the present value of each key comes first. @default true */
  readonly snapshot?: boolean;
  /** Least time between two skippable updates of one key, 20 to 60,000. @default 20 ms */
  readonly maxRatePerKeyMs?: number;
  /** Lets skippable updates travel as changes: less to send, a value of each key to hold. @default false */
  readonly delta?: boolean;
  /** Updates that wait for the application. @default 10,000 */
  readonly maxBuffered?: number;
  /** @default 'drop-oldest' */
  readonly whenFull?: WhenFull;
  readonly onFact?: (fact: Fact<K>) => void | Promise<void>;
  readonly onGap?: (gap: Gap) => void | Promise<void>;
  readonly onLive?: (live: Live) => void | Promise<void>;
  readonly onDropped?: (dropped: Dropped) => void | Promise<void>;
  /** It is over: `error` says why, and is absent when the application ended it. */
  readonly onEnd?: (error?: ClientError) => void;
}

/** One subscription: iterate over it, or give handlers; whoever does both shares the facts between them. */
export interface Subscription<K extends Kind = Kind> extends AsyncIterable<Fact<K>> {
  /** Where to go on from with `since`: every fact that must arrive was taken in up to here. `undefined` before anything came. */
  readonly cursor: string | undefined;
  readonly isLive: boolean;
  /** Facts, gaps and all else in one order. Ends when the subscription does, by throwing where there was an error. */
  updates(): AsyncIterableIterator<Update<K>>;
  /** Ends it. What waits in its buffer is forgotten. */
  unsubscribe(): void;
}

/** How far a replica may be trusted. */
export interface Freshness {
  /** True: it is everything that there is, as far as the network tells. False: complete up to `asOf` at best. */
  readonly isLive: boolean;
  /** When it was last known to be complete, in ms since 1970 by this machine's clock; `undefined` before the first time. */
  readonly asOf: number | undefined;
}

/** The latest value of each key, kept up to date. Facts in it never change: an update is another object. */
export interface Replica<K extends Kind = Kind> {
  readonly size: number;
  readonly freshness: Freshness;
  /** The value of a key; `account` may be left out where the replica sees one account. */
  get<Each extends K>(kind: Each, key: string, account?: string): Fact<Each> | undefined;
  /** All values, or those of one kind. The same array until one of them changes. */
  list(): readonly Fact<K>[];
  list<Each extends K>(kind: Each): readonly Fact<Each>[];
  /** Called after changes, once for all of one turn. Fits React's `useSyncExternalStore` with `list`. */
  onChange(changed: () => void): Stop;
  /** Called for each change of one key, with its value, or `undefined` when it ended. */
  onKey<Each extends K>(kind: Each, key: string, changed: (fact: Fact<Each> | undefined) => void): Stop;
  /** Resolves when it is complete for the first time. Rejects when it ends before. */
  ready(): Promise<void>;
  /** Ends it. The values stay readable, and are not live. */
  close(): void;
}

/** What became of one published fact. */
export interface Receipt {
  /** Its place in the log, as durable as the log promises. */
  readonly seq: string;
  readonly cursor: string;
  /** True: an earlier attempt had arrived. */
  readonly duplicate: boolean;
}

/** A source whose signs of life are promised: the client sends them until it is stopped, then says goodbye. */
export interface HeartbeatPromise {
  readonly source: string;
  readonly account?: string;
  /** How often, 1,000 to 3,600,000. */
  readonly heartbeatMs: number;
}

/** How the gateway's clock and this one differ, as far as can be told. */
export interface ClockEstimate {
  /** What to add to this machine's time to get the gateway's, in ms. */
  readonly offsetMs: number;
  /** The true offset is within this of `offsetMs`: half of the shortest round trip. */
  readonly uncertaintyMs: number;
  /** Shortest round trip of the recent ones. */
  readonly roundTripMs: number;
}

/** How long one fact took on each part of its way, in ms. Parts whose stamps are missing are absent. */
export interface Latency {
  /** From when it happened to when the gateway took it in, as both clocks say: their difference is in it. */
  readonly sourceToGatewayMs: number;
  /** From there until it was written. */
  readonly withinGatewayMs?: number;
  /** From there until it came, corrected by the clock estimate. */
  readonly gatewayToClientMs?: number;
  /** How wrong `gatewayToClientMs` may be. */
  readonly uncertaintyMs?: number;
}

/** What a client counts. */
export interface ClientCounts {
  /** Losses that were found by the rules of the protocol and mended by asking anew. */
  readonly losses: number;
  /** Facts that came again and were not given to the application again. */
  readonly repeats: number;
  /** Messages that could not be read. */
  readonly unreadable: number;
  /** Sockets that were replaced because they were mute. */
  readonly mute: number;
}

/** Why a token is asked for. */
export type TokenReason = 'connect' | 'refused' | 'expiring';

/** A client of one gateway. */
export interface Client {
  readonly status: ClientStatus;
  onStatus(changed: (status: ClientStatus) => void): Stop;
  /**
   * Makes the attempt that is due at `retryAtMs` now: for a person who pressed a button, or came back to the page. Does nothing
   * where none waits, and makes none before the gateway said that it wants it.
   */
  retryNow(): void;
  subscribe<K extends Kind = Kind>(filter?: Filter<K>, options?: SubscribeOptions<K>): Subscription<K>;
  /** A replica. Replicas of equal filters share one stream. */
  state<K extends Kind = Kind>(filter?: Filter<K>): Replica<K>;
  /** Resolves when the fact is as durable as the log promises; rejects when it was refused, or could not be kept. */
  publish(draft: Draft): Promise<Receipt>;
  /** The same for several, in order. Rejects with the first refusal; the others are published all the same. */
  publish(drafts: readonly Draft[]): Promise<readonly Receipt[]>;
  /** Resolves when nothing waits to be published any more. */
  flush(): Promise<void>;
  heartbeat(promise: HeartbeatPromise): Stop;
  /** `undefined` until something was measured. */
  readonly clock: ClockEstimate | undefined;
  latencyOf(fact: Fact): Latency;
  readonly counts: ClientCounts;
  /** Ends everything: streams, replicas, sockets and timers. Facts that still wait are sent first, as long as that takes no longer than `closeTimeoutMs`. */
  close(): Promise<void>;
}
