/** What sessions and listeners have seen: plain numbers, read when metrics are scraped. */
export interface SessionStats {
  /** Open connections by listener. */
  readonly connectionsByListener: Map<string, number>;
  /** Open sessions by `<dialect> <state>`. */
  readonly sessionsByDialectState: Map<string, number>;
  /** Connections refused before their handshake, by reason. */
  readonly refusedConnections: Map<string, number>;
  /** Inbound data frames that were read, by dialect. */
  readonly inboundFrames: Map<string, number>;
  /** Inbound frames that were not JSON or asked for nothing known, by dialect. */
  readonly invalidFrames: Map<string, number>;
  /** Inbound frames discarded above the limit, by dialect. */
  readonly discardedFrames: Map<string, number>;
  /** Closes by code, whoever began them. */
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
  closes: new Map(),
});

/** Adds to a named counter. */
export const addTo = (counts: Map<string, number>, name: string, change = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + change);
};
