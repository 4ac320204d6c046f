import { closeCodes } from '@pitwall/model';
import { addTo } from './count.ts';

/** What sessions and listeners have seen since the start, and what is open now: plain numbers, read when metrics are scraped. */
export interface SessionStats {
  /** Open connections, by listener. */
  readonly connectionsByListener: Map<string, number>;
  /** Sessions, by `<dialect> <state>`. */
  readonly sessionsByDialectState: Map<string, number>;
  /** Connections that were refused before their handshake, by reason. */
  readonly refusedConnections: Map<string, number>;
  /** Frames that clients sent, by dialect. */
  readonly inboundFrames: Map<string, number>;
  /** Frames that were not JSON or asked for nothing known, by dialect. */
  readonly invalidFrames: Map<string, number>;
  /** Frames discarded unread because their sender was above its limit, by dialect. */
  readonly discardedFrames: Map<string, number>;
  /** Subscriptions refused because a session may hear no more topics, by dialect. */
  readonly refusedSubscriptions: Map<string, number>;
  /** Connections closed, by close code. */
  readonly closes: Map<string, number>;
}

/** Counters at zero. */
export const createSessionStats = (): SessionStats => ({
  connectionsByListener: new Map(),
  sessionsByDialectState: new Map(),
  refusedConnections: new Map(),
  inboundFrames: new Map(),
  invalidFrames: new Map(),
  discardedFrames: new Map(),
  refusedSubscriptions: new Map(),
  closes: new Map(),
});

/** Codes that this side sends, and what `ws` says of a close without a code and of a connection that broke. */
const countedCodes: ReadonlySet<number> = new Set([1005, 1006, ...Object.values(closeCodes).map(({ code }) => code)]);

/** Counts a close. A client may choose among thousands of codes; those that mean nothing here count as `other`. */
export const countClose = (closes: SessionStats['closes'], code: number): void =>
  addTo(closes, countedCodes.has(code) ? String(code) : 'other');
