/** What HTTP has answered since the start: plain counters, read when metrics are scraped. */
export interface HttpStats {
  /** Responses by `<method> <status> <route>`; the route is the pattern, so that the number of names is bounded. */
  readonly responses: Map<string, number>;
  /** Requests that a limit of addresses refused, by the limit's option. */
  readonly limited: Map<string, number>;
}

/** Counters at zero. */
export const createHttpStats = (): HttpStats => ({ responses: new Map(), limited: new Map() });
