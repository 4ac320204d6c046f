import { exact, type EventDraft, type JsonObject, type TimeMs } from '@pitwall/model';
import type { DeskClock } from '../clock.ts';
import { dateOf } from '../market/calendar.ts';
import type { RunFact } from '../run/fact.ts';
import { known, money, quotient, statistic } from '../telemetry/figures.ts';
import { fillMessage } from '../telemetry/order-events.ts';
import { factEvents } from '../telemetry/run-events.ts';
import { paperPlatform, type Names, type Stamp } from '../telemetry/stamp.ts';
import type { BacktestSettings } from './backtest-options.ts';
import type { BacktestRun } from './backtest-run.ts';
import { resultsOf } from './result-json.ts';

/** What a reporter tells of. */
export interface ReporterParts {
  readonly run: BacktestRun;
  readonly clock: Pick<DeskClock, 'now'>;
}

/** Says one backtest as events. */
export class BacktestReporter {
  readonly #settings: BacktestSettings;
  readonly #run: BacktestRun;
  readonly #clock: ReporterParts['clock'];
  readonly #names: Names;
  readonly #startedAt: TimeMs;
  #events: EventDraft[] = [];
  #fills = 0;

  constructor(settings: BacktestSettings, { run, clock }: ReporterParts) {
    const { symbol, currency } = settings.instrument;
    this.#settings = settings;
    this.#run = run;
    this.#clock = clock;
    this.#names = { symbol, currency, botId: settings.backtestId, platform: paperPlatform };
    this.#startedAt = clock.now();
  }

  /** The backtest began, and is at its first bar. */
  start(): readonly EventDraft[] {
    const { backtestId, variant, instrument } = this.#settings;
    const { times, timeframe, length } = this.#run.series;
    const start: EventDraft = {
      ...this.#stamp(),
      kind: 'backtest-start',
      data: {
        backtestId,
        variant,
        symbol: instrument.symbol,
        ...known(timeframe, (word) => ({ timeframe: word })),
        ...known(times[0], (time) => ({ startDate: dateOf(time) })),
        ...known(times[length - 1], (time) => ({ endDate: dateOf(time) })),
      },
    };
    return [start, this.progress(0)];
  }

  /** Takes what happened at a bar, and says of it what is wanted. */
  hear(facts: readonly RunFact[]): void {
    if (facts.length === 0) return;
    const isEverything = this.#settings.tell === 'everything';
    const stamp = isEverything ? this.#stamp() : undefined;
    for (const fact of facts) {
      if (stamp !== undefined) this.#events.push(...factEvents(fact, this.#names, stamp));
      else if (fact.type === 'order-filled') this.#logFill(fact);
    }
  }

  /** Events since the last call. */
  takeEvents(): readonly EventDraft[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** How far it is. */
  progress(barsProcessed: number): EventDraft {
    const { trading, series, time } = this.#run;
    const totalBars = series.length;
    return {
      ...this.#stamp(),
      kind: 'backtest-progress',
      data: {
        backtestId: this.#settings.backtestId,
        progressRatio: quotient(exact(barsProcessed).div(totalBars)),
        status: `Processing bar ${barsProcessed}/${totalBars}`,
        barsProcessed,
        totalBars,
        ...known(time, (current) => ({ currentDate: dateOf(current) })),
        tradesCount: trading.results().totalTrades,
        currentPnl: money(trading.value.minus(trading.account.initialEquity)),
      },
    };
  }

  /** It reached its end. */
  complete(): readonly EventDraft[] {
    const result = this.#run.result();
    const { metrics } = result;
    const stamp = this.#stamp();
    const results: JsonObject = resultsOf(result, this.#settings.variant);
    const data = {
      backtestId: this.#settings.backtestId,
      finalBalance: money(result.finalEquity),
      totalTrades: metrics.trades.totalTrades,
      ...known(metrics.trades.winRate, (value) => ({ winRate: quotient(value) })),
      ...known(metrics.returns.sharpe, (value) => ({ sharpeRatio: statistic(value) })),
      maxDrawdownRatio: quotient(metrics.drawdown.maxDrawdownRatio),
      returnRatio: quotient(metrics.returnRatio),
      durationMs: Math.max(0, stamp.occurredAt - this.#startedAt),
      results,
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
    return [...this.takeEvents(), { ...this.#stamp(), kind: 'backtest-error', data }];
  }

  #stamp(): Stamp {
    const { source, account, backtestId } = this.#settings;
    return {
      source,
      occurredAt: this.#clock.now(),
      runId: backtestId,
      ...known(this.#run.time, (marketTime) => ({ marketTime })),
      ...known(account, (name) => ({ account: name })),
    };
  }

  #logFill({ order, fill }: Extract<RunFact, { readonly type: 'order-filled' }>): void {
    this.#fills += 1;
    if (this.#fills <= this.#settings.maxTradeLogs) this.#log(fillMessage(order, fill));
    if (this.#fills === this.#settings.maxTradeLogs + 1) this.#log('Further fills are not logged');
  }

  #log(message: string): void {
    const { backtestId } = this.#settings;
    const data = { level: 'info', message, module: 'venue', loggerName: `backtest.${backtestId}`, backtestId };
    this.#events.push({ ...this.#stamp(), kind: 'log', data });
  }
}

/** Bounds of the fields of backtest-error. */
const maxErrorLength = 4096;
const maxDetailsLength = 32_768;
