import type { EventDraft, Exact } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import { createSession, type Session, type SessionView } from '../market/session.ts';
import { marketEvent } from './market-event.ts';
import type { Stamp } from './stamp.ts';

/** Follows the sessions of the symbols that the desk watches. */
export interface Watchlist {
  /** Takes a bar of a symbol without telling it. */
  hear(symbol: string, bar: Bar, price: Exact): void;
  /** Takes a bar of a symbol and tells its price. */
  tell(symbol: string, bar: Bar, price: Exact, stamp: Stamp): EventDraft;
}

/** Makes a list that watches nothing yet. */
export const createWatchlist = (): Watchlist => {
  const sessions = new Map<string, Session>();
  const next = (symbol: string, bar: Bar, price: Exact): SessionView => {
    const session = sessions.get(symbol) ?? createSession();
    sessions.set(symbol, session);
    return session.next(bar, price);
  };
  return {
    hear: (symbol, bar, price) => void next(symbol, bar, price),
    tell: (symbol, bar, price, stamp) => marketEvent(symbol, price, next(symbol, bar, price), stamp),
  };
};
