import { PitwallError } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import { noIntents } from './sides.ts';
import type { Intent } from './strategy.ts';

/** Prepares entries that may come and aborts those that did not. One approach is told once: nothing flickers. */
export interface Forewarning {
  /** Takes whether an entry is within reach at a close that did not bring it. */
  heed(direction: Direction, withinReach: boolean, what: string): readonly Intent[];
  /** What was prepared has come. */
  settle(): void;
}

/** Makes a forewarning that waits for so many closes. Throws `INVALID_OPTION` unless they are a whole number above zero. */
export const createForewarning = (patienceBars: number): Forewarning => {
  if (!Number.isInteger(patienceBars) || patienceBars < 1) {
    throw new PitwallError('INVALID_OPTION', `patienceBars is ${patienceBars}: give a whole number above zero`);
  }
  let state: 'far' | 'prepared' | 'lapsed' = 'far';
  let closesWaited = 0;
  return {
    heed(direction, withinReach, what) {
      if (state === 'far' && withinReach) {
        state = 'prepared';
        closesWaited = 0;
        return [{ type: 'prepare', direction, reason: `a cross of ${what} is within reach` }];
      }
      const wasPrepared = state === 'prepared';
      closesWaited += 1;
      if (!withinReach) state = 'far';
      else if (wasPrepared && closesWaited >= patienceBars) state = 'lapsed';
      if (!wasPrepared || state === 'prepared') return noIntents;
      const why = withinReach ? `did not come within ${patienceBars} bar` : 'is out of reach';
      return [{ type: 'abort', reason: `the cross of ${what} ${why}` }];
    },
    settle() {
      state = 'far';
    },
  };
};
