import { exact, type Amount, type EventDraft, type Exact } from '@pitwall/model';
import { unitsOf } from '../account/holding.ts';
import type { CarryRun } from '../carry/carry-run.ts';
import type { RunOrder } from '../run/fact.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { money } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/**
 * What the strategies' parts of the account hold together, as they are at one venue. A waiting sale locks its quantity, a waiting
 * purchase `quantity × last price`, each at most what its bot has; several exits of one position lock it once. A short position is a
 * negative balance of the asset. What is settled on margin is no balance of any asset, but counts in the total value.
 */
export const tradingBalances = (runs: readonly TradingRun[], names: Names, stamp: Stamp): EventDraft => {
  const holdings = new Map<string, AssetHolding>();
  for (const [asset, { free, locked }] of runs.flatMap((run) => assetsOf(run, names))) {
    const before = holdings.get(asset) ?? { free: zero, locked: zero };
    holdings.set(asset, { free: before.free.plus(free), locked: before.locked.plus(locked) });
  }
  const balances = Object.fromEntries([...holdings].map(([asset, holding]) => [asset, written(holding)]));
  const value = runs.reduce((sum, run) => sum.plus(run.lastPrice === undefined ? run.account.cash : run.value), zero);
  return balancesEvent(balances, value, names, stamp);
};

const assetsOf = (run: TradingRun, names: Names): readonly (readonly [asset: string, holding: AssetHolding])[] => {
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
    return [symbol, holdingOf(position === undefined ? zero : unitsOf(position), largestOf(sales))] as const;
  });
  return [[names.currency, holdingOf(account.cash, buys)], ...assets];
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
    [spot.currency]: written(holdingOf(book.cash, book.margin.plus(needed))),
    [spot.symbol]: written(holdingOf(book.pair?.spot.quantity ?? exact(0), sold)),
  };
  return balancesEvent(balances, run.equity, spot, stamp);
};

const zero = exact(0);

interface AssetHolding {
  readonly free: Exact;
  readonly locked: Exact;
}

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

/** What a bot has of an asset: at most what there is can be locked. */
const holdingOf = (total: Exact, wanted: Exact): AssetHolding => {
  const available = total.isNegative() ? zero : total;
  const locked = wanted.greaterThan(available) ? available : wanted;
  return { free: total.minus(locked), locked };
};

/** `free + locked = total`. */
const written = ({ free, locked }: AssetHolding): AssetBalance => ({
  free: money(free),
  locked: money(locked),
  total: money(free.plus(locked)),
});
