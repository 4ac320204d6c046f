/** What kept series hold, and what they could not take: plain numbers, read when metrics are scraped. */
export interface SeriesStats {
  /** Series that are kept, by kind. */
  readonly keptByKind: Map<string, number>;
  /** Memory that they take. */
  bytes: number;
  /** Facts that no series took, because there is no room for another, by kind. */
  readonly unkeptByKind: Map<string, number>;
  /** Facts that a width had no place for, counted once a width: older than its bars, or no memory. */
  lost: number;
  /** Series that gave way to others, by kind. */
  readonly gaveWayByKind: Map<string, number>;
}

/** Numbers at zero. */
export const createSeriesStats = (): SeriesStats => ({
  keptByKind: new Map(),
  bytes: 0,
  unkeptByKind: new Map(),
  lost: 0,
  gaveWayByKind: new Map(),
});
