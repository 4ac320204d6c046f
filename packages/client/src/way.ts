import type { ClientCounts, ClientStatus } from './contract.ts';
import type { Reader } from './reading/reader.ts';

/** A way by which facts come. Whoever reads does not know which. */
export interface Way {
  readonly status: ClientStatus;
  start(): void;
  stop(): void;
  /** Makes an attempt that waits for its time now, unless the gateway asked for the wait. */
  retryNow(): void;
  /** Feeds a reader from its cursor on, as soon as that is possible. */
  add(reader: Reader): void;
  /** Feeds it no more. */
  remove(reader: Reader): void;
}

/** A way that helps out. */
export interface FallbackWay extends Way {
  readonly isStarted: boolean;
}

/** What a way tells whoever chose it. */
export interface WayPort {
  /** Its status changed. */
  changed(): void;
  /** It can feed readers now; answers with those to feed, which no other way feeds any more. */
  welcomed(): Iterable<Reader>;
  count(what: keyof ClientCounts): void;
}
