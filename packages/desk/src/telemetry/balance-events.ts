import { exact, type Amount, type EventDraft, type Exact } from '@pitwall/model';
import { unitsOf } from '../account/holding.ts';
import type { CarryRun } from '../carry/carry-run.ts';
import type { RunOrder } from '../run/fact.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { money } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/**
 * What the strategy's part of the account holds. A waiting sale locks its quantity, a waiting purchase `quantity × last price`,
 * each at most what is there; several exits of one position lock it once. A short position is a negative balance of the asset. What
 * is settled on margin is no balance of any asset, but counts in the total value.
 */
export const tradingBalances = (run: TradingRun, names: Names, stamp: Stamp): EventDraft => {
  const { account, waiting, lastPrice } = run;
  const held = account.positions.filter(({ settlement }) => settlement === 'cash');
  const symbols = new Set([names.symbol, ...held.map(({ symbol }) => symbol)]);
  const buys = waiting
    .filter(({ side, reduceOnly }) => side === 'buy' && !reduceOnly)
    .reduce(
      (sum, { symbol, quantity }) => sum.plus(quantity.times(lastPrice === undefined ? 0 : run.priceOf(symbol))),
      zero,
    );
  const assets = [...symbols].map((symbol) => {
    const position = held.find((other) => other.symbol === symbol);
    const sales = waiting.filter((order) => order.side === 'sell' && order.symbol === symbol);
    return [symbol, balance(position === undefined ? zero : unitsOf(position), largestOf(sales))] as const;
  });
  const balances = { [names.currency]: balance(account.cash, buys), ...Object.fromEntries(assets) };
  return balancesEvent(balances, lastPrice === undefined ? account.cash : run.value, names, stamp);
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

const zero = exact(0);

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

/** A stop and a target wait for the same units. */
const largestOf = (orders: readonly RunOrder[]): Exact =>
  orders.reduce((most, { quantity }) => (quantity.greaterThan(most) ? quantity : most), zero);

/** `free + locked = total`. */
const balance = (total: Exact, wanted: Exact): AssetBalance => {
  const available = total.isNegative() ? exact(0) : total;
  const locked = wanted.greaterThan(available) ? available : wanted;
  return { free: money(total.minus(locked)), locked: money(locked), total: money(total) };
};
