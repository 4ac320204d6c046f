import { exact, type Exact, type TimeMs } from '@pitwall/model';
import type { Account } from '../account/account.ts';
import type { EquityPoint } from '../account/equity-curve.ts';
import { createTradeTally, type TradeResults, type TradeTally } from '../report/trade-tally.ts';
import { stopReached } from '../risk/closing-stop.ts';
import { createPhaseLadder, type Phase, type PhaseLadder } from '../risk/phases.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { Intent, Strategy } from '../strategy/strategy.ts';
import type { OpenPosition, RunFact, RunOrder } from './fact.ts';
import { createNames, type NextId } from './names.ts';
import { OrderDesk } from './order-desk.ts';
import { RunContext } from './run-context.ts';
import { listingOf, type RunMarket, type TradingSettings } from './run-options.ts';
import { venueDefaults } from '../venue/venue-options.ts';
import { createSignalBook, type SignalBook } from './signal-book.ts';
import type { RunParts, WholeAccount } from './run-parts.ts';
import { Valuation } from './valuation.ts';

/**
 * One run of a strategy over bars, with an account of its own. A bar without an order, a position or a decision costs next to
 * nothing: equity is reckoned exactly where it is read, where a day begins, and where it may be a new high or a deeper drawdown.
 */
export class TradingRun {
  readonly runId: string;
  readonly settings: TradingSettings;
  /** Gives ids of this run. */
  readonly nextId: NextId;
  readonly #strategy: Strategy;
  readonly #signals: SignalBook;
  readonly #tally: TradeTally = createTradeTally();
  readonly #ladder: PhaseLadder;
  readonly #orders: OrderDesk;
  readonly #context: RunContext;
  readonly #valuation: Valuation;
  readonly #whole: WholeAccount | undefined;
  readonly #valued = (): Exact => this.#orders.exchange.equity;

