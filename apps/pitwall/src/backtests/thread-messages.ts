import type { EventDraft } from '@pitwall/model';
import type { BacktestJob } from './backtest-job.ts';

/** What a thread begins with. */
export interface ThreadStart {
  readonly job: BacktestJob;
  /** One number, not zero when the backtest shall end: memory that both threads see, so that a busy one sees it too. */
  readonly stopFlag: Int32Array;
}

/** What a thread says. */
export type FromThread =
  /** Events to publish; it waits to be asked for more. */
  | { readonly say: 'events'; readonly drafts: readonly EventDraft[] }
  /** There are no more. */
  | { readonly say: 'end' }
  /** It could not even begin. */
  | { readonly say: 'failed'; readonly error: string; readonly details: string };

/** What a thread is told: to make the next events. */
export type ToThread = { readonly say: 'more' };
