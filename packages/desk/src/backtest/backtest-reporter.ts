import { exact, type EventDraft, type JsonObject, type TimeMs } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import { dateOf } from '../market/calendar.ts';
import { timeframeOf } from '../market/timeframe.ts';
import type { RunFact } from '../run/fact.ts';
import { tradingSettings } from '../run/run-options.ts';
import { TradingRun } from '../run/trading-run.ts';
import type { Strategy } from '../strategy/strategy.ts';
import { known, money, quotient, statistic } from '../telemetry/figures.ts';
import { fillMessage } from '../telemetry/order-events.ts';
import type { Stamp } from '../telemetry/stamp.ts';
import type { BacktestParts, BacktestSettings } from './backtest-options.ts';
import { createLedger, type Ledger } from './ledger.ts';

/** Plays one backtest and says it as events. */
export class BacktestReporter {
  readonly #settings: BacktestSettings;
  readonly #parts: BacktestParts;
  readonly #strategy: Strategy;
  readonly #run: TradingRun;
  readonly #ledger: Ledger;
  readonly #startedAt: TimeMs;
  #logs: EventDraft[] = [];
  #fills = 0;
  #marketTime: TimeMs | undefined;

  constructor(settings: BacktestSettings, parts: BacktestParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#strategy = parts.strategy();
    this.#startedAt = parts.clock.now();
    this.#run = new TradingRun(tradingSettings(settings), {
      runId: settings.backtestId,
      strategy: this.#strategy,
      now: () => parts.clock.now(),
    });
    this.#ledger = createLedger({ maxTrades: settings.maxResultTrades, maxCurvePoints: settings.maxCurvePoints });
  }

  /** The backtest began, and is at its first bar. */
  start(): readonly EventDraft[] {
    const { backtestId, variant, instrument } = this.#settings;
    const { bars } = this.#parts;
    const start: EventDraft = {
      ...this.#stamp(),
      kind: 'backtest-start',
      data: {
        backtestId,
        variant,
        symbol: instrument.symbol,
        ...known(timeframeOf(bars), (timeframe) => ({ timeframe })),
        ...known(bars[0], ({ time }) => ({ startDate: dateOf(time) })),
        ...known(bars.at(-1), ({ time }) => ({ endDate: dateOf(time) })),
      },
    };
    return [start, this.progress(0)];
  }

  /** Plays a bar: the first ones warm up, the others trade. */
  play(bar: Bar, index: number): void {
    this.#marketTime = bar.time;
    if (index < this.#strategy.warmupBars) {
      this.#run.warmUp(bar);
      return;
    }
    this.#take(this.#run.onBar(bar));
    this.#ledger.mark(this.#run.equity.equity, bar.time);
  }

  /** The bars are at their end. */
  finish(): void {
    this.#take(this.#run.finish());
  }

  /** Log lines since the last call. */
  takeLogs(): readonly EventDraft[] {
    const logs = this.#logs;
    this.#logs = [];
    return logs;
  }

  /** How far it is. */
  progress(barsProcessed: number): EventDraft {
    const totalBars = this.#parts.bars.length;
    return {
      ...this.#stamp(),
      kind: 'backtest-progress',
      data: {
        backtestId: this.#settings.backtestId,
        progressRatio: quotient(exact(barsProcessed).div(totalBars)),
        status: `Processing bar ${barsProcessed}/${totalBars}`,
        barsProcessed,
        totalBars,
        ...known(this.#marketTime, (time) => ({ currentDate: dateOf(time) })),
        tradesCount: this.#run.results().totalTrades,
        currentPnl: money(this.#run.equity.total.pnl),
      },
    };
  }

  /** It reached its end. */
  complete(): readonly EventDraft[] {
    const run = this.#run;
    const results = run.results();
    const stamp = this.#stamp();
    const data = {
      backtestId: this.#settings.backtestId,
      finalBalance: money(run.account.cash),
      totalTrades: results.totalTrades,
      ...known(results.winRate, (value) => ({ winRate: quotient(value) })),
      ...known(run.sharpeRatio(), (value) => ({ sharpeRatio: statistic(value) })),
      maxDrawdownRatio: quotient(run.equity.maxDrawdownRatio),
      returnRatio: quotient(run.account.cash.div(run.account.initialEquity).minus(1)),
      durationMs: Math.max(0, stamp.occurredAt - this.#startedAt),
      results: this.#results(),
    };
    return [{ ...stamp, kind: 'backtest-complete', data }];
  }

  /** It failed or was cancelled. */
  failed(error: string, details?: string): readonly EventDraft[] {
    const data = {
      backtestId: this.#settings.backtestId,
      error: error.slice(0, maxErrorLength),
      ...known(details, (text) => ({ errorDetails: text.slice(0, maxDetailsLength) })),
    };
    return [...this.takeLogs(), { ...this.#stamp(), kind: 'backtest-error', data }];
  }

  #stamp(): Stamp {
    const { source, account, backtestId } = this.#settings;
    return {
      source,
      occurredAt: this.#parts.clock.now(),
      runId: backtestId,
      ...known(this.#marketTime, (marketTime) => ({ marketTime })),
      ...known(account, (name) => ({ account: name })),
    };
  }

  #take(facts: readonly RunFact[]): void {
    for (const fact of facts) {
      if (fact.type === 'order-filled') {
        this.#fills += 1;
        const message = fillMessage(fact.order, fact.fill, this.#settings.instrument);
        if (this.#fills <= this.#settings.maxTradeLogs) this.#log(message);
        if (this.#fills === this.#settings.maxTradeLogs + 1) this.#log('Further fills are not logged');
      }
      if (fact.type === 'position-closed') this.#ledger.closed(fact.closed, this.#marketTime ?? 0);
    }
  }

  #log(message: string): void {
    const { backtestId } = this.#settings;
    const data = { level: 'info', message, module: 'venue', loggerName: `backtest.${backtestId}`, backtestId };
    this.#logs.push({ ...this.#stamp(), kind: 'log', data });
  }

  #results(): JsonObject {
    const run = this.#run;
    const results = run.results();
    return {
      strategy: this.#strategy.name,
      currency: this.#settings.instrument.currency,
      bars: this.#parts.bars.length,
      warmupBars: this.#strategy.warmupBars,
      fills: this.#fills,
      initialEquity: money(run.account.initialEquity),
      netPnl: money(results.netPnl),
      feesPaid: money(run.account.feesPaid),
      winningTrades: results.winningTrades,
      losingTrades: results.losingTrades,
      ...known(results.profitFactor, (value) => ({ profitFactor: quotient(value) })),
      ...known(results.expectancy, (value) => ({ expectancy: quotient(value) })),
      ...known(results.averageWin, (value) => ({ averageWin: quotient(value) })),
      ...known(results.averageLoss, (value) => ({ averageLoss: quotient(value) })),
      ...known(results.largestWin, (value) => ({ largestWin: money(value) })),
      ...known(results.largestLoss, (value) => ({ largestLoss: money(value) })),
      ...(this.#settings.variant === 'vanilla_full' ? this.#ledger.results() : {}),
    };
  }
}

/** Bounds of the fields of backtest-error. */
const maxErrorLength = 4096;
const maxDetailsLength = 32_768;
