import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { createTradeTally, type TradeResults, type TradeTally } from '../report/trade-tally.ts';
import type { OrderCause, RunOrder } from '../run/fact.ts';
import { createNames, type NextId } from '../run/names.ts';
import type { TradingSettings } from '../run/run-options.ts';
import type { WholeAccount } from '../run/run-parts.ts';
import type { BarView } from '../strategy/bar-view.ts';
import { Market } from '../venue/market.ts';
import { ticketOf } from '../venue/tickets.ts';
import { venueTerms } from '../venue/venue-options.ts';
import type { CarryDecision, CarryFact, OpenPair } from './carry-fact.ts';
import type { CarryTerms } from './carry-options.ts';
import { closesPair, opensPair, pairQuantity, type CarryReading } from '../strategy/carry-rule.ts';
import { createListedPerp, type PerpData } from './listed-perp.ts';
import { PairBook, type PairFills, type PairPrices } from './pair-book.ts';
import { acceptPair, cancelPair, filledPair, fillPair, rejectPair, type PairOrder } from './pair-order.ts';
import type { Perp } from './perp.ts';
import { createSimulatedPerp } from './simulated-perp.ts';

/** What a carry run trades with. */
export interface CarrySettings {
  readonly terms: CarryTerms;
  readonly capital: Exact;
  /** Instrument, costs and reserve of the desk that it belongs to. */
  readonly trading: TradingSettings;
  /** The perpetual’s bars and funding; absent: it is simulated. */
  readonly perp?: PerpData | undefined;
}

/** What a carry run needs. */
export interface CarryParts {
  readonly runId: string;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** Decimals of the points of the spot’s bars. */
  readonly barScale: number;
  readonly limits: Pick<WholeAccount, 'entryObjection' | 'exitDemand' | 'sizeRatio'>;
}

/**
 * Cash and carry: holds spot and is short as many perpetuals, to collect funding whichever way the price goes. It decides at closes by
 * the rule that the strategy `cashAndCarry` has too, and is filled at the next open; unlike the strategy's two orders both
 * legs are filled at once or neither is, so that consoles see pairs. Spot is the bars' price; the perpetual has bars of its own, or is
 * simulated.
 */
export class CarryRun {
  readonly settings: CarrySettings;
  readonly perp: Perp;
  /** Gives ids of this run. */
  readonly nextId: NextId;
  readonly #parts: CarryParts;
  readonly #spot: Market;
  readonly #book: PairBook;
  readonly #tally: TradeTally = createTradeTally();
  #refused = false;
  #waiting: PairOrder | undefined;
  #opened: Pick<OpenPair, 'positionId' | 'openedAt'> | undefined;
  #last: PairPrices | undefined;

