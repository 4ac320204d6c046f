/** An open stream of server-sent events, as far as it is counted. */
export interface CountedStream {
  /** Bytes written and not yet taken by the operating system. */
  unsentBytes(): number;
  /** Whether it is on its way back to its audience. */
  readonly isBehind: boolean;
}

/** What HTTP has answered since the start: plain counters, read when metrics are scraped. */
export interface HttpStats {
  /** Responses by `<method> <status> <route>`; the route is the pattern, so that the number of names is bounded. */
  readonly responses: Map<string, number>;
  /** Requests that a limit of addresses refused, by the limit's option. */
  readonly limited: Map<string, number>;
  /** Open streams of server-sent events. */
  readonly streams: Set<CountedStream>;
  /** Streams that the gateway ended, by close code. */
  readonly streamEnds: Map<string, number>;
}

/** Counters at zero. */
export const createHttpStats = (): HttpStats => ({
  responses: new Map(),
  limited: new Map(),
  streams: new Set(),
  streamEnds: new Map(),
});
