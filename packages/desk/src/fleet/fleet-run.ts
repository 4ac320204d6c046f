import type { DurationMs, EventDraft, Exact, TimeMs } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import type { BarSeries } from '../market/bar-series.ts';
import { createSeriesView, type SeriesView } from '../run/series-view.ts';
import { healthEvent, type ProcessLoad } from '../telemetry/health-event.ts';
import type { Stamp } from '../telemetry/stamp.ts';
import { createWatchlist, type Watchlist } from '../telemetry/watchlist.ts';
import type { AccountNarrator } from './account-narrator.ts';
import type { FleetSettings } from './fleet-options.ts';

/** What a run of a fleet needs. */
export interface FleetRunParts {
  readonly settings: FleetSettings;
  readonly narrators: readonly AccountNarrator[];
  readonly bars: readonly Bar[];
  /** The same bars in columns. */
  readonly series: BarSeries;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** When the desk began, by the wall clock. */
  readonly deskSince: TimeMs;
  readonly load: (() => ProcessLoad) | undefined;
}

/** One run of all accounts over the same bars, told with what belongs to no account: prices and health. */
export class FleetRun {
  /** The bars that follow the warm-up. */
  readonly barsToTrade: readonly Bar[];
  readonly #parts: FleetRunParts;
  readonly #watchlist: Watchlist = createWatchlist();
  readonly #view: SeriesView;
  #nextBar = 0;
  #barsDone = 0;
  #marketTime: TimeMs | undefined;
  #lateMs: DurationMs = 0;

  /** Warms the bots up, all of them over as many bars as the slowest needs, and stands ready to tell the run. */
  constructor(parts: FleetRunParts) {
    const { bars, narrators, series } = parts;
    this.#parts = parts;
    this.#view = createSeriesView(series);
    const warmupBars = Math.max(...narrators.map(({ run }) => run.warmupBars));
    this.barsToTrade = bars.slice(warmupBars);
    for (const bar of bars.slice(0, warmupBars)) {
      const view = this.#moveOn();
      for (const { run } of narrators) run.warmUp(view);
      for (const { symbol, price, of } of this.#quotes(bar)) this.#watchlist.hear(symbol, of, price);
    }
  }

  /** Phases that the accounts are in. */
  get phases(): readonly string[] {
    return this.#parts.narrators.map(({ run }) => run.trading.phase.name);
  }

  /** Begins, after a run whose accounts ended in these phases; none: it is the desk's first. */
  open(previousPhases: readonly string[]): readonly EventDraft[] {
    return [
      ...this.#parts.narrators.flatMap((narrator, index) => narrator.open(previousPhases[index])),
      this.#health(true),
    ];
  }

  /** Trades a bar, which was so late, and tells what came of it. */
  bar(bar: Bar, lateMs: DurationMs): readonly EventDraft[] {
    const { narrators, settings } = this.#parts;
    const view = this.#moveOn();
    this.#marketTime = bar.time;
    this.#barsDone += 1;
    this.#lateMs = lateMs;
    const told = narrators.flatMap((narrator) => narrator.bar(view));
    const stamp = this.#stamp();
    return [
      ...this.#quotes(bar).map(({ symbol, price, of }) => this.#watchlist.tell(symbol, of, price, stamp)),
      ...told,
      ...(this.#barsDone % settings.heartbeatEveryBars === 0 ? [this.#health(true)] : []),
    ];
  }

  /** The bars are at their end: closes all positions. */
  finish(): readonly EventDraft[] {
    return this.#parts.narrators.flatMap((narrator) => narrator.finish());
  }

  /** The desk stops. */
  close(): readonly EventDraft[] {
    return [...this.#parts.narrators.flatMap((narrator) => narrator.close()), this.#health(false)];
  }

  #moveOn(): SeriesView {
    this.#view.moveTo(this.#nextBar);
    this.#nextBar += 1;
    return this.#view;
  }

  #stamp(): Stamp {
    const { settings, narrators, now } = this.#parts;
    return {
      source: settings.source,
      occurredAt: now(),
      runId: narrators[0]?.run.runId ?? '',
      ...(this.#marketTime === undefined ? {} : { marketTime: this.#marketTime }),
    };
  }

  /** Prices of a bar's close, each symbol once. A perpetual is told without the bar's volume, which is its spot's. */
  #quotes(bar: Bar): readonly Quote[] {
    const { narrators, settings } = this.#parts;
    const { symbol } = settings.instrument;
    const { volume: _volume, ...unsold } = bar;
    const spot = narrators.slice(0, 1).map(({ run }) => ({ symbol, price: run.trading.quote(bar.close), of: bar }));
    const perps = narrators.flatMap(({ perpQuote }) => (perpQuote === undefined ? [] : [{ ...perpQuote, of: unsold }]));
    return [...new Map([...perps.toReversed(), ...spot].map((quote) => [quote.symbol, quote])).values()].toReversed();
  }

  #health(isConnected: boolean): EventDraft {
    const { narrators, deskSince, load } = this.#parts;
    const platforms = narrators.flatMap(({ names: { trading, carry } }) => [
      trading.platform,
      ...(carry === undefined ? [] : [carry.pair.platform]),
    ]);
    return healthEvent(
      {
        ...load?.(),
        lateMs: this.#lateMs,
        isConnected,
        deskSince,
        platforms: [...new Set(platforms)],
        lastTradeAt: latestOf(narrators.map(({ lastTimes }) => lastTimes.tradeAt)),
        lastHeartbeatAt: latestOf(narrators.map(({ lastTimes }) => lastTimes.heartbeatAt)),
      },
      this.#stamp(),
    );
  }
}

interface Quote {
  readonly symbol: string;
  readonly price: Exact;
  readonly of: Bar;
}

const latestOf = (times: readonly (TimeMs | undefined)[]): TimeMs | undefined =>
  Math.max(0, ...times.map((time) => time ?? 0)) || undefined;