  constructor(settings: CarrySettings, parts: CarryParts) {
    const { instrument, costs } = settings.trading;
    this.settings = settings;
    this.#parts = parts;
    this.nextId = createNames(`${parts.runId}-carry`);
    this.#spot = new Market(venueTerms(instrument, costs), parts.barScale);
    this.perp =
      settings.perp === undefined
        ? createSimulatedPerp(settings.terms, {
            spotSymbol: instrument.symbol,
            nearestTick: (price) => this.#spot.nearestTick(price),
          })
        : createListedPerp(settings.perp, this.#spot.terms.steps.tickSize);
    this.#book = new PairBook(settings.capital, { spot: instrument.symbol, perp: this.perp.symbol });
  }

  /** The money; what it is worth at the last close is {@link equity}. */
  get book(): PairBook {
    return this.#book;
  }

  /** The open pair, if any. */
  get pair(): OpenPair | undefined {
    const held = this.#book.pair;
    return held === undefined || this.#opened === undefined ? undefined : { ...this.#opened, held };
  }

  /** Orders of a pair that wait for the next open. */
  get waiting(): PairOrder | undefined {
    return this.#waiting;
  }

  /** Prices of the last close; absent before the perpetual has one. */
  get prices(): PairPrices | undefined {
    return this.#last;
  }

  /** Cash and pair at the last close. */
  get equity(): Exact {
    return this.#last === undefined ? this.#book.cash : this.#book.equityAt(this.#last);
  }

  /** Closed pairs, each with its funding and after all fees. */
  results(): TradeResults {
    return this.#tally.results();
  }

  /** Lets the perpetual see a close without trading. */
  warmUp(bar: BarView): void {
    this.#spot.take(bar);
    this.perp.begin(bar.time, this.#spot.markPrice);
    this.#spot.mark = this.#spot.close;
    this.perp.end(this.#spot.markPrice);
  }

  /** Pays what funding is due, fills at the open what waits, and values the pair at the close. */
  onBar(bar: BarView): readonly CarryFact[] {
    this.#spot.take(bar);
    const spotOpen = this.#spot.markPrice;
    const { price, due } = this.perp.begin(bar.time, spotOpen);
    for (const funding of due) this.#book.fund(funding);
    const facts = price === undefined ? [] : this.#fillAt({ spot: spotOpen, perp: price });
    this.#spot.mark = this.#spot.close;
    const spot = this.#spot.markPrice;
    for (const funding of this.perp.end(spot)) this.#book.fund(funding);
    const perp = this.perp.closePrice;
    if (perp !== undefined) this.#last = { spot, perp };
    return facts;
  }

  /** Decides at the last close what is filled at the next open. */
  decide(): readonly CarryFact[] {
    const { premiumRatio } = this.perp;
    if (this.#last === undefined || premiumRatio === undefined || this.#waiting !== undefined) return [];
    return this.#book.pair === undefined
      ? this.#mayEnter(premiumRatio, this.#last)
      : this.#mayLeave(premiumRatio, this.#last);
  }

  /** An operator's word holds before the next bar: a pair that waits to be opened is taken back, or an open one left. */
  heed(): readonly CarryFact[] {
    const { premiumRatio } = this.perp;
    const objection = this.#parts.limits.entryObjection();
    const waiting = this.#waiting;
    if (waiting?.purpose === 'enter' && objection !== undefined) {
      this.#waiting = undefined;
      return cancelPair(waiting, 'REQUESTED', objection);
    }
    if (waiting !== undefined || premiumRatio === undefined || this.#last === undefined) return [];
    return this.#parts.limits.exitDemand() === undefined ? [] : this.#mayLeave(premiumRatio, this.#last);
  }

  /** Ends the run: forgets a pair that waits to be opened, and closes an open one at the last close. */
  finish(): readonly CarryFact[] {
    const reason = 'the run ended';
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const cancelled = waiting?.purpose === 'enter' ? cancelPair(waiting, 'RUN_ENDED', reason) : [];
    const held = this.#book.pair;
    if (held === undefined || this.#last === undefined) return cancelled;
    const prices = this.#last;
    const wayOut = waiting ?? this.#order('exit', held.spot.quantity, reason, 'end');
    const accepted = waiting === undefined ? acceptPair(wayOut) : [];
    this.#waiting = wayOut;
    return [...cancelled, ...accepted, ...this.#fillAt(prices)];
  }

  #mayEnter(premium: Exact, prices: PairPrices): readonly CarryFact[] {
    const { rule } = this.settings.terms;
    if (!opensPair(rule, this.#reading(premium))) {
      this.#refused = false;
      return [];
    }
    const quantity = this.#entrySize(prices);
    const objection =
      this.#parts.limits.entryObjection() ??
      (quantity.greaterThan(0) ? undefined : 'the capital is too small for one lot of each leg');
    const premiumWords = this.#inWords(premium);
    if (objection !== undefined) {
      // One approach is refused once, however long it lasts.
      const isTold = this.#refused;
      this.#refused = true;
      return isTold ? [] : [this.#decided('hold', `${premiumWords}, but ${objection}`, undefined, prices)];
    }
    const reason = `${premiumWords} reached ${basisPoints(rule.entryPremium)} bp`;
    const order = this.#order('enter', quantity, reason, 'strategy');
    this.#waiting = order;
    return [this.#decided('buy', reason, quantity, prices), ...acceptPair(order)];
  }

  #mayLeave(premium: Exact, prices: PairPrices): readonly CarryFact[] {
    const demand = this.#parts.limits.exitDemand();
    const { rule } = this.settings.terms;
    const quantity = this.#book.pair?.spot.quantity;
    const cause = closesPair(rule, this.#reading(premium));
    if (quantity === undefined || (demand === undefined && cause === undefined)) return [];
    const found =
      cause === 'funding'
        ? `funding ${basisPoints(this.perp.lastFunding ?? exact(0))} bp is below ${basisPoints(rule.exitFunding)} bp`
        : `${this.#inWords(premium)} fell to ${basisPoints(rule.exitPremium)} bp`;
    const reason = demand ?? found;
    const order = this.#order('exit', quantity, reason, demand === undefined ? 'strategy' : 'risk');
    this.#waiting = order;
    return [this.#decided('sell', reason, quantity, prices), ...acceptPair(order)];
  }

  #reading(premium: Exact): CarryReading {
    const { entryPremium, exitPremium } = this.settings.terms.rule;
    return {
      reachesEntry: premium.greaterThanOrEqualTo(entryPremium),
      reachesExit: premium.lessThanOrEqualTo(exitPremium),
      funding: this.perp.lastFunding,
    };
  }

  #entrySize(prices: PairPrices): Exact {
    const capital = this.#book.cash.times(this.#parts.limits.sizeRatio ?? 1);
    return this.#spot.wholeLots(pairQuantity(capital, prices, this.settings.trading.gapReserveRatio));
  }

  #fillAt(prices: PairPrices): readonly CarryFact[] {
    const order = this.#waiting;
    if (order === undefined) return [];
    this.#waiting = undefined;
    const fills = fillPair(order, ({ side, quantity }, leg) =>
      this.#spot.execute({ side, quantity, quote: prices[leg], liquidity: 'taker', slips: true }),
    );
    return order.purpose === 'enter' ? this.#enter(order, fills, prices) : this.#leave(order, fills);
  }

  #enter(order: PairOrder, fills: PairFills, prices: PairPrices): readonly CarryFact[] {
    const { spot, perp } = fills;
    const needed = spot.notional.plus(perp.notional).plus(spot.fee).plus(perp.fee);
    if (needed.greaterThan(this.#book.cash)) {
      const found = `the open is at ${prices.spot.toFixed()}: the pair needs ${needed.toFixed(2)}`;
      return rejectPair(order, `${found}, more than there is`);
    }
    this.#book.enter(fills);
    this.#opened = { positionId: this.nextId('position'), openedAt: this.#parts.now() };
    const { pair } = this;
    return [
      ...filledPair(order, fills),
      ...(pair === undefined ? [] : [{ type: 'pair-opened', pair, prices } as const]),
    ];
  }

  #leave(order: PairOrder, fills: PairFills): readonly CarryFact[] {
    const { pair } = this;
    const closed = this.#book.leave(fills);
    this.#opened = undefined;
    if (pair === undefined || closed === undefined) return filledPair(order, fills);
    this.#tally.record(closed.netPnl);
    return [...filledPair(order, fills, closed), { type: 'pair-closed', pair, closed }];
  }

  #order(purpose: PairOrder['purpose'], quantity: Exact, reason: string, cause: OrderCause): PairOrder {
    const legOf = (symbol: string, side: RunOrder['side']): RunOrder => ({
      ...ticketOf({ type: 'market', side, quantity: quantity.toFixed(), reason }, symbol, this.nextId('order')),
      purpose,
      cause,
      signal: undefined,
      stopPrice: undefined,
      targetPrice: undefined,
      isStoppedAtCloses: false,
      createdAt: this.#parts.now(),
    });
    const [spotSide, perpSide] = purpose === 'enter' ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
    const spot = legOf(this.settings.trading.instrument.symbol, spotSide);
    return { purpose, spot, perp: legOf(this.perp.symbol, perpSide) };
  }

  #inWords(premium: Exact): string {
    return `${this.perp.isSimulated ? 'simulated ' : ''}premium ${basisPoints(premium)} bp`;
  }

  #decided(word: CarryDecision['word'], reason: string, quantity: Exact | undefined, prices: PairPrices): CarryFact {
    const premiumRatio = (this.perp.premiumRatio ?? exact(0)).toDecimalPlaces(premiumDecimals);
    const decisionId = this.nextId('decision');
    return { type: 'pair-decided', decision: { decisionId, word, reason, quantity, prices, premiumRatio } };
  }
}

/** Decimals of a premium that is told: a ten-thousandth of a basis point. */
const premiumDecimals = 8;

const basisPoints = (ratio: Exact): string => ratio.times(10_000).toDecimalPlaces(2).toFixed();
