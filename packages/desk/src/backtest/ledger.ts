import type { Exact, JsonObject, TimeMs } from '@pitwall/model';
import type { ClosedLot } from '../account/holding.ts';
import { dateOf } from '../market/calendar.ts';
import { money, quotient } from '../telemetry/figures.ts';

/** Bounds of a {@link createLedger}. */
export interface LedgerLimits {
  readonly maxTrades: number;
  readonly maxCurvePoints: number;
}

/** Keeps what the full results show of a backtest, within bounds. */
export interface Ledger {
  closed(lot: ClosedLot, closedAt: TimeMs): void;
  /** Takes the equity at a bar's close. */
  mark(equity: Exact, marketTime: TimeMs): void;
  /** Curve and trades for the results. */
  results(): JsonObject;
}

interface Point {
  readonly date: string;
  readonly equity: string | number;
}

/** Makes an empty ledger. */
export const createLedger = ({ maxTrades, maxCurvePoints }: LedgerLimits): Ledger => {
  const trades: JsonObject[] = [];
  let omitted = 0;
  let points: Point[] = [];
  let everyBars = 1;
  let bars = 0;
  return {
    closed(lot, closedAt) {
      if (trades.length < maxTrades) trades.push(tradeRow(lot, closedAt));
      else omitted += 1;
    },
    mark(equity, marketTime) {
      if (bars % everyBars === 0) points.push({ date: dateOf(marketTime), equity: money(equity) });
      bars += 1;
      if (points.length <= maxCurvePoints) return;
      // Halving keeps the points evenly spaced without knowing the length beforehand.
      points = points.filter((_, index) => index % 2 === 0);
      everyBars *= 2;
    },
    results: () => ({
      equityCurve: points.map(({ date, equity }) => [date, equity]),
      equityCurveEveryBars: everyBars,
      trades,
      tradesOmitted: omitted,
    }),
  };
};

const tradeRow = (lot: ClosedLot, closedAt: TimeMs): JsonObject => ({
  side: lot.direction,
  quantity: money(lot.quantity),
  entryPrice: quotient(lot.entryPrice),
  exitPrice: money(lot.exitPrice),
  fees: money(lot.fees),
  pnl: money(lot.netPnl),
  closedOn: dateOf(closedAt),
});
