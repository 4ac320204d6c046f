import { exact, type Exact } from '@pitwall/model';
import type { Account, PriceOf } from '../account/account.ts';
import { unitsOf } from '../account/holding.ts';
import { openAccount } from '../account/open-account.ts';
import type { BarView } from '../strategy/bar-view.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import { borrowCharge, createFundingCursor } from './costs-of-time.ts';
import { Execution } from './execution.ts';
import { Market } from './market.ts';
import { playOpen, playPath } from './matching.ts';
import { rejectionOf, type Rejection } from './order-checks.ts';
import type { CancellationCode, OrderRequest, OrderTicket, WorkingOrder } from './order.ts';
import type { Pit } from './pit.ts';
import { ticketOf } from './tickets.ts';
import type { VenueFact } from './venue-fact.ts';
import type { VenueTerms } from './venue-options.ts';

/** One instrument that an exchange lists. */
export interface Listing {
  readonly terms: VenueTerms;
  /** Decimals of the points of its bars. */
  readonly barScale: number;
  /**
   * Funding of a perpetual, in the order of time.
   * @default none
   */
  readonly funding?: readonly FundingRate[];
}

/** What an exchange needs. */
export interface ExchangeParts {
  /** The first one is what a request without a symbol means. */
  readonly listings: readonly Listing[];
  readonly initialEquity: Exact;
  readonly nextOrderId: () => string;
  /**
   * How far the trader lets its own equity be stretched, as a multiple of it; the venue's own limit holds as well.
   * @default the venue's limit
   */
  readonly maxLeverage?: () => Exact;
  /** Told right before something is booked, while the books still are as they were. */
  readonly onBooking?: () => void;
  /** Hears everything that happens, as it happens. */
  readonly onFact: (fact: VenueFact) => void;
}

/**
 * A paper exchange with one account. Orders are given between two bars, and are filled by the bars that follow: `playBar` takes the
 * next bar of every listing, and tells what happened within it, so nothing is filled at a price that was known when it was ordered.
 * Rules and formulas: docs/desk-rules.md.
 */
