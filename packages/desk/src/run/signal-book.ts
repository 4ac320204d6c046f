import type { TimeMs } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import type { RunFact, Signal } from './fact.ts';
import type { NextId } from './names.ts';

/** Keeps the one signal that is prepared and not yet carried out. */
export interface SignalBook {
  /** Prepares a signal; one prepared the other way is aborted first, the same one is left as it is. */
  prepare(direction: Direction, reason: string, phase: string): readonly RunFact[];
  /** Aborts what is prepared, if anything is. */
  abort(reason: string): readonly RunFact[];
  /** Takes the prepared signal out to carry it out, preparing it now if it was not. */
  take(
    direction: Direction,
    reason: string,
    phase: string,
  ): { readonly signal: Signal; readonly facts: readonly RunFact[] };
}

/** Makes a book without a signal. */
export const createSignalBook = (nextId: NextId, now: () => TimeMs): SignalBook => {
  let prepared: Signal | undefined;

  const abort = (reason: string): readonly RunFact[] => {
    const signal = prepared;
    prepared = undefined;
    return signal === undefined ? [] : [{ type: 'signal-aborted', signal, reason }];
  };

  const ensure = (
    direction: Direction,
    reason: string,
    phase: string,
  ): { signal: Signal; facts: readonly RunFact[] } => {
    if (prepared?.direction === direction) return { signal: prepared, facts: [] };
    const withdrawn = abort(`the signal turned ${direction}`);
    const signal = { signalId: nextId('signal'), direction, reason, phase, preparedAt: now() };
    prepared = signal;
    return { signal, facts: [...withdrawn, { type: 'signal-prepared', signal }] };
  };

  return {
    abort,
    prepare: (direction, reason, phase) => ensure(direction, reason, phase).facts,
    take(direction, reason, phase) {
      const taken = ensure(direction, reason, phase);
      prepared = undefined;
      return taken;
    },
  };
};
