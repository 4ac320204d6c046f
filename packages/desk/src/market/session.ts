import { exact, type Exact } from '@pitwall/model';
import type { Bar } from './bar.ts';
import { dayOf } from './calendar.ts';

/** The day's trading so far. */
export interface SessionView {
  /** Last price of the latest earlier day; absent on the first day. */
  readonly previousClose: Exact | undefined;
  /** Sum of the day's bar volumes so far; absent where the bars have none. */
  readonly volume: Exact | undefined;
}

/** Follows bars through the UTC calendar. */
export interface Session {
  /** Takes a bar with its close as the venue quotes it, and tells where the day stands. */
  next(bar: Bar, close: Exact): SessionView;
}

/** Makes a session that knows no day yet. */
export const createSession = (): Session => {
  let day: number | undefined;
  let lastClose: Exact | undefined;
  let previousClose: Exact | undefined;
  let volume: Exact | undefined;
  return {
    next(bar, close) {
      const today = dayOf(bar.time);
      if (today !== day) {
        day = today;
        previousClose = lastClose;
        volume = undefined;
      }
      lastClose = close;
      if (bar.volume !== undefined) volume = (volume ?? exact(0)).plus(exact(bar.volume));
      return { previousClose, volume };
    },
  };
};
