import { exact, type Exact } from '@pitwall/model';
import type { Account, Position, PriceOf } from './account.ts';
import { book, type Entry } from './booking.ts';
import { unitsOf, type Settlement } from './holding.ts';

const zero = exact(0);

/** Opens an account that holds only cash; `settlementOf` says how each symbol is settled. */
export const openAccount = (
  initialEquity: Exact,
  settlementOf: (symbol: string) => Settlement = () => 'cash',
): Account => {
  let cash = initialEquity;
  let feesPaid = zero;
  let fundingReceived = zero;
  let borrowPaid = zero;
  let realizedPnl = zero;
  let version = 0;
  const entries = new Map<string, Entry>();
  let positions: readonly Position[] = [];
  const keep = (symbol: string, entry: Entry | undefined): void => {
    if (entry === undefined) entries.delete(symbol);
    else entries.set(symbol, entry);
    positions = [...entries.values()];
    version += 1;
  };
  const sumOver = (term: (position: Position) => Exact): Exact =>
    positions.reduce((sum, position) => sum.plus(term(position)), zero);
  // What a position of settlement `margin` cost was never paid, so the equity owes it to the price.
  const base = (): Exact =>
    positions.reduce((sum, held) => (held.settlement === 'cash' ? sum : sum.minus(signedCost(held))), cash);
  return {
    initialEquity,
    get cash() {
      return cash;
    },
    get feesPaid() {
      return feesPaid;
    },
    get fundingReceived() {
      return fundingReceived;
    },
    get borrowPaid() {
      return borrowPaid;
    },
    get realizedPnl() {
      return realizedPnl;
    },
    get positions() {
      return positions;
    },
    get version() {
      return version;
    },
    get base() {
      return base();
    },
    positionOf: (symbol) => entries.get(symbol),
    apply(symbol, fill) {
      const settlement = settlementOf(symbol);
      const result = book(entries.get(symbol), fill, { symbol, settlement });
      feesPaid = feesPaid.plus(fill.fee);
      realizedPnl = realizedPnl.plus(result.grossPnl);
      const paid = fill.side === 'buy' ? fill.notional.negated() : fill.notional;
      cash = cash.plus(settlement === 'cash' ? paid : result.grossPnl).minus(fill.fee);
      // Deleting first puts a position that was turned round behind those that stayed open.
      if (result.hasOpened) entries.delete(symbol);
      keep(symbol, result.after);
      return result;
    },
    fund(symbol, amount) {
      const entry = entries.get(symbol);
      if (entry === undefined) return;
      cash = cash.plus(amount);
      fundingReceived = fundingReceived.plus(amount);
      keep(symbol, { ...entry, funding: entry.funding.plus(amount) });
    },
    chargeBorrow(symbol, amount) {
      const entry = entries.get(symbol);
      if (entry === undefined) return;
      cash = cash.minus(amount);
      borrowPaid = borrowPaid.plus(amount);
      keep(symbol, { ...entry, borrowFees: entry.borrowFees.plus(amount) });
    },
    equityAt: (priceOf: PriceOf) => base().plus(sumOver((held) => unitsOf(held).times(priceOf(held.symbol)))),
    exposureAt: (priceOf: PriceOf) => sumOver((held) => held.quantity.times(priceOf(held.symbol))),
  };
};

const signedCost = (held: Position): Exact =>
  held.direction === 'long' ? held.entryNotional : held.entryNotional.negated();
