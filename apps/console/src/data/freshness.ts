import { formatDuration } from '../format/time-text.ts';
import type { FactOf } from './fact.ts';
import type { Link } from './link.ts';

/**
 * How far a panel may be trusted. Three of these look alike to whoever sees only that nothing moves, and mean three different
 * things: `dead-link` (the page hears nothing), `silent-publisher` (the gateway hears nothing), `quiet` (nothing happens).
 */
export type FreshnessState = 'loading' | 'live' | 'catching-up' | 'quiet' | 'silent-publisher' | 'dead-link';

/** How far a panel may be trusted, and why. */
export interface Freshness {
  readonly state: FreshnessState;
  /** When something was last heard, by this page's clock; undefined when nothing was. */
  readonly asOfMs: number | undefined;
  /** In a sentence, for people; empty where all is well. */
  readonly reason: string;
}

/** What it follows from. */
export interface FreshnessParts {
  readonly link: Pick<Link, 'state' | 'reason'>;
  readonly sources: readonly Pick<FactOf<'source-status'>, 'data'>[];
  readonly asOfMs: number | undefined;
  readonly nowMs: number;
}

/** After how long without news a panel says that it is quiet rather than live: longer than any desk's usual pause. */
const quietAfterMs = 60_000;

const silentReason = (silent: readonly Pick<FactOf<'source-status'>, 'data'>[], nowMs: number): string =>
  silent
    .map(({ data: { source, status, lastHeardAt } }) => {
      return `${source} is ${status}: last heard ${formatDuration(nowMs - lastHeardAt)} ago.`;
    })
    .join(' ');

/** Asks in the order of what explains most: the link, then the publishers, then the age. */
export const freshnessOf = ({ link, sources, asOfMs, nowMs }: FreshnessParts): Freshness => {
  if (link.state === 'offline' || link.state === 'refused') return { state: 'dead-link', asOfMs, reason: link.reason };
  if (asOfMs === undefined) {
    return {
      state: link.state === 'live' || link.state === 'polling' ? 'quiet' : 'loading',
      asOfMs,
      reason: link.reason,
    };
  }
  if (link.state === 'catching-up' || link.state === 'connecting') {
    return { state: 'catching-up', asOfMs, reason: link.reason };
  }
  const silent = sources.filter(({ data }) => data.status === 'silent' || data.status === 'gone');
  if (silent.length > 0 && silent.length === sources.length) {
    return { state: 'silent-publisher', asOfMs, reason: silentReason(silent, nowMs) };
  }
  if (nowMs - asOfMs > quietAfterMs) {
    const reason = 'The connection and the publishers are well; nothing of this happened lately.';
    return { state: 'quiet', asOfMs, reason };
  }
  return { state: 'live', asOfMs, reason: '' };
};
