import { lastOf } from './curve-range.ts';
import type { CurveRange } from './curve-range.ts';
import { chartTimeOf } from './fact.ts';
import type { FactOf } from './fact.ts';
import { drawdownOf, withPast } from './equity-past.ts';
import { unknownTimes } from './kept-series.ts';
import type { KeptSeries, KnownGap } from './kept-series.ts';
import { PointSeries } from './point-series.ts';
import type { Point } from './point-series.ts';
import { toPixelNumber } from '../format/decimal.ts';

/** Bounds of the curves of equity. */
export interface EquityHistoryOptions {
  /** Most points of one account's curve. @default 4,000: twice the pixels of a wide screen */
  readonly maxPoints?: number;
  /** Most accounts with a curve; the one that was heard longest ago goes. @default 50 */
  readonly maxAccounts?: number;
}

/** A curve of equity; values are equity, high watermark and drawdown, in this order. */
export interface EquityCurve {
  readonly points: readonly Point[];
  /** Times of which nothing is known. */
  readonly gaps: readonly KnownGap[];
  readonly runId: string | undefined;
  /** When its first point came here, by this page's clock. */
  readonly heardSinceMs: number | undefined;
  /** How far apart its points are at least, where the gateway told what it keeps; undefined: nothing before `heardSinceMs` is known. */
  readonly stepMs: number | undefined;
}

/** Most gaps of a curve: an old one gives way. */
const mostGaps = 100;

interface Curve {
  readonly series: PointSeries;
  /** In which the page heard nothing. */
  gaps: readonly KnownGap[];
  /** What the gateway keeps, by the width that was asked for; undefined: as far back as any goes. */
  readonly kept: Map<number | undefined, KeptSeries>;
  /** Time of the last point before the page stopped hearing; the next point ends the gap. */
  cutAtMs: number | undefined;
  lastMs: number | undefined;
  runId: string | undefined;
  heardSinceMs: number | undefined;
  /** By the range that is shown; undefined: all. */
  readonly painted: Map<CurveRange | undefined, EquityCurve>;
}

/** What accounts were worth: what the page heard and, from before that and from in between, what the gateway keeps. */
export class EquityHistory {
  readonly #maxPoints: number;
  readonly #maxAccounts: number;
  readonly #curves = new Map<string, Curve>();

  constructor({ maxPoints = 4_000, maxAccounts = 50 }: EquityHistoryOptions = {}) {
    this.#maxPoints = maxPoints;
    this.#maxAccounts = maxAccounts;
  }

  /** Takes in what an account is worth. A new run of replayed prices begins a new curve. True: it stands behind a gap. */
  take(fact: FactOf<'equity'>): boolean {
    const curve = this.#curveOf(fact.account);
    if (curve.runId !== fact.runId) this.#restart(curve, fact.runId);
    curve.heardSinceMs ??= fact.arrivedAt;
    const { equity, highWatermark, drawdown } = fact.data;
    const [worth, highest, below] = [equity, highWatermark, drawdown].map((amount) =>
      amount === undefined ? undefined : toPixelNumber(amount),
    );
    const pixels = [worth, highest, below ?? drawdownOf(worth, highest)];
    const timeMs = chartTimeOf(fact);
    const { cutAtMs } = curve;
    // What was known before the cut may be told again after it, and what was missed is still to come.
    const isBehindGap = cutAtMs !== undefined && timeMs > cutAtMs;
    if (isBehindGap) {
      curve.gaps = [...curve.gaps, { fromMs: cutAtMs, toMs: timeMs }].slice(-mostGaps);
      curve.cutAtMs = undefined;
    }
    curve.lastMs = timeMs;
    curve.series.add({ timeMs, values: pixels });
    curve.painted.clear();
    return isBehindGap;
  }

  /**
   * Takes in what the gateway keeps of an account. Of another run than the one that is heard it is no part of this curve.
   *
   * @param widthMs of the bars, as it was asked for; absent: as far back as any goes
   */
  fill(account: string, kept: KeptSeries, widthMs?: number): void {
    const curve = this.#curveOf(account);
    if (curve.lastMs !== undefined && curve.runId !== kept.runId) return;
    curve.kept.set(widthMs, kept);
    curve.painted.clear();
  }

  /** Width of the bars that a range wants, where those that go back farthest are wider; undefined: these are as narrow, or still to come. */
  finerWidthMs(account: string, range: CurveRange | undefined): number | undefined {
    const farthest = this.#curves.get(account)?.kept.get(undefined);
    return range === undefined || farthest === undefined || farthest.intervalMs <= range.barMs
      ? undefined
      : range.barMs;
  }

  /** The page hears nothing from now on; what comes next stands behind a gap. */
  cut(): void {
    for (const curve of this.#curves.values()) curve.cutAtMs ??= curve.lastMs;
  }

  /** The whole of a curve, or its last hour, day or week: the same object until more of the account comes. */
  curve(account: string, range?: CurveRange): EquityCurve {
    const curve = this.#curves.get(account);
    if (curve === undefined) return none;
    const painted = curve.painted.get(range) ?? this.#paint(curve, this.finerWidthMs(account, range), range);
    curve.painted.set(range, painted);
    return painted;
  }

  #paint(curve: Curve, widthMs: number | undefined, range: CurveRange | undefined): EquityCurve {
    const { series, runId, heardSinceMs } = curve;
    // Until narrow bars come the wide ones are shown.
    const kept = curve.kept.get(widthMs) ?? curve.kept.get(undefined);
    const whole = { points: withPast(series.toArray(), kept), gaps: unknownTimes(curve.gaps, kept) };
    const shown = range === undefined ? whole : lastOf(whole, range);
    return { ...shown, runId, heardSinceMs, stepMs: kept?.intervalMs };
  }

  #curveOf(account: string): Curve {
    const known = this.#curves.get(account);
    const curve = known ?? this.#newCurve();
    // The one that was heard last stands last, so the first is the one to go.
    this.#curves.delete(account);
    this.#curves.set(account, curve);
    const oldest = this.#curves.keys().next();
    if (this.#curves.size > this.#maxAccounts && oldest.done !== true) this.#curves.delete(oldest.value);
    return curve;
  }

  #newCurve(): Curve {
    const series = new PointSeries(this.#maxPoints);
    return {
      series,
      gaps: [],
      kept: new Map(),
      cutAtMs: undefined,
      lastMs: undefined,
      runId: undefined,
      heardSinceMs: undefined,
      painted: new Map(),
    };
  }

  #restart(curve: Curve, runId: string | undefined): void {
    curve.series.clear();
    curve.gaps = [];
    curve.cutAtMs = undefined;
    curve.runId = runId;
    curve.heardSinceMs = undefined;
    for (const [widthMs, kept] of curve.kept) if (kept.runId !== runId) curve.kept.delete(widthMs);
  }
}

const none: EquityCurve = { points: [], gaps: [], runId: undefined, heardSinceMs: undefined, stepMs: undefined };
