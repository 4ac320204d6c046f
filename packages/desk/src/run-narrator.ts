import type { DurationMs, EventDraft, Exact, TimeMs } from '@pitwall/model';
import type { DeskClock } from './clock.ts';
import type { DeskSettings } from './desk-options.ts';
import type { Bar } from './market/bar.ts';
import type { BarSeries } from './market/bar-series.ts';
import { dateOf } from './market/calendar.ts';
import { isRoundTrip, type BarOutcome, type DeskRun } from './run/desk-run.ts';
import { createSeriesView, type SeriesView } from './run/series-view.ts';
import type { Strategy } from './strategy/strategy.ts';
import { equityEvent, firstPhaseEvent, fleetMetricsEvent, performanceEvent } from './telemetry/account-events.ts';
import { activityOf } from './telemetry/activity-event.ts';
import { AlertTeller } from './telemetry/alert-events.ts';
import { carryBalances, tradingBalances } from './telemetry/balance-events.ts';
import { outcomeEvents, positionUpdates, type DeskNames } from './telemetry/bar-events.ts';
import { BotTeller } from './telemetry/bot-teller.ts';
import { carryNames } from './telemetry/carry-events.ts';
import { healthEvent, type ProcessLoad } from './telemetry/health-event.ts';
import { logEvent } from './telemetry/order-events.ts';
import { breakerEvent, riskStatusEvent } from './telemetry/risk-events.ts';
import { heartbeatEvent } from './telemetry/signal-events.ts';
import { paperPlatform, type Stamp } from './telemetry/stamp.ts';
import { armEvent, feedEvent, perpEvent, venueEvent } from './telemetry/system-events.ts';
import { createWatchlist, type Watchlist } from './telemetry/watchlist.ts';

/** What a narrator tells of. */
export interface NarratorParts {
  readonly run: DeskRun;
  readonly strategy: Strategy;
  readonly bars: readonly Bar[];
  /** The same bars in columns. */
  readonly series: BarSeries;
  readonly clock: DeskClock;
  /** When the desk began, by the wall clock. */
  readonly deskSince: TimeMs;
  /** Measures the process; absent: load is not told. */
  readonly load?: () => ProcessLoad;
}

/** Plays a run of the desk and tells it as batches of events. */
export class RunNarrator {
  /** The bars that follow the warm-up. */
  readonly barsToTrade: readonly Bar[];
  readonly #options: DeskSettings;
  readonly #parts: NarratorParts;
  readonly #names: DeskNames;
  readonly #runSince: TimeMs;
  readonly #watchlist: Watchlist = createWatchlist();
  readonly #alerts: AlertTeller;
  readonly #bots: BotTeller;
  readonly #view: SeriesView;
  #nextBar = 0;
  #barsDone = 0;
  /** Absent before the first traded bar: how the desk begins has to do with no bar. */
  #marketTime: TimeMs | undefined;
  #lastHeartbeatAt: TimeMs | undefined;
  #lateMs: DurationMs = 0;

