import { exact, type Exact, type TimeMs } from '@pitwall/model';
import { opposite, type ClosedPosition, type Direction } from '../account/holding.ts';
import type { Phase } from '../risk/phases.ts';
import { sizeByRisk } from '../risk/sizing.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { Intent, OrderFill } from '../strategy/strategy.ts';
import { Exchange, type Listing } from '../venue/exchange.ts';
import type { CancellationCode, OrderRequest, OrderTicket, Side } from '../venue/order.ts';
import type { VenueFact } from '../venue/venue-fact.ts';
import { FactTeller, type OrderAbout } from './fact-teller.ts';
import type { OpenPosition, OrderCause, RunFact, RunOrder } from './fact.ts';
import type { NextId } from './names.ts';
import type { ClosingStop } from './position-marks.ts';
import type { SignalBook } from './signal-book.ts';

/** A wish to enter. */
export type EnterIntent = Extract<Intent, { readonly type: 'enter' }>;

/** Where an entry is sized. */
export interface EntryBasis {
  readonly equity: Exact;
  readonly price: Exact;
  readonly phase: Phase;
  /** What the account's limits leave of the size, from 0 to 1; absent: all of it. */
  readonly sizeRatio: Exact | undefined;
}

/** What an order desk needs. */
export interface OrderDeskParts {
  /** What is traded; intents are about the first. */
  readonly listings: readonly Listing[];
  readonly initialEquity: Exact;
  readonly gapReserveRatio: Exact;
  readonly signals: SignalBook;
  readonly nextId: NextId;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** Phase of the account now: its leverage bounds what is bought. */
  readonly phase: () => Phase;
  /** Why no position may be entered now; absent: nothing speaks against it. */
  readonly entryObjection?: () => string | undefined;
  /** Told right before something is booked. */
  readonly onBooking: () => void;
  /** Told of each closed round trip. */
  readonly onClosed: (closed: ClosedPosition) => void;
}

const ownOrder: OrderAbout = { purpose: 'enter', cause: 'strategy' };

