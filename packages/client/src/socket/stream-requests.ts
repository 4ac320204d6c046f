import type { Wish } from '../reading/reader.ts';
import { areApart } from '../reading/filter.ts';

/** Bounds of `maxRatePerKeyMs`, in ms, as PROTOCOL.md gives them. */
const least = 20;
const most = 60_000;

/**
 * The rate to ask for. A gateway hears one stream once a connection, and two readers may want the same; so that each has a
 * beginning and a cursor of its own, the second asks for a rate that is another by a millisecond.
 */
export const rateFor = (wish: Wish, others: Iterable<{ readonly wish: Wish; readonly rateMs: number }>): number => {
  const taken = new Set<number>();
  for (const other of others) if (!areApart(wish.filter, other.wish.filter)) taken.add(other.rateMs);
  const asked = Math.round(Math.min(most, Math.max(least, wish.maxRatePerKeyMs ?? least)));
  const step = asked + taken.size > most ? -1 : 1;
  let rateMs = asked;
  while (taken.has(rateMs)) rateMs += step;
  return rateMs;
};

/** The text of a subscribe message. */
export const subscribeText = (
  id: string,
  wish: Wish,
  asked: { readonly since?: string; readonly rateMs: number },
): string =>
  JSON.stringify({
    type: 'subscribe',
    id,
    kinds: wish.filter.kinds,
    channels: wish.filter.channels,
    accounts: wish.filter.accounts,
    symbols: wish.filter.symbols,
    since: asked.since,
    snapshot: wish.snapshot,
    maxRatePerKeyMs: asked.rateMs,
    delta: wish.delta,
  });
