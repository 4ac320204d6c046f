import { useCallback, useState } from 'react';

/** A list that can be stopped, and what came since it was. */
export interface Paused<T> {
  /** The list as it is, or as it was when it was stopped. */
  readonly shown: readonly T[];
  readonly isPaused: boolean;
  /** How many entries came since. */
  readonly waiting: number;
  /** True: so many came that the oldest of those that wait are gone. */
  readonly hasLost: boolean;
  readonly toggle: () => void;
}

/** How many entries stand behind the last one of an older list. */
export const countBehind = <T>(newest: readonly T[], held: readonly T[]): Pick<Paused<T>, 'waiting' | 'hasLost'> => {
  const last = held.at(-1);
  if (last === undefined) return { waiting: newest.length, hasLost: false };
  const at = newest.lastIndexOf(last);
  return at === -1
    ? { waiting: newest.length, hasLost: newest.length > 0 }
    : { waiting: newest.length - at - 1, hasLost: false };
};

/** Stops a list that grows at its end within a bound; what comes meanwhile is kept by whoever makes the list, and counted here. */
export const usePause = <T>(newest: readonly T[]): Paused<T> => {
  const [held, setHeld] = useState<readonly T[] | undefined>();
  const toggle = useCallback(() => setHeld((before) => (before === undefined ? newest : undefined)), [newest]);
  if (held === undefined) return { shown: newest, isPaused: false, waiting: 0, hasLost: false, toggle };
  return { shown: held, isPaused: true, ...countBehind(newest, held), toggle };
};