/** Turns what a strategy wants into orders at the exchange, and what the exchange does with them into facts of the run. */
export class OrderDesk {
  readonly exchange: Exchange;
  readonly symbol: string;
  readonly #parts: OrderDeskParts;
  readonly #teller: FactTeller;

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
    this.symbol = parts.listings[0]?.terms.symbol ?? '';
    this.exchange = new Exchange({
      listings: parts.listings,
      initialEquity: parts.initialEquity,
      nextOrderId: () => parts.nextId('order'),
      maxLeverage: () => exact(parts.phase().maxLeverage),
      onBooking: parts.onBooking,
      onFact: (fact: VenueFact) => this.#teller.hear(fact),
    });
    this.#teller = new FactTeller(this.exchange, parts);
  }

  /** The open position in the first symbol, if any. */
  get position(): OpenPosition | undefined {
    return this.positionOf(this.symbol);
  }

  /** Orders that are neither filled nor over, oldest first. */
  get waiting(): readonly RunOrder[] {
    return this.#teller.waiting;
  }

  /** What was filled since the last call of {@link forgetFills}. */
  get fills(): readonly OrderFill[] {
    return this.#teller.fills;
  }

  positionOf(symbol: string): OpenPosition | undefined {
    return this.#teller.positionOf(symbol);
  }

  /** The stop in the first symbol that is judged at closes. */
  get closingStop(): ClosingStop | undefined {
    return this.#teller.closingStopOf(this.symbol);
  }

  /** Facts since the last call, in order. */
  takeFacts(): readonly RunFact[] {
    return this.#teller.takeFacts();
  }

  forgetFills(): void {
    this.#teller.forgetFills();
  }

  /** Tells a fact that is not the exchange's. */
  tell(facts: readonly RunFact[]): void {
    this.#teller.tell(facts);
  }

  /** Fills by the next bar of each symbol what works. */
  playBar(bars: readonly BarView[]): void {
    this.exchange.playBar(bars);
  }

  /** Orders a way in, and first the way out of an opposite position or entry; or rejects the signal with a reason. */
  enter(intent: EnterIntent, basis: EntryBasis): void {
    const { direction, reason } = intent;
    const { signal, facts } = this.#parts.signals.take(direction, reason, basis.phase.name);
    this.tell(facts);
    const { quantity, stopPrice, targetPrice } = this.#entryTerms(intent, basis);
    const objection = this.#objection(direction, quantity);
    if (objection !== undefined) return this.tell([{ type: 'signal-rejected', signal, reason: objection }]);
    this.exit(`reversed: ${reason}`);
    const isStoppedAtCloses = intent.stopReachedBy !== 'touch';
    const request = { type: 'market', side: sideOf(direction), quantity: quantity.toFixed(), reason } as const;
    const bracket = {
      ...(stopPrice === undefined || isStoppedAtCloses ? {} : { stopPrice: stopPrice.toFixed() }),
      ...(targetPrice === undefined ? {} : { targetPrice: targetPrice.toFixed() }),
    };
    this.#give({ ...request, bracket }, { ...ownOrder, signal, stopPrice, targetPrice, isStoppedAtCloses });
  }

  /**
   * Takes back what would lead in, and orders the way out of what is held. A stop that is still reached while its way out waits for
   * volume says nothing new, so it leaves an entry that was ordered after it alone.
   */
  exit(reason: string, cause: OrderCause = 'strategy'): void {
    const { position } = this;
    const isOrdered = this.#waitsTo('exit');
    if (isOrdered && cause !== 'strategy') return;
    this.exchange.cancel((ticket) => this.#isEntry(ticket), 'REQUESTED', reason);
    if (position === undefined || isOrdered) return;
    const { direction, quantity } = position.holding;
    const side = sideOf(opposite(direction));
    const request = { type: 'market', side, quantity: quantity.toFixed(), reduceOnly: true, reason } as const;
    this.#give(request, { purpose: 'exit', cause });
  }

  /** Takes back every order. */
  cancelAll(code: CancellationCode, reason: string): void {
    this.exchange.cancel(() => true, code, reason);
  }

  /** Takes back everything but what reduces a position. */
  cancelEntries(reason: string): void {
    this.exchange.cancel(({ reduceOnly }) => !reduceOnly, 'REQUESTED', reason);
  }

  /** Leaves every position at the market, and takes back every order; what is being left already is let be. */
  leaveAll(reason: string, cause: OrderCause): void {
    this.exchange.cancel((ticket) => !leaves(ticket), 'REQUESTED', reason);
    for (const { symbol, direction, quantity: held } of this.exchange.account.positions) {
      const quantity = held.minus(this.#leaving(symbol));
      if (quantity.lessThanOrEqualTo(0)) continue;
      const side = sideOf(opposite(direction));
      const request = { type: 'market', symbol, side, quantity: quantity.toFixed(), reduceOnly: true, reason } as const;
      this.#give(request, { purpose: 'exit', cause });
    }
  }

  /** Units of a symbol that orders at the market leave already: a strategy may have ordered only a part. */
  #leaving(symbol: string): Exact {
    return this.exchange.workingOrders
      .filter((order) => order.symbol === symbol && leaves(order))
      .reduce((sum, { quantity, filledQuantity }) => sum.plus(quantity).minus(filledQuantity), exact(0));
  }

  /** Gives the exchange an order of the strategy's own making; while nothing may be entered only what reduces. */
  order(request: OrderRequest): void {
    const isExit = request.reduceOnly === true;
    const objection = isExit ? undefined : this.#parts.entryObjection?.();
    if (objection === undefined) this.#give(request, isExit ? { ...ownOrder, purpose: 'exit' } : ownOrder);
    else this.#teller.refuse(request, objection);
  }

  /** Takes back the orders with this id or label. */
  cancelOrder(name: string, reason: string): void {
    this.exchange.cancel(({ orderId, label }) => orderId === name || label === name, 'REQUESTED', reason);
  }

  #give(request: OrderRequest, about: OrderAbout): void {
    this.#teller.expect(about);
    this.exchange.submit(request);
  }

  #waitsTo(purpose: RunOrder['purpose'], side?: Side): boolean {
    return this.waiting.some(
      (order) =>
        order.symbol === this.symbol &&
        order.terms.type === 'market' &&
        order.purpose === purpose &&
        (side === undefined || order.side === side) &&
        (purpose === 'exit' || order.signal !== undefined),
    );
  }

  #isEntry({ orderId }: OrderTicket): boolean {
    return this.waiting.some((order) => order.orderId === orderId && order.signal !== undefined);
  }

  #objection(direction: Direction, quantity: Exact): string | undefined {
    const forbidden = this.#parts.entryObjection?.();
    if (forbidden !== undefined) return forbidden;
    if (this.#waitsTo('enter', sideOf(direction))) return 'an entry is ordered already';
    if (this.position?.holding.direction === direction && !this.#waitsTo('exit')) {
      return `the position is ${direction} already`;
    }
    return quantity.greaterThan(0) ? undefined : 'the account is too small for one lot at this risk';
  }

  #entryTerms(
    intent: EnterIntent,
    basis: EntryBasis,
  ): { readonly quantity: Exact; readonly stopPrice: Exact | undefined; readonly targetPrice: Exact | undefined } {
    const market = this.exchange.market(this.symbol);
    const priceOf = (amount: EnterIntent['stopPrice']): Exact | undefined =>
      amount === undefined ? undefined : market.nearestTick(exact(amount));
    const stopPrice = priceOf(intent.stopPrice);
    const wished =
      intent.quantity === undefined
        ? sizeByRisk({ ...basis, stopPrice }, this.#parts.gapReserveRatio)
        : exact(intent.quantity);
    return {
      quantity: market.wholeLots(basis.sizeRatio?.times(wished) ?? wished),
      stopPrice,
      targetPrice: priceOf(intent.targetPrice),
    };
  }
}

const leaves = ({ reduceOnly, terms }: OrderTicket): boolean => reduceOnly && terms.type === 'market';

const sideOf = (direction: Direction): Side => (direction === 'long' ? 'buy' : 'sell');