  /** Warms the bots up and stands ready to tell the run. */
  constructor(options: DeskSettings, parts: NarratorParts) {
    const { instrument, botId } = options;
    const { strategy, bars, run, series } = parts;
    const { symbol, currency } = instrument;
    this.#parts = parts;
    this.#options = options;
    this.#names = {
      trading: { symbol, currency, botId, platform: paperPlatform },
      carry: run.carry === undefined ? undefined : carryNames(symbol, currency, run.carry),
    };
    this.#runSince = parts.clock.now();
    this.#alerts = new AlertTeller(options, () => run.trading.nextId('alert'));
    this.#bots = new BotTeller(strategy.name, this.#names);
    this.#view = createSeriesView(series);
    this.barsToTrade = bars.slice(strategy.warmupBars);
    for (const bar of bars.slice(0, strategy.warmupBars)) {
      run.warmUp(this.#moveOn());
      for (const { symbol: name, price, of } of this.#quotes(bar)) this.#watchlist.hear(name, of, price);
    }
  }

  /** Phase that the account is in. */
  get phase(): string {
    return this.#parts.run.trading.phase.name;
  }

  /** Begins; without a previous phase it is the desk's first run, which tells the states too. */
  open(previousPhase: string | undefined): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const isFirst = previousPhase === undefined;
    const states = [feedEvent(true, bars, this.#names.trading, stamp), ...this.#venues(true, stamp), armEvent(stamp)];
    return [
      ...(isFirst ? states : []),
      logEvent('info', isFirst ? this.#firstWords() : this.#wordsOfReset(), 'run', stamp),
      ...this.#withActivities([firstPhaseEvent(run, previousPhase, stamp), riskStatusEvent(run.risk, stamp)]),
      breakerEvent(run.risk, run, stamp),
      ...this.#results(stamp),
      ...this.#balances(stamp),
      ...this.#bots.tell(run, stamp),
      this.#health(true, stamp),
    ];
  }

  /** Trades a bar, which was so late, and tells what came of it. */
  bar(bar: Bar, lateMs: DurationMs): readonly EventDraft[] {
    const { run } = this.#parts;
    this.#marketTime = bar.time;
    this.#barsDone += 1;
    this.#lateMs = lateMs;
    const outcome = run.onBar(this.#moveOn());
    const stamp = this.#stamp();
    const told = this.#tell(outcome, stamp);
    const hasClosed = [...outcome.filled.trading, ...outcome.filled.carry].some(isRoundTrip);
    const isResultsDue = this.#isEvery(this.#options.performanceEveryBars);
    const isAlive = this.#isEvery(this.#options.heartbeatEveryBars);
    return [
      ...this.#quotes(bar).map(({ symbol, price, of }) => this.#watchlist.tell(symbol, of, price, stamp)),
      ...told,
      ...positionUpdates(run, this.#names, stamp),
      equityEvent(run, this.#names.trading, stamp),
      ...(hasClosed || isResultsDue ? this.#results(stamp) : []),
      ...(told.length > 0 || isResultsDue ? this.#balances(stamp) : []),
      ...(isAlive ? [this.#heartbeat(stamp), this.#health(true, stamp)] : []),
      ...this.#bots.tell(run, stamp),
    ];
  }

  /** The bars are at their end: closes the positions. */
  finish(): readonly EventDraft[] {
    const { run } = this.#parts;
    const outcome = run.finish();
    const stamp = this.#stamp();
    return [
      ...this.#tell(outcome, stamp),
      ...(run.trading.lastPrice === undefined ? [] : [equityEvent(run, this.#names.trading, stamp)]),
      ...this.#results(stamp),
      ...this.#balances(stamp),
      ...this.#bots.tell(run, stamp),
    ];
  }

  /** The desk stops. */
  close(): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const equity = `${run.equity.equity.toFixed(2)} ${this.#names.trading.currency}`;
    return [
      logEvent('info', `Run ${run.runId} ended with equity ${equity}`, 'run', stamp),
      ...this.#bots.stopped(run, stamp),
      feedEvent(false, bars, this.#names.trading, stamp),
      ...this.#venues(false, stamp),
      this.#health(false, stamp),
    ];
  }

  #moveOn(): SeriesView {
    this.#view.moveTo(this.#nextBar);
    this.#nextBar += 1;
    return this.#view;
  }

  #stamp(): Stamp {
    const { source, account } = this.#options;
    return {
      source,
      occurredAt: this.#parts.clock.now(),
      runId: this.#parts.run.runId,
      ...(this.#marketTime === undefined ? {} : { marketTime: this.#marketTime }),
      ...(account === undefined ? {} : { account }),
    };
  }

  #tell(outcome: BarOutcome, stamp: Stamp): readonly EventDraft[] {
    const { run } = this.#parts;
    this.#bots.hear(outcome, stamp.occurredAt);
    const events = outcomeEvents(outcome, run, this.#names, stamp);
    const bots = { trading: this.#names.trading, carry: this.#names.carry?.pair };
    return [...this.#withActivities(events), ...this.#alerts.tell(outcome, bots, stamp)];
  }

  #withActivities(events: readonly EventDraft[]): readonly EventDraft[] {
    const nextId = (): string => this.#parts.run.trading.nextId('activity');
    return events.flatMap((event) => [event, ...activityOf(event, nextId)]);
  }

  #isEvery(bars: number): boolean {
    return this.#barsDone % bars === 0;
  }

  /** Prices of a bar's close, of what has one. The perpetual trades no volume, since it is in no market. */
  #quotes(bar: Bar): readonly { readonly symbol: string; readonly price: Exact; readonly of: Bar }[] {
    const { trading, carry } = this.#parts.run;
    const price = trading.quote(bar.close);
    const perpPrice = carry?.perp.closePrice;
    const { volume: _volume, ...unsold } = bar;
    return [
      { symbol: this.#names.trading.symbol, price, of: bar },
      ...(perpPrice === undefined || this.#names.carry === undefined
        ? []
        : [{ symbol: this.#names.carry.perp.symbol, price: perpPrice, of: unsold }]),
    ];
  }

  #results(stamp: Stamp): readonly EventDraft[] {
    const { run, deskSince } = this.#parts;
    const totalBots = run.carry === undefined ? 1 : 2;
    const activeBots = run.risk.status === 'normal' ? totalBots : 0;
    const fleet = { activeBots, totalBots, deskSince, runSince: this.#runSince };
    return [performanceEvent(run, stamp), fleetMetricsEvent(run, fleet, stamp)];
  }

  #balances(stamp: Stamp): readonly EventDraft[] {
    const { trading, carry } = this.#parts.run;
    return [
      tradingBalances(trading, this.#names.trading, stamp),
      ...(carry === undefined || this.#names.carry === undefined
        ? []
        : [carryBalances(carry, this.#names.carry.spot, stamp)]),
    ];
  }

  #venues(connected: boolean, stamp: Stamp): readonly EventDraft[] {
    const { carry } = this.#parts.run;
    return [
      venueEvent(connected, stamp),
      ...(carry === undefined || this.#names.carry === undefined
        ? []
        : [perpEvent(connected, carry.settings.terms, this.#names.carry.perp, stamp)]),
    ];
  }

  #heartbeat(stamp: Stamp): EventDraft {
    const { trading } = this.#parts.run;
    this.#lastHeartbeatAt = stamp.occurredAt;
    return heartbeatEvent(trading.nextId('heartbeat'), trading.phase.name, this.#names.trading, stamp);
  }

  #health(isConnected: boolean, stamp: Stamp): EventDraft {
    const { trading, carry } = this.#names;
    return healthEvent(
      {
        ...this.#parts.load?.(),
        lateMs: this.#lateMs,
        isConnected,
        deskSince: this.#parts.deskSince,
        platforms: [trading.platform, ...(carry === undefined ? [] : [carry.pair.platform])],
        lastTradeAt: this.#bots.lastTradeAt,
        lastHeartbeatAt: this.#lastHeartbeatAt,
      },
      stamp,
    );
  }

  #firstWords(): string {
    const { run, bars, strategy } = this.#parts;
    const span = `${dateOf(bars[0]?.time ?? 0)} to ${dateOf(bars.at(-1)?.time ?? 0)}`;
    const what = `${this.barsToTrade.length} bars of ${this.#names.trading.symbol} from ${span}`;
    return `Run ${run.runId} begins on paper: ${strategy.name} over ${what}${this.#wordsOfPerp()}`;
  }

  #wordsOfReset(): string {
    const { run } = this.#parts;
    const equity = `${run.initialEquity.toFixed()} ${this.#names.trading.currency}`;
    return `The bars were at their end: run ${run.runId} begins with a fresh account of ${equity}${this.#wordsOfPerp()}`;
  }

  #wordsOfPerp(): string {
    const { carry } = this.#names;
    if (carry === undefined || this.#parts.run.carry?.perp.isSimulated !== true) return '';
    return `; prices and funding of ${carry.perp.symbol} are simulated`;
  }
}