export class Exchange {
  readonly account: Account;
  readonly #parts: ExchangeParts;
  readonly #pits: readonly Pit[];
  readonly #pitOf: ReadonlyMap<string, Pit>;
  readonly #priceOf: PriceOf;
  readonly #execution: Execution;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#pits = parts.listings.map(({ terms, barScale, funding = [] }) => ({
      market: new Market(terms, barScale),
      orders: [],
      funding: createFundingCursor(funding),
    }));
    this.#pitOf = new Map(this.#pits.map((pit) => [pit.market.terms.symbol, pit]));
    this.account = openAccount(parts.initialEquity, (symbol) => this.#pit(symbol).market.terms.settlement);
    this.#priceOf = (symbol) => this.market(symbol).markPrice;
    this.#execution = new Execution({
      ...parts,
      account: this.account,
      pits: this.#pits,
      priceOf: this.#priceOf,
    });
  }

  /** The first listing: what a request without a symbol means. */
  get symbol(): string {
    return this.#pits[0]?.market.terms.symbol ?? '';
  }

  /** The market of a symbol. Throws `RangeError` for one that is not listed. */
  market(symbol: string): Market {
    return this.#pit(symbol).market;
  }

  /** Cash plus positions, where prices are now. */
  get equity(): Exact {
    return this.account.equityAt(this.#priceOf);
  }

  /** Cash plus positions at the closes before the bars that are played now. */
  get equityBefore(): Exact {
    return this.account.equityAt((symbol) => {
      const { grid, previousClose } = this.market(symbol);
      return grid.priceOf(previousClose);
    });
  }

  /** Last price of a symbol. */
  get priceOf(): PriceOf {
    return this.#priceOf;
  }

  /** All orders that work, oldest first in each market. */
  get workingOrders(): readonly WorkingOrder[] {
    return this.#pits.flatMap(({ orders }) => orders.map((order) => order.snapshot()));
  }

  /** The funding that was settled last; absent before the first. */
  fundingOf(symbol: string): FundingRate | undefined {
    return this.#pitOf.get(symbol)?.funding.last;
  }

  /** Where the position in a symbol is liquidated; absent where it is not. */
  liquidationPriceOf(symbol: string): Exact | undefined {
    return this.#execution.liquidationPriceOf(this.#pit(symbol));
  }

  /** Takes an order, or rejects it with a code; it is filled from the next bar on. */
  submit(request: OrderRequest): OrderTicket {
    const symbol = request.symbol ?? this.symbol;
    const pit = this.#pit(symbol);
    const ticket = ticketOf(request, symbol, this.#parts.nextOrderId());
    const rejection = this.#tooMany(pit) ?? rejectionOf(ticket, pit.market);
    if (rejection === undefined) this.#execution.accept(pit, ticket);
    else this.#parts.onFact({ type: 'rejected', ticket, ...rejection });
    return ticket;
  }

  /** Takes back the orders that a test picks. */
  cancel(isMeant: (ticket: OrderTicket) => boolean, code: CancellationCode, reason?: string): void {
    for (const pit of this.#pits) {
      for (const order of pit.orders.filter(({ ticket }) => isMeant(ticket)))
        this.#execution.cancel(pit, order, code, reason);
    }
  }

  /** Takes the next bar of each listing, in the order of the listings: costs of time, then opens, then the rest of the bars. */
  playBar(bars: readonly BarView[]): void {
    const pits = this.#pits;
    for (let index = 0; index < pits.length; index += 1) {
      const pit = pits[index];
      const bar = bars[index];
      if (pit !== undefined && bar !== undefined) pit.market.take(bar);
    }
    for (const pit of pits) this.#settleTime(pit);
    for (const pit of pits) playOpen(pit, this.#execution);
    for (const pit of pits) playPath(pit, this.#execution);
  }

  /** Fills what trades at the market where prices are now: the end of a run, which has no next open; whole, whatever the volume. */
  settleNow(): void {
    for (const pit of this.#pits) {
      // There is no later bar in which the rest could trade.
      pit.market.fillable = undefined;
      for (const order of pit.orders.filter(({ level }) => level === undefined)) {
        this.#execution.execute(pit, order, { atLevel: false, liquidity: 'taker', slips: true });
      }
    }
  }

  #pit(symbol: string): Pit {
    const pit = this.#pitOf.get(symbol);
    if (pit !== undefined) return pit;
    throw new RangeError(`There is no ${symbol} here, only ${[...this.#pitOf.keys()].join(', ')}`);
  }

  /** What time costs and brings, before anything of the bar is filled. */
  #settleTime(pit: Pit): void {
    const { market, funding } = pit;
    if (market.terms.borrowAnnualRatio.greaterThan(0)) this.#chargeBorrow(market);
    if (funding.nextTime <= market.time) this.#settleFunding(pit);
  }

  #chargeBorrow({ terms, grid, previousClose, previousTime, time }: Market): void {
    const { symbol, borrowAnnualRatio } = terms;
    const held = this.account.positionOf(symbol);
    if (held?.direction !== 'short' || held.settlement !== 'cash') return;
    const value = held.quantity.times(grid.priceOf(previousClose));
    const amount = borrowCharge(value, borrowAnnualRatio, time - previousTime);
    this.#parts.onBooking?.();
    this.account.chargeBorrow(symbol, amount);
    this.#parts.onFact({ type: 'borrow-charged', symbol, amount });
  }

  /** Longs pay shorts `quantity × mark price × ratio`; negative ratios the other way round. Who holds before the open pays. */
  #settleFunding({ market, funding }: Pit): void {
    const { symbol } = market.terms;
    for (const rate of funding.settleUntil(market.time)) {
      const held = this.account.positionOf(symbol);
      if (held === undefined) continue;
      const markPrice = rate.markPrice === undefined ? market.markPrice : exact(rate.markPrice);
      const amount = unitsOf(held).negated().times(markPrice).times(exact(rate.ratio));
      this.#parts.onBooking?.();
      this.account.fund(symbol, amount);
      this.#parts.onFact({ type: 'funded', symbol, rate, markPrice, amount });
    }
  }

  #tooMany(pit: Pit): Rejection | undefined {
    const { maxWorkingOrders } = pit.market.terms;
    if (pit.orders.length < maxWorkingOrders) return undefined;
    return { code: 'TOO_MANY_ORDERS', reason: `${maxWorkingOrders} orders work already` };
  }
}
