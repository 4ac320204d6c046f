import type { Exact, TimeMs } from '@pitwall/model';
import type { Fill } from '../venue/order.ts';
import type { ClosedLot, ClosedPosition, Holding, Settlement } from './holding.ts';

/** An open position of an account: one for each symbol, long or short, never both. */
export interface Position extends Holding {
  readonly symbol: string;
  readonly settlement: Settlement;
  /** Time of the bar that opened it. */
  readonly openedAt: TimeMs;
  /** Funding received less funding paid since it was opened. */
  readonly funding: Exact;
  /** Paid for borrowing since it was opened, zero or more. */
  readonly borrowFees: Exact;
}

/** What a fill did to the books. */
export interface Booking {
  /** The position as it was before; absent where there was none. */
  readonly before: Position | undefined;
  /** The part that it closed. */
  readonly closedLot: ClosedLot | undefined;
  /** The whole position that it ended: set when nothing is left of it. */
  readonly ended: ClosedPosition | undefined;
  /** Whether a position began with it, which is also so when it turned one round. */
  readonly hasOpened: boolean;
}

/** What the last price of a symbol is. */
export type PriceOf = (symbol: string) => Exact;

/**
 * Cash and positions of one currency. All sums are exact, to the last digit, after anything that is booked and at any prices:
 *
 * - `equity = cash + value of positions`, a position of settlement `margin` being worth its unrealised P&L;
 * - `equity = initialEquity + realizedPnl + unrealised P&L − feesPaid + fundingReceived − borrowPaid`;
 * - `sum of signed fill quantities = units of the position`, by symbol.
 */
export interface Account {
  readonly initialEquity: Exact;
  /** Money; a short sale with settlement `cash` adds its proceeds. */
  readonly cash: Exact;
  /** All fees paid. */
  readonly feesPaid: Exact;
  /** Funding received less funding paid. */
  readonly fundingReceived: Exact;
  /** All that was paid for borrowing. */
  readonly borrowPaid: Exact;
  /** `sign × (exit notional − entry notional)` of everything that was closed, before fees, funding and borrowing. */
  readonly realizedPnl: Exact;
  /** Open positions, in the order in which they were opened. */
  readonly positions: readonly Position[];
  /** How often something was booked: what was reckoned from the books holds while it stays the same. */
  readonly version: number;
  positionOf(symbol: string): Position | undefined;
  /** Equity apart from what moves with prices: `equity = base + sum of signed units × price`. */
  readonly base: Exact;
  /** Books a fill. */
  apply(symbol: string, fill: Fill): Booking;
  /** Books a funding payment to the position; negative is paid by it. Without a position nothing is booked. */
  fund(symbol: string, amount: Exact): void;
  /** Charges the position for borrowing. Without a position nothing is booked. */
  chargeBorrow(symbol: string, amount: Exact): void;
  /** Cash plus positions at these prices. */
  equityAt(priceOf: PriceOf): Exact;
  /** `sum of quantity × price` of all positions: what moves, whichever way. */
  exposureAt(priceOf: PriceOf): Exact;
}
