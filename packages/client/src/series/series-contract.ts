/** What values did within one width of time. */
export interface SeriesBar {
  /** Where it begins, ms since 1970: a multiple of the width. */
  readonly timeMs: number;
  /** Exact decimals: the values of the earliest and the latest fact, and the extremes between. */
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Facts in it. */
  readonly count: number;
  /** Times of the earliest and the latest of them, ms since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** A bar of what an account was worth. */
export interface EquityBar extends SeriesBar {
  /** The highest watermark that was published within it. */
  readonly highWatermark?: string;
}

/** A run that the gateway keeps. */
export interface SeriesRun {
  readonly runId?: string;
  readonly currency?: string;
  /** Times of its first and its last fact, ms since 1970. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** When its newest fact came in, by the gateway's clock. */
  readonly heardAtMs: number;
}

/** The past of something, in bars of one run. */
export interface SeriesOf<Bar extends SeriesBar> {
  /** `<epoch>.<seq>`: each fact of the run up to here is in the bars, and none after it. @default nothing is kept */
  readonly cursor?: string;
  /** Width of the bars in ms. @default nothing is kept */
  readonly intervalMs?: number;
  /** @default its facts have none */
  readonly runId?: string;
  /** From here on no fact that the gateway took is missing, but for the gaps; ms since 1970. @default nothing is kept */
  readonly coversSinceMs?: number;
  /** Times in which the gateway was away: from the last fact before to the first after, where one has come. */
  readonly gaps: readonly { readonly fromMs: number; readonly toMs?: number }[];
  /** The one that was heard last is last. */
  readonly runs: readonly SeriesRun[];
  /** Nothing is kept, and something may have been published all the same. */
  readonly noRoom?: boolean;
  /** The oldest first. */
  readonly bars: readonly Bar[];
}

/** What an account was worth. */
export interface EquitySeries extends SeriesOf<EquityBar> {
  readonly kind: 'equity';
  readonly account: string;
  readonly currency?: string;
}

/** What a symbol cost. */
export interface MarketSeries extends SeriesOf<SeriesBar> {
  readonly kind: 'market';
  readonly symbol: string;
}

/** Which bars are wanted. */
export interface SeriesChoice {
  /** Bars that overlap this stretch, ms since 1970. @default all that are kept */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** A multiple of 5,000, at most 31 days. @default the narrowest that reaches back to `fromMs`, without it as far as any does */
  readonly intervalMs?: number;
  /** @default the run that was heard last */
  readonly runId?: string;
}

/** Reads the past of equity and prices. Each call rejects with a `ClientError`. */
export interface SeriesReader {
  /** What an account was worth; without `account` the one that the token watches, where that is one. */
  equity(choice?: SeriesChoice & { readonly account?: string }): Promise<EquitySeries>;
  /** What a symbol cost. */
  market(choice: SeriesChoice & { readonly symbol: string }): Promise<MarketSeries>;
}