  constructor(settings: TradingSettings, { runId, strategy, now, barScale, others = [], ...told }: RunParts) {
    const { initialEquity, instrument, gapReserveRatio } = settings;
    this.runId = runId;
    this.settings = settings;
    this.nextId = createNames(runId);
    this.#strategy = strategy;
    const { whole } = told;
    this.#whole = whole;
    this.#signals = createSignalBook(this.nextId, now);
    this.#ladder = createPhaseLadder(settings.phases, whole?.initialEquity ?? initialEquity, {
      mostLeverage: settings.costs.maxLeverage ?? venueDefaults.maxLeverage,
    });
    const markets: readonly RunMarket[] = [{ instrument, barScale, ...settings.market }, ...others];
    this.#orders = new OrderDesk({
      listings: markets.map((market) => listingOf(market, settings.costs)),
      initialEquity,
      gapReserveRatio,
      signals: this.#signals,
      nextId: this.nextId,
      now,
      phase: () => this.phase,
      ...(whole === undefined ? {} : { entryObjection: () => whole.entryObjection() }),
      onBooking: () => this.#valuation.beforeBooking(),
      onClosed: ({ netPnl }) => this.#tally.record(netPnl),
    });
    this.#context = new RunContext(
      this.#orders,
      markets.map((market) => market.instrument.symbol),
    );
    this.#valuation = new Valuation(this.#orders.exchange, { initialEquity, ...told });
  }

  /** How many bars the strategy hears before it trades. */
  get warmupBars(): number {
    return this.#strategy.warmupBars;
  }

  get account(): Account {
    return this.#orders.exchange.account;
  }

  /** The open position in the first symbol. */
  get position(): OpenPosition | undefined {
    return this.#orders.position;
  }

  /** All open positions. */
  get positions(): readonly OpenPosition[] {
    return this.account.positions.flatMap(({ symbol }) => this.#orders.positionOf(symbol) ?? []);
  }

  get phase(): Phase {
    return this.#ladder.current;
  }

  /** Where the run's part of the account stands since the last bar's close. */
  get equity(): EquityPoint {
    return this.#valuation.point;
  }

  /** Cash plus positions where prices are now. */
  get value(): Exact {
    return this.#valued();
  }

  /** Value of all positions where prices are now; one of settlement `margin` is worth its unrealised P&L. */
  get positionsValue(): Exact {
    return this.#valued().minus(this.account.cash);
  }

  /** Notional of all positions where prices are now. */
  get exposure(): Exact {
    return this.account.exposureAt(this.#orders.exchange.priceOf);
  }

  /** The last bar's close as the venue quotes it; absent before the first traded bar. */
  get lastPrice(): Exact | undefined {
    return this.#valuation.lastTime === undefined ? undefined : this.priceOf(this.#orders.symbol);
  }

  /** What the strategy computed at the last bar, by name; empty where it shows nothing. */
  get indicators(): Readonly<Record<string, number>> {
    return this.#strategy.indicators?.() ?? {};
  }

  /** Orders that are neither filled nor over, oldest first. */
  get waiting(): readonly RunOrder[] {
    return this.#orders.waiting;
  }

  /** The price of a symbol where it is now. */
  priceOf(symbol: string): Exact {
    return this.#orders.exchange.priceOf(symbol);
  }

  /** A price of a bar as the venue quotes it. */
  quote(price: string): Exact {
    return this.#orders.exchange.market(this.#orders.symbol).nearestTick(exact(price));
  }

  results(): TradeResults {
    return this.#tally.results();
  }

  /** Lets the strategy hear a bar of each symbol without trading. */
  warmUp(bars: readonly BarView[]): void {
    this.#orders.playBar(bars);
    this.#ask(bars, true);
  }

  /**
   * Trades a bar of each symbol, the first one first: fills within it what was ordered before, values the account at its close, and
   * asks the strategy, whose orders wait for the next bar. So nothing is decided from a price that was not known when it was decided.
   */
  onBar(bars: readonly BarView[]): readonly RunFact[] {
    this.#fill(bars);
    this.#close(bars);
    return this.#orders.takeFacts();
  }

  /** The first half of a bar: what was ordered before is filled. */
  onFills(bars: readonly BarView[]): readonly RunFact[] {
    this.#fill(bars);
    return this.#orders.takeFacts();
  }

  /** The second half of a bar: the account is valued, and what is wanted is ordered. */
  onClose(bars: readonly BarView[]): readonly RunFact[] {
    this.#close(bars);
    return this.#orders.takeFacts();
  }

  /** Before the next bar: leaves everything where that is demanded now, or takes back what would enter where nothing may. */
  heed(): void {
    const demand = this.#whole?.exitDemand();
    const objection = this.#whole?.entryObjection();
    if (demand !== undefined) this.#orders.leaveAll(demand, 'risk');
    else if (objection !== undefined) this.#orders.cancelEntries(objection);
  }

  /** Ends the run: cancels every order, and closes every position at the last close, slippage and fee as ever. */
  finish(): readonly RunFact[] {
    const reason = 'the run ended';
    this.#orders.cancelAll('RUN_ENDED', reason);
    this.#orders.tell(this.#signals.abort(reason));
    const { lastTime } = this.#valuation;
    if (lastTime !== undefined) {
      this.#valuation.beforeSettling();
      this.#orders.leaveAll(reason, 'end');
      this.#orders.exchange.settleNow();
      const equity = this.#valuation.closeExactly(lastTime);
      this.#climb(this.#whole?.equity ?? equity);
    }
    return this.#orders.takeFacts();
  }

  #fill(bars: readonly BarView[]): void {
    const [bar] = bars;
    if (bar !== undefined) this.#valuation.begin(bar.time);
    this.#orders.forgetFills();
    this.#orders.playBar(bars);
  }

  #close(bars: readonly BarView[]): void {
    const [bar] = bars;
    if (bar === undefined) return;
    this.#value(bar.time);
    if (this.#valuation.isMoving || this.#whole?.exitDemand() !== undefined) this.#forceExit();
    for (const intent of this.#ask(bars, false)) this.#carryOut(intent);
  }

  #ask(bars: readonly BarView[], warmingUp: boolean): readonly Intent[] {
    const [bar] = bars;
    this.#context.moveOn(bars, warmingUp);
    return bar === undefined ? [] : this.#strategy.onBar(bar, this.#context);
  }

  /** A whole account that this is a part of wants to know it at each close; phases only begin at what was never reached before. */
  #value(time: TimeMs): void {
    if (this.#whole !== undefined) {
      this.#valuation.closeExactly(time);
      return this.#climb(this.#whole.equity);
    }
    const equity = this.#valuation.close(time);
    if (equity !== undefined) this.#climb(equity);
  }

  #climb(equity: Exact): void {
    const step = this.#ladder.climb(equity);
    if (step !== undefined) this.#orders.tell([{ type: 'phase-changed', step }]);
  }

  #carryOut(intent: Intent): void {
    switch (intent.type) {
      case 'prepare':
        return this.#orders.tell(this.#signals.prepare(intent.direction, intent.reason, this.phase.name));
      case 'abort':
        return this.#orders.tell(this.#signals.abort(intent.reason));
      case 'enter':
        return this.#orders.enter(intent, {
          equity: this.#valued(),
          price: this.priceOf(this.#orders.symbol),
          phase: this.phase,
          sizeRatio: this.#whole?.sizeRatio,
        });
      case 'exit':
        return this.#orders.exit(intent.reason);
      case 'order':
        return this.#orders.order(intent.order);
      case 'cancel':
        return this.#orders.cancelOrder(intent.order, intent.reason);
    }
  }

  /** Exits that no strategy decides: the stop, the account's limits, and an account that has lost everything. */
  #forceExit(): void {
    if (this.#valuation.isRuined) return this.#orders.leaveAll('the account has no equity left', 'risk');
    const demand = this.#whole?.exitDemand();
    if (demand !== undefined) return this.#orders.leaveAll(demand, 'risk');
    const { closingStop, symbol } = this.#orders;
    if (closingStop === undefined) return;
    const { direction, price } = closingStop;
    if (stopReached(direction, price, this.priceOf(symbol))) this.#orders.exit(`stop at ${price.toFixed()}`, 'stop');
  }
}
