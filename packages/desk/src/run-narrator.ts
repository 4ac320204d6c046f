import type { EventDraft, TimeMs } from '@pitwall/model';
import type { DeskClock } from './clock.ts';
import type { DeskSettings } from './desk-options.ts';
import type { Bar } from './market/bar.ts';
import { dateOf } from './market/calendar.ts';
import { createSession, type Session } from './market/session.ts';
import type { RunFact } from './run/fact.ts';
import type { TradingRun } from './run/trading-run.ts';
import type { Strategy } from './strategy/strategy.ts';
import { equityEvent, firstPhaseEvent, performanceEvent } from './telemetry/account-events.ts';
import { marketEvent } from './telemetry/market-event.ts';
import { logEvent } from './telemetry/order-events.ts';
import { openPositionEvent } from './telemetry/position-events.ts';
import { factEvents } from './telemetry/run-events.ts';
import { heartbeatEvent } from './telemetry/signal-events.ts';
import type { Names, Stamp } from './telemetry/stamp.ts';
import { armEvent, botEvent, feedEvent, venueEvent } from './telemetry/system-events.ts';

/** What a narrator tells of. */
export interface NarratorParts {
  readonly run: TradingRun;
  readonly strategy: Strategy;
  readonly bars: readonly Bar[];
  readonly clock: DeskClock;
}

/** Plays a run of the desk and tells it as batches of events. */
export class RunNarrator {
  /** The bars that follow the warm-up. */
  readonly barsToTrade: readonly Bar[];
  readonly #options: DeskSettings;
  readonly #parts: NarratorParts;
  readonly #names: Names;
  readonly #session: Session = createSession();
  #barsDone = 0;
  /** Absent before the first traded bar: how the desk begins has to do with no bar. */
  #marketTime: TimeMs | undefined;
  #lastTradeAt: TimeMs | undefined;

  /** Warms the strategy up and stands ready to tell the run. */
  constructor(options: DeskSettings, parts: NarratorParts) {
    const { instrument, botId } = options;
    const { strategy, bars, run } = parts;
    this.#parts = parts;
    this.#options = options;
    this.#names = { symbol: instrument.symbol, currency: instrument.currency, botId };
    this.barsToTrade = bars.slice(strategy.warmupBars);
    for (const bar of bars.slice(0, strategy.warmupBars)) {
      run.warmUp(bar);
      this.#session.next(bar, run.quote(bar.close));
    }
  }

  /** Phase that the account is in. */
  get phase(): string {
    return this.#parts.run.phase.name;
  }

  /** Begins; without a previous phase it is the desk's first run, which tells the states too. */
  open(previousPhase: string | undefined): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const isFirst = previousPhase === undefined;
    const states = [feedEvent(true, bars, this.#names, stamp), venueEvent(true, stamp), armEvent(stamp)];
    return [
      ...(isFirst ? states : []),
      logEvent('info', isFirst ? this.#firstWords() : this.#wordsOfReset(), 'run', stamp),
      firstPhaseEvent(run, previousPhase, stamp),
      performanceEvent(run, stamp),
      this.#bot('running', stamp),
    ];
  }

  /** Trades a bar and tells what came of it. */
  bar(bar: Bar): readonly EventDraft[] {
    const { run } = this.#parts;
    this.#marketTime = bar.time;
    this.#barsDone += 1;
    const facts = run.onBar(bar);
    const price = run.quote(bar.close);
    const stamp = this.#stamp();
    const roundTrip = facts.some(({ type }) => type === 'position-closed');
    return [
      marketEvent(this.#names.symbol, price, this.#session.next(bar, price), stamp),
      ...this.#tell(facts, stamp),
      ...(run.position === undefined
        ? []
        : [openPositionEvent('updated', run.position, price, { names: this.#names, stamp })]),
      equityEvent(run, price, this.#names, stamp),
      ...(roundTrip || this.#isEvery(this.#options.performanceEveryBars) ? [performanceEvent(run, stamp)] : []),
      ...(this.#isEvery(this.#options.heartbeatEveryBars) ? [this.#heartbeat(stamp)] : []),
      this.#bot('running', stamp),
    ];
  }

  /** The bars are at their end: closes the position. */
  finish(): readonly EventDraft[] {
    const { run } = this.#parts;
    const facts = run.finish();
    const stamp = this.#stamp();
    const { lastPrice } = run;
    return [
      ...this.#tell(facts, stamp),
      ...(lastPrice === undefined ? [] : [equityEvent(run, lastPrice, this.#names, stamp)]),
      performanceEvent(run, stamp),
      this.#bot('running', stamp),
    ];
  }

  /** The desk stops. */
  close(): readonly EventDraft[] {
    const stamp = this.#stamp();
    const { run, bars } = this.#parts;
    const equity = `${run.equity.equity.toFixed(2)} ${this.#names.currency}`;
    return [
      logEvent('info', `Run ${run.runId} ended with equity ${equity}`, 'run', stamp),
      this.#bot('stopped', stamp),
      feedEvent(false, bars, this.#names, stamp),
      venueEvent(false, stamp),
    ];
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

  #tell(facts: readonly RunFact[], stamp: Stamp): readonly EventDraft[] {
    if (facts.some(({ type }) => type === 'order-filled')) this.#lastTradeAt = stamp.occurredAt;
    return facts.flatMap((fact) => factEvents(fact, this.#names, stamp));
  }

  #isEvery(bars: number): boolean {
    return this.#barsDone % bars === 0;
  }

  #bot(status: 'running' | 'stopped', stamp: Stamp): EventDraft {
    const { run, strategy } = this.#parts;
    const about = { name: strategy.name, lastTradeAt: this.#lastTradeAt };
    return botEvent(status, run, about, { names: this.#names, stamp });
  }

  #heartbeat(stamp: Stamp): EventDraft {
    const { run } = this.#parts;
    return heartbeatEvent(run.nextId('heartbeat'), run.phase.name, this.#names, stamp);
  }

  #firstWords(): string {
    const { run, bars, strategy } = this.#parts;
    const span = `${dateOf(bars[0]?.time ?? 0)} to ${dateOf(bars.at(-1)?.time ?? 0)}`;
    const what = `${this.barsToTrade.length} bars of ${this.#names.symbol} from ${span}`;
    return `Run ${run.runId} begins on paper: ${strategy.name} over ${what}`;
  }

  #wordsOfReset(): string {
    const { run } = this.#parts;
    const equity = `${run.settings.initialEquity.toFixed()} ${this.#names.currency}`;
    return `The bars were at their end: run ${run.runId} begins with a fresh account of ${equity}`;
  }
}
