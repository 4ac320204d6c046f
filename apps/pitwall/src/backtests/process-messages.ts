import type { EventDraft } from '@pitwall/model';
import type { BacktestJob } from './backtest-job.ts';

/** What a process says. */
export type FromProcess =
  /** Events to publish; it waits to be asked for more. */
  | { readonly say: 'events'; readonly drafts: readonly EventDraft[] }
  /** There are no more. */
  | { readonly say: 'end' }
  /** It could not even begin. */
  | { readonly say: 'failed'; readonly error: string; readonly details: string };

/** What a process is told. */
export type ToProcess =
  /** The first of all: what to run. */
  | { readonly say: 'start'; readonly job: BacktestJob }
  /** To make the next events. */
  | { readonly say: 'more' }
  /** To end early, and to tell so. */
  | { readonly say: 'cancel' };

/** Whether it is what a process says. Both ends come from one build, so that the word is enough to know the rest. */
export const isFromProcess = (message: unknown): message is FromProcess => isSaid(message, ['events', 'end', 'failed']);

/** Whether it is what a process is told; the word is enough here too. */
export const isToProcess = (message: unknown): message is ToProcess => isSaid(message, ['start', 'more', 'cancel']);

const isSaid = (message: unknown, words: readonly unknown[]): boolean =>
  typeof message === 'object' && message !== null && 'say' in message && words.includes(message.say);
