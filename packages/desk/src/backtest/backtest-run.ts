import type { Exact, TimeMs } from '@pitwall/model';
import type { BarSeries } from '../market/bar-series.ts';
import { monthlyTable } from '../report/monthly-table.ts';
import { createPerformance, type Performance } from '../report/performance.ts';
import { tradingYears, type TradingYearName } from '../report/trading-year.ts';
import { alignSeries } from '../run/align-series.ts';
import type { RunFact } from '../run/fact.ts';
import { tradingSettings } from '../run/run-options.ts';
import { createSeriesView, type SeriesView } from '../run/series-view.ts';
import { TradingRun } from '../run/trading-run.ts';
import type { Strategy } from '../strategy/strategy.ts';
import type { BacktestData, BacktestSettings } from './backtest-options.ts';
import type { BacktestResult } from './backtest-result.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { marketYear } from './market-year.ts';
import { createRegimeRecord, type RegimeRecord } from './regime-record.ts';
import { variantTraits } from './variant.ts';

/** What a backtest is played with besides its options. */
export interface BacktestRunParts extends BacktestData {
  readonly strategy: Strategy;
  /** Wall clock. */
  readonly now: () => TimeMs;
}

/** Plays one backtest bar by bar, and knows what it found. */
export class BacktestRun {
  readonly trading: TradingRun;
  /** Bars that all symbols have. */
  readonly series: BarSeries;
  readonly #strategy: Strategy;
  readonly #views: readonly SeriesView[];
  readonly #leftOut: readonly number[];
  readonly #ledger: Ledger;
  readonly #performance: Performance;
  readonly #equity = (): Exact => this.trading.value;
  readonly #regimes: RegimeRecord | undefined;
  readonly #year: TradingYearName;
  readonly #seed: number;
  #time: TimeMs | undefined;

  constructor(settings: BacktestSettings, { series, others = [], strategy, now }: BacktestRunParts) {
    const aligned = alignSeries([series, ...others.map((other) => other.series)]);
    this.series = aligned.series[0] ?? series;
    this.#strategy = strategy;
    this.#views = aligned.series.map(createSeriesView);
    this.#leftOut = aligned.leftOut;
    const { maxResultTrades: maxTrades, maxResultFills: maxFills, maxCurvePoints } = settings;
    this.#ledger = createLedger({ maxTrades, maxFills, maxCurvePoints });
    this.#year = marketYear(this.series, settings.tradingYear);
    this.#seed = settings.seed;
    this.#regimes = variantTraits[settings.variant].isFull ? createRegimeRecord() : undefined;
    const trading = tradingSettings(settings);
    const since = this.series.times[Math.min(strategy.warmupBars, this.series.length - 1)] ?? 0;
    this.#performance = createPerformance(trading.initialEquity, since, {
      tradingDaysPerYear: tradingYears[this.#year].days,
      ...settings,
    });
    this.trading = new TradingRun(trading, {
      runId: settings.backtestId,
      strategy,
      now,
      barScale: series.priceScale,
      others: others.map((other) => ({ ...other, barScale: other.series.priceScale })),
      calendar: settings.calendar,
      onMark: (equity, time) => this.#performance.mark(equity, time),
    });
  }

  /** Time of the bar that it is at; absent before the first. */
  get time(): TimeMs | undefined {
    return this.#time;
  }

  get fillCount(): number {
    return this.#ledger.fillCount;
  }

  /** Plays a bar, which must be the next one: the first ones warm up, the others trade. */
  play(index: number): readonly RunFact[] {
    const views = this.#views;
    for (const view of views) view.moveTo(index);
    const time = views[0]?.time ?? 0;
    this.#time = time;
    if (index < this.#strategy.warmupBars) {
      this.trading.warmUp(views);
      this.#regimes?.warmUp(views[0]?.closePoints ?? 0);
      return none;
    }
    const facts = this.trading.onBar(views);
    // Before the bar's own close: what was filled in it was ordered at the close before.
    if (facts.length > 0) this.#take(facts, time);
    this.#regimes?.close(views[0]?.closePoints ?? 0);
    this.#ledger.mark(time, this.#equity);
    return facts;
  }

  /** The bars are at their end: everything is cancelled and closed. */
  finish(): readonly RunFact[] {
    const facts = this.trading.finish();
    this.#take(facts, this.#time ?? 0);
    return facts;
  }

  /** What was found. */
  result(): BacktestResult {
    const { account, settings } = this.trading;
    return {
      strategy: this.#strategy.name,
      currency: settings.instrument.currency,
      seed: this.#seed,
      tradingYear: this.#year,
      bars: this.series.length,
      warmupBars: this.#strategy.warmupBars,
      barsLeftOut: this.#leftOut,
      initialEquity: account.initialEquity,
      finalEquity: this.trading.value,
      feesPaid: account.feesPaid,
      fundingReceived: account.fundingReceived,
      borrowPaid: account.borrowPaid,
      metrics: this.#performance.figures(),
      monthly: monthlyTable(this.#performance.periods.months().rows),
      ...(this.#regimes === undefined ? {} : { regimes: this.#regimes.rows() }),
      ...this.#ledger.rows(),
    };
  }

  #take(facts: readonly RunFact[], time: TimeMs): void {
    for (const fact of facts) {
      switch (fact.type) {
        case 'order-filled': {
          const { fill, order } = fact;
          this.#performance.filled(fill);
          this.#ledger.filled({ ...fill, orderId: order.orderId, symbol: order.symbol, label: order.label });
          break;
        }
        case 'position-opened':
          this.#performance.positioned(true, time);
          this.#regimes?.opened(fact.position.positionId);
          break;
        case 'position-closed':
        case 'position-liquidated': {
          const { symbol } = fact.position;
          this.#performance.closed(fact.closed.netPnl);
          this.#regimes?.closed(fact.position.positionId, fact.closed.netPnl);
          this.#performance.positioned(this.trading.account.positions.length > 0, time);
          this.#ledger.closed({ ...fact.closed, symbol, isLiquidated: fact.type === 'position-liquidated' });
          break;
        }
        default:
      }
    }
  }
}

const none: readonly RunFact[] = [];
