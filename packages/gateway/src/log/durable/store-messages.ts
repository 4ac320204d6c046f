import type { ErrorCode } from '@pitwall/model';
import type { LogStoreOptions } from './durable-log-options.ts';
import type { StoredPage, StoreReading, StoreReport } from './log-store.ts';
import type { StoredRows } from './slice.ts';
import type { StoredEvent } from './stored-event.ts';

/** What a store is asked to do. */
export type StoreRequest =
  | { readonly do: 'open'; readonly directory: string; readonly options: LogStoreOptions }
  | { readonly do: 'append'; readonly rows: StoredRows }
  | { readonly do: 'read'; readonly reading: StoreReading }
  | { readonly do: 'seqBefore'; readonly timeMs: number }
  | { readonly do: 'kept'; readonly afterSeq: number; readonly limit: number }
  | { readonly do: 'close' };

/** What it answers, each request once. */
export type StoreAnswer =
  | { readonly say: 'opened'; readonly report: StoreReport }
  | { readonly say: 'done' }
  | { readonly say: 'page'; readonly page: StoredPage }
  | { readonly say: 'seq'; readonly seq: number }
  | { readonly say: 'kept'; readonly events: readonly StoredEvent[] }
  /** It could not, and goes on. */
  | { readonly say: 'refused'; readonly code: ErrorCode; readonly message: string };

/** What it tells unasked. */
export type StoreNews =
  | { readonly say: 'horizon'; readonly seq: number }
  /** It has failed for good. */
  | { readonly say: 'failed'; readonly message: string };

/** A request on its way to another thread. */
export interface SentRequest {
  readonly id: number;
  readonly request: StoreRequest;
}

/** What comes back from there. */
export type SentAnswer = { readonly id: number; readonly answer: StoreAnswer } | { readonly news: StoreNews };

const isObject = (message: unknown): message is object => typeof message === 'object' && message !== null;

/** Nobody else has the other end of the port. */
export const isRequest = (message: unknown): message is SentRequest => isObject(message) && 'request' in message;

/** Nobody else has the other end of the port. */
export const isAnswer = (message: unknown): message is SentAnswer =>
  isObject(message) && ('answer' in message || 'news' in message);
