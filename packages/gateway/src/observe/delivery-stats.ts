/** What delivery has done since the start: plain counters, read when metrics are scraped. */
export interface DeliveryStats {
  /** Data messages written, times readers. */
  messagesOut: number;
  /** Bytes of data frames written, times readers. */
  bytesOut: number;
  /** Batches written to audiences. */
  flushes: number;
  /** `latest` updates replaced by a newer one before they were sent. */
  conflated: number;
  /** Messages not sent because they said the same as the one before. */
  suppressed: number;
  /** Bounded updates dropped because a batch was full or a reader lagged. */
  dropped: number;
  /** Readers that left their audience because they were above the mark. */
  fellBehind: number;
  /** Bytes of messages before they were compressed, each counted once for all readers. */
  deflateInBytes: number;
  /** Bytes of the same messages afterwards. */
  deflateOutBytes: number;
  /** Messages left plain because the time for compression was spent. */
  deflateSkipped: number;
  /** Time spent in compressing. */
  deflateMs: number;
  /** Time spent in encoding and framing, compression included. */
  encodeMs: number;
  /** Time spent in writing to sockets. */
  writeMs: number;
  /** Facts that a dialect had no words for, by `<dialect> <kind>`. */
  readonly untranslatable: Map<string, number>;
}

/** Counters at zero. */
export const createDeliveryStats = (): DeliveryStats => ({
  messagesOut: 0,
  bytesOut: 0,
  flushes: 0,
  conflated: 0,
  suppressed: 0,
  dropped: 0,
  fellBehind: 0,
  deflateInBytes: 0,
  deflateOutBytes: 0,
  deflateSkipped: 0,
  deflateMs: 0,
  encodeMs: 0,
  writeMs: 0,
  untranslatable: new Map(),
});

/** Counts a fact that a dialect cannot say. */
export const countUntranslatable = (stats: DeliveryStats, dialect: string, kind: string): void => {
  const name = `${dialect} ${kind}`;
  stats.untranslatable.set(name, (stats.untranslatable.get(name) ?? 0) + 1);
};
