import { exact, type Exact } from '@pitwall/model';
import type { Fill } from '../venue/order.ts';
import type { Account, Booking, Position, PriceOf } from './account.ts';
import { book, type Entry } from './booking.ts';
import { unitsOf, type Settlement } from './holding.ts';

/** Opens an account that holds only cash; `settlementOf` says how each symbol is settled. */
export const openAccount = (
  initialEquity: Exact,
  settlementOf: (symbol: string) => Settlement = () => 'cash',
): Account => new Books(initialEquity, settlementOf);

const zero = exact(0);

class Books implements Account {
  readonly initialEquity: Exact;
  cash: Exact;
  feesPaid = zero;
  fundingReceived = zero;
  borrowPaid = zero;
  realizedPnl = zero;
  version = 0;
  positions: readonly Position[] = [];
  readonly #settlementOf: (symbol: string) => Settlement;
  readonly #entries = new Map<string, Entry>();

  constructor(initialEquity: Exact, settlementOf: (symbol: string) => Settlement) {
    this.initialEquity = initialEquity;
    this.cash = initialEquity;
    this.#settlementOf = settlementOf;
  }

  /** What a position of settlement `margin` cost was never paid, so the equity owes it to the price. */
  get base(): Exact {
    return this.positions.reduce(
      (sum, held) => (held.settlement === 'cash' ? sum : sum.minus(signedCost(held))),
      this.cash,
    );
  }

  positionOf(symbol: string): Position | undefined {
    return this.#entries.get(symbol);
  }

  apply(symbol: string, fill: Fill): Booking {
    const settlement = this.#settlementOf(symbol);
    const result = book(this.#entries.get(symbol), fill, { symbol, settlement });
    const paid = fill.side === 'buy' ? fill.notional.negated() : fill.notional;
    this.feesPaid = this.feesPaid.plus(fill.fee);
    this.realizedPnl = this.realizedPnl.plus(result.grossPnl);
    this.cash = this.cash.plus(settlement === 'cash' ? paid : result.grossPnl).minus(fill.fee);
    // Deleting first puts a position that was turned round behind those that stayed open.
    if (result.hasOpened) this.#entries.delete(symbol);
    this.#keep(symbol, result.after);
    return result;
  }

  fund(symbol: string, amount: Exact): void {
    const entry = this.#entries.get(symbol);
    if (entry === undefined) return;
    this.cash = this.cash.plus(amount);
    this.fundingReceived = this.fundingReceived.plus(amount);
    this.#keep(symbol, { ...entry, funding: entry.funding.plus(amount) });
  }

  chargeBorrow(symbol: string, amount: Exact): void {
    const entry = this.#entries.get(symbol);
    if (entry === undefined) return;
    this.cash = this.cash.minus(amount);
    this.borrowPaid = this.borrowPaid.plus(amount);
    this.#keep(symbol, { ...entry, borrowFees: entry.borrowFees.plus(amount) });
  }

  equityAt(priceOf: PriceOf): Exact {
    return this.positions.reduce((sum, held) => sum.plus(unitsOf(held).times(priceOf(held.symbol))), this.base);
  }

  exposureAt(priceOf: PriceOf): Exact {
    return this.positions.reduce((sum, held) => sum.plus(held.quantity.times(priceOf(held.symbol))), zero);
  }

  #keep(symbol: string, entry: Entry | undefined): void {
    if (entry === undefined) this.#entries.delete(symbol);
    else this.#entries.set(symbol, entry);
    this.positions = [...this.#entries.values()];
    this.version += 1;
  }
}

const signedCost = (held: Position): Exact =>
  held.direction === 'long' ? held.entryNotional : held.entryNotional.negated();
