import type { Exact, TimeMs } from '@pitwall/model';
import type { Account } from '../account/account.ts';
import { createEquityCurve, type EquityCurve, type EquityPoint } from '../account/equity-curve.ts';
import { entryPriceOf } from '../account/holding.ts';
import type { Bar } from '../market/bar.ts';
import { createSharpeRatio, type SharpeRatio } from '../report/sharpe-ratio.ts';
import { createTradeTally, type TradeResults, type TradeTally } from '../report/trade-tally.ts';
import { stopReached } from '../risk/closing-stop.ts';
import { createPhaseLadder, type Phase, type PhaseLadder } from '../risk/phases.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { Intent, Strategy, StrategyContext } from '../strategy/strategy.ts';
import type { OpenPosition, RunFact, RunOrder } from './fact.ts';
import { createNames, type NextId } from './names.ts';
import { OrderDesk, type EntryBasis } from './order-desk.ts';
import type { TradingSettings } from './run-options.ts';
import { createSignalBook, type SignalBook } from './signal-book.ts';

/** The account that a run trades a part of. */
export interface WholeAccount {
  /** What the whole account began with. */
  readonly initialEquity: Exact;
  /** Takes what the run's part is worth at a close, and tells what the whole is worth then. */
  mark(own: Exact, marketTime: TimeMs): Exact;
  /** Why no position may be entered now; absent: nothing speaks against it. */
  entryObjection(): string | undefined;
  /** Why positions must be left now; absent: they may stay. */
  exitDemand(): string | undefined;
}

/** What a run needs. */
export interface RunParts {
  readonly runId: string;
  readonly strategy: Strategy;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /**
   * The account that this run trades a part of: its phase follows the whole.
   * @default none: the run's part is all there is
   */
  readonly whole?: WholeAccount;
}

/** One run of a strategy over bars, with an account of its own. */
export class TradingRun {
  readonly runId: string;
  readonly settings: TradingSettings;
  /** Gives ids of this run. */
  readonly nextId: NextId;
  readonly #strategy: Strategy;
  readonly #signals: SignalBook;
  readonly #tally: TradeTally;
  readonly #sharpe: SharpeRatio;
  readonly #curve: EquityCurve;
  readonly #ladder: PhaseLadder;
  readonly #orders: OrderDesk;
  readonly #whole: WholeAccount | undefined;
  #barIndex = -1;
  #last: { readonly price: Exact; readonly time: TimeMs } | undefined;

