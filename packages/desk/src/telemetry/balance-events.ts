import { exact, type Amount, type EventDraft, type Exact } from '@pitwall/model';
import { signOf } from '../account/holding.ts';
import type { CarryRun } from '../carry/carry-run.ts';
import type { RunOrder } from '../run/fact.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { money } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/**
 * What the strategy's part of the account holds. A waiting sale locks its quantity, a waiting purchase `quantity × last close`,
 * each at most what is there. A short position is a negative balance of the asset.
 */
export const tradingBalances = (run: TradingRun, names: Names, stamp: Stamp): EventDraft => {
  const { cash, holding } = run.account;
  const price = run.lastPrice ?? exact(0);
  const units = holding === undefined ? exact(0) : holding.quantity.times(signOf(holding.direction));
  const buys = quantityOf(run.waiting, 'buy').times(price);
  const balances = {
    [names.currency]: balance(cash, buys),
    [names.symbol]: balance(units, quantityOf(run.waiting, 'sell')),
  };
  return balancesEvent(balances, run.account.equityAt(price), names, stamp);
};

/**
 * What the carry bot holds. Locked are the short leg's margin (its entry notional) and what waiting orders will need; the
 * total value also counts the perpetual's unrealised P&L, which is not a balance of any asset.
 */
export const carryBalances = (run: CarryRun, spot: Names, stamp: Stamp): EventDraft => {
  const { waiting, prices, book } = run;
  const opening = waiting?.purpose === 'enter' && prices !== undefined ? waiting : undefined;
  const needed =
    opening === undefined || prices === undefined
      ? exact(0)
      : opening.spot.quantity.times(prices.spot).plus(opening.perp.quantity.times(prices.perp));
  const sold = waiting?.purpose === 'exit' ? waiting.spot.quantity : exact(0);
  const balances = {
    [spot.currency]: balance(book.cash, book.margin.plus(needed)),
    [spot.symbol]: balance(book.pair?.spot.quantity ?? exact(0), sold),
  };
  return balancesEvent(balances, run.equity, spot, stamp);
};

interface AssetBalance {
  free: Amount;
  locked: Amount;
  total: Amount;
}

const balancesEvent = (
  balances: Record<string, AssetBalance>,
  totalValue: Exact,
  { platform, currency }: Names,
  stamp: Stamp,
): EventDraft => ({
  ...stamp,
  kind: 'balances',
  data: { platform, balances, totalValue: money(totalValue), currency },
});

const quantityOf = (orders: readonly RunOrder[], side: RunOrder['side']): Exact =>
  orders.filter((order) => order.side === side).reduce((sum, { quantity }) => sum.plus(quantity), exact(0));

/** `free + locked = total`. */
const balance = (total: Exact, wanted: Exact): AssetBalance => {
  const available = total.isNegative() ? exact(0) : total;
  const locked = wanted.greaterThan(available) ? available : wanted;
  return { free: money(total.minus(locked)), locked: money(locked), total: money(total) };
};
