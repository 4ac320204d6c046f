import type { Draft } from '../fact.ts';

/** A draft that has all that makes a repeat recognisable. */
export type NamedDraft = Draft & { readonly id: string };

/** Keeps what waits to be published over a restart of this program. Rejections are reported, and publishing goes on. */
export interface PublishStore {
  /** What was added and not removed, oldest first. Called once, before anything is sent. */
  load(): Promise<readonly NamedDraft[]>;
  add(drafts: readonly NamedDraft[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

/** How publishing behaves. */
export interface PublishOptions {
  /** Facts that wait: what an outage may hold up. @default 10,000 */
  readonly maxBuffered?: number;
  /** What happens to a fact for which there is no room: `refuse` it, or forget the oldest that waits. Whichever it is, its promise rejects with `BUFFER_FULL`. @default 'refuse' */
  readonly whenFull?: 'refuse' | 'drop-oldest';
  /** Facts in one request. @default 500: within the gateway's bounds, and a request that breaks off repeats no more */
  readonly maxBatch?: number;
  /** Characters in one request. @default 1,000,000 */
  readonly maxBatchChars?: number;
  /** How long an answer may take. @default 15,000 ms */
  readonly requestTimeoutMs?: number;
  /** What says `source` where a draft does not. @default the publisher's name, which the gateway fills in */
  readonly source?: string;
  /** @default nothing: what waits is in memory alone */
  readonly store?: PublishStore;
}
