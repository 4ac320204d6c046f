import { exact, type DurationMs, type Exact, type TimeMs } from '@pitwall/model';

/** A fall of the equity from its high watermark. */
export interface Decline {
  /** Last mark at the high watermark that it fell from. */
  readonly peakAt: TimeMs;
  readonly peakEquity: Exact;
  /** First mark at its lowest equity. */
  readonly troughAt: TimeMs;
  readonly troughEquity: Exact;
  /** First mark at or above the peak's equity again; absent: it is still open. */
  readonly recoveredAt: TimeMs | undefined;
}

/** What has been lost from peaks so far. */
export interface DrawdownFigures {
  /** Highest equity of all marks, the initial one included. */
  readonly highWatermark: Exact;
  /** `equity − high watermark` at the last mark: zero or negative. */
  readonly drawdown: Exact;
  /** Lowest `equity − high watermark`: zero or negative. */
  readonly maxDrawdown: Exact;
  /** Lowest `equity / high watermark − 1`: zero or negative; it may belong to another decline than the largest amount. */
  readonly maxDrawdownRatio: Exact;
  /** The decline of the lowest ratio; absent when equity never fell. */
  readonly deepest: Decline | undefined;
  /** From the peak of that decline to its trough. */
  readonly declineMs: DurationMs | undefined;
  /** From its peak to its recovery; absent while it is open. */
  readonly recoveryMs: DurationMs | undefined;
  /** Longest time from a peak to its recovery, an open decline counted to the last mark; absent when equity never fell. */
  readonly longestMs: DurationMs | undefined;
  /** Whether the last mark is below the high watermark. */
  readonly isOpen: boolean;
}

/**
 * Follows the high watermark in constant memory. It says the same when only some marks are told: those at or above the high
 * watermark, those below the decline's lowest equity so far, and the last one before equity leaves the watermark.
 */
export interface Drawdown {
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Equity below which the next mark would be a new low of the decline in progress; the watermark when there is none. */
  readonly lowest: Exact;
  figures(): DrawdownFigures;
}

/** Starts at the initial equity, which must be above zero. */
export const createDrawdown = (initialEquity: Exact, since: TimeMs): Drawdown => new Watermark(initialEquity, since);

interface Mark {
  readonly equity: Exact;
  readonly at: TimeMs;
}

class Watermark implements Drawdown {
  #peak: Mark;
  #last: Mark;
  #open: Decline | undefined;
  #maxDrawdown = exact(0);
  #maxRatio = exact(0);
  #deepest: Decline | undefined;
  #isDeepestOpen = false;
  #longestMs: DurationMs | undefined;

  constructor(equity: Exact, at: TimeMs) {
    this.#peak = { equity, at };
    this.#last = this.#peak;
  }

  get lowest(): Exact {
    return this.#open?.troughEquity ?? this.#peak.equity;
  }

  mark(equity: Exact, marketTime: TimeMs): void {
    this.#last = { equity, at: marketTime };
    if (equity.lessThan(this.#peak.equity)) this.#fall(this.#last);
    else this.#recover(this.#last);
  }

  figures(): DrawdownFigures {
    const deepest = this.#deepest;
    const isOpen = this.#open !== undefined;
    return {
      highWatermark: this.#peak.equity,
      drawdown: this.#last.equity.minus(this.#peak.equity),
      maxDrawdown: this.#maxDrawdown,
      maxDrawdownRatio: this.#maxRatio,
      deepest,
      declineMs: deepest === undefined ? undefined : deepest.troughAt - deepest.peakAt,
      recoveryMs: deepest?.recoveredAt === undefined ? undefined : deepest.recoveredAt - deepest.peakAt,
      longestMs: isOpen ? this.#longestUntil(this.#last.at) : this.#longestMs,
      isOpen,
    };
  }

  #recover(mark: Mark): void {
    if (this.#open !== undefined) this.#longestMs = this.#longestUntil(mark.at);
    if (this.#deepest !== undefined && this.#isDeepestOpen) {
      this.#deepest = { ...this.#deepest, recoveredAt: mark.at };
    }
    this.#isDeepestOpen = false;
    this.#open = undefined;
    this.#peak = mark;
  }

  #fall({ equity, at }: Mark): void {
    if (this.#open !== undefined && equity.greaterThanOrEqualTo(this.#open.troughEquity)) return;
    const { equity: peakEquity, at: peakAt } = this.#peak;
    this.#open = { peakAt, peakEquity, troughAt: at, troughEquity: equity, recoveredAt: undefined };
    const amount = equity.minus(peakEquity);
    if (amount.lessThan(this.#maxDrawdown)) this.#maxDrawdown = amount;
    const ratio = amount.div(peakEquity);
    if (!ratio.lessThan(this.#maxRatio)) return;
    this.#maxRatio = ratio;
    this.#deepest = this.#open;
    this.#isDeepestOpen = true;
  }

  #longestUntil(at: TimeMs): DurationMs {
    return Math.max(this.#longestMs ?? 0, at - this.#peak.at);
  }
}