  constructor(settings: TradingSettings, { runId, strategy, now, whole }: RunParts) {
    this.runId = runId;
    this.settings = settings;
    this.nextId = createNames(runId);
    this.#strategy = strategy;
    this.#signals = createSignalBook(this.nextId, now);
    this.#tally = createTradeTally();
    this.#sharpe = createSharpeRatio(settings.initialEquity, settings.sharpe);
    this.#curve = createEquityCurve(settings.initialEquity);
    this.#ladder = createPhaseLadder(settings.phases, whole?.initialEquity ?? settings.initialEquity);
    this.#whole = whole;
    this.#orders = new OrderDesk(settings, {
      signals: this.#signals,
      nextId: this.nextId,
      now,
      ...(whole === undefined ? {} : { entryObjection: () => whole.entryObjection() }),
      onClosed: ({ netPnl }) => this.#tally.record(netPnl),
    });
  }

  /** How many bars the strategy hears before it trades. */
  get warmupBars(): number {
    return this.#strategy.warmupBars;
  }

  get account(): Account {
    return this.#orders.account;
  }

  get position(): OpenPosition | undefined {
    return this.#orders.position;
  }

  get phase(): Phase {
    return this.#ladder.current;
  }

  /** Where the run's part of the account stands since the last bar's close. */
  get equity(): EquityPoint {
    return this.#curve.last;
  }

  /** The last bar's close as the venue quotes it; absent before the first bar. */
  get lastPrice(): Exact | undefined {
    return this.#last?.price;
  }

  /** What the strategy computed at the last bar, by name; empty where it shows nothing. */
  get indicators(): Readonly<Record<string, number>> {
    return this.#strategy.indicators?.() ?? {};
  }

  /** Orders that wait for the next open. */
  get waiting(): readonly RunOrder[] {
    return this.#orders.waiting;
  }

  /** A price of a bar as the venue quotes it. */
  quote(price: string): Exact {
    return this.#orders.venue.quote(price);
  }

  results(): TradeResults {
    return this.#tally.results();
  }

  sharpeRatio(): number | undefined {
    return this.#sharpe.value();
  }

  /** Lets the strategy hear a bar without trading. */
  warmUp(bar: Bar): void {
    this.#ask(bar, true);
  }

  /**
   * Trades a bar: fills at its open what was ordered before, values the account at its close, and asks the strategy, whose
   * orders wait for the next bar's open. So nothing is decided from a price that was not known when it was decided.
   */
  onBar(bar: Bar): readonly RunFact[] {
    return [...this.onOpen(bar), ...this.onClose(bar)];
  }

  /** The first half of a bar: what was ordered before is filled. */
  onOpen(bar: Bar): readonly RunFact[] {
    return this.#orders.fillAt({ quote: this.quote(bar.open), marketTime: bar.time, phase: this.phase });
  }

  /** The second half of a bar: the account is valued, and what is wanted is ordered. */
  onClose(bar: Bar): readonly RunFact[] {
    const facts: RunFact[] = [];
    const price = this.quote(bar.close);
    this.#last = { price, time: bar.time };
    facts.push(...this.#mark(price, bar.time), ...this.#forcedExit(price));
    const basis = { equity: this.equity.equity, price, phase: this.phase };
    for (const intent of this.#ask(bar, false)) facts.push(...this.#carryOut(intent, basis));
    return facts;
  }

  /** Ends the run: cancels entries that wait, and closes the position at the last close, slippage and fee as ever. */
  finish(): readonly RunFact[] {
    const reason = 'the run ended';
    const facts = [
      ...this.#orders.cancelEntries(reason),
      ...this.#signals.abort(reason),
      ...this.#orders.exit(reason, 'end'),
    ];
    if (this.#last === undefined) return facts;
    const { price, time } = this.#last;
    const fills = this.#orders.fillAt({ quote: price, marketTime: time, phase: this.phase });
    return [...facts, ...fills, ...this.#mark(price, time)];
  }

  #ask(bar: Bar, warmingUp: boolean): readonly Intent[] {
    this.#barIndex += 1;
    const { symbol } = this.settings.instrument;
    const position = seenByStrategy(this.position);
    const equity = this.equity.equity;
    const view = plainView(bar);
    return this.#strategy.onBar(view, {
      symbol,
      barIndex: this.#barIndex,
      warmingUp,
      equity,
      position,
      bars: new Map([[symbol, view]]),
      positionOf: (name) => (name === symbol ? position : undefined),
      fundingOf: () => undefined,
      workingOrders: [],
      fills: [],
    });
  }

  #mark(price: Exact, time: TimeMs): readonly RunFact[] {
    const equity = this.account.equityAt(price);
    this.#curve.mark(equity, time);
    this.#sharpe.mark(equity, time);
    const step = this.#ladder.climb(this.#whole?.mark(equity, time) ?? equity);
    return step === undefined ? [] : [{ type: 'phase-changed', step }];
  }

  #carryOut(intent: Intent, basis: EntryBasis): readonly RunFact[] {
    switch (intent.type) {
      case 'prepare':
        return this.#signals.prepare(intent.direction, intent.reason, basis.phase.name);
      case 'abort':
        return this.#signals.abort(intent.reason);
      case 'enter':
        return this.#orders.enter(intent, basis);
      case 'exit':
        return this.#orders.exit(intent.reason);
      case 'order':
      case 'cancel':
        return [];
    }
  }

  /** Exits that no strategy decides: the stop, the account's limits, and an account that has lost everything. */
  #forcedExit(close: Exact): readonly RunFact[] {
    if (this.position === undefined) return [];
    if (this.equity.equity.lessThanOrEqualTo(0)) return this.#orders.exit('the account has no equity left', 'risk');
    const demand = this.#whole?.exitDemand();
    if (demand !== undefined) return this.#orders.exit(demand, 'risk');
    const { stopPrice, holding } = this.position;
    if (stopPrice === undefined || !stopReached(holding.direction, stopPrice, close)) return [];
    return this.#orders.exit(`stop at ${stopPrice.toFixed()}`, 'stop');
  }
}

const plainView = (bar: Bar): BarView => {
  const points = (price: string): number => Math.round(Number(price) * 1e8);
  return {
    ...bar,
    priceScale: 8,
    openPoints: points(bar.open),
    highPoints: points(bar.high),
    lowPoints: points(bar.low),
    closePoints: points(bar.close),
    volumeUnits: bar.volume === undefined ? undefined : points(bar.volume),
    volumeScale: 8,
  };
};

const seenByStrategy = (position: OpenPosition | undefined): StrategyContext['position'] =>
  position === undefined
    ? undefined
    : {
        direction: position.holding.direction,
        quantity: position.holding.quantity,
        entryPrice: entryPriceOf(position.holding),
      };
