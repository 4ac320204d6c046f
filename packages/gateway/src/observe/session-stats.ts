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
