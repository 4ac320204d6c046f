import { exact, PitwallError, toDecimalString, type Amount, type Exact } from '@pitwall/model';
import {
  carryRule,
  carryRuleDefaults,
  closesPair,
  opensPair,
  pairQuantity,
  type CarryReading,
  type CarryRule,
  type CarryRuleOptions,
} from './carry-rule.ts';
import { createPremium, type Premium, type PremiumLevels } from './premium.ts';
import { noIntents } from './sides.ts';
import type { Intent, Strategy, StrategyContext, StrategyFactory, StrategyPosition } from './strategy.ts';

/** Options of {@link cashAndCarry}. */
export interface CashAndCarryOptions extends CarryRuleOptions {
  /**
   * Symbol of the perpetual; spot is the run's first symbol.
   * @default the other one of two
   */
  readonly perpSymbol?: string;
  /**
   * Part of the equity that is used, above 0 up to 1: half of it buys spot, half is the short leg's margin.
   * @default '1'
   */
  readonly capitalRatio?: Amount;
  /**
   * Part of the price kept back for the gap to the next open, slippage and fees.
   * @default '0.02'
   */
  readonly gapReserveRatio?: Amount;
  /**
   * Step of quantities that both legs can be traded in.
   * @default '0.001'
   */
  readonly lotSize?: Amount;
}

/** Defaults of {@link CashAndCarryOptions}. */
export const cashAndCarryDefaults = {
  ...carryRuleDefaults,
  capitalRatio: '1',
  gapReserveRatio: '0.02',
  lotSize: '0.001',
} as const;

interface Terms {
  readonly perpSymbol: string | undefined;
  /** As they were given, for comparing prices in points. */
  readonly levels: PremiumLevels;
  readonly rule: CarryRule;
  readonly capitalRatio: Exact;
  readonly gapReserveRatio: Exact;
  readonly lotSize: Exact;
}

/**
 * Cash and carry: holds spot and is short as many perpetuals, so that the price may go where it likes while the premium melts and
 * longs pay funding. Opened when `perp / spot − 1` reaches `entryPremiumRatio` and the last funding is at least
 * `leastFundingRatio`; closed when the premium is at or below `exitPremiumRatio`, or funding below `exitFundingRatio`. Where the
 * legs are not alike any more (one was rejected, filled in part or liquidated) both are closed. Throws `INVALID_OPTION` for
 * options that cannot work.
 */
export const cashAndCarry = (options: CashAndCarryOptions = {}): StrategyFactory => {
  const terms = termsOf(options);
  return () => makeCarry(terms);
};

interface Legs {
  readonly spot: StrategyPosition | undefined;
  readonly perp: StrategyPosition | undefined;
}

const makeCarry = (terms: Terms): Strategy => {
  let premium: Premium | undefined;
  let perpSymbol = terms.perpSymbol;
  return {
    name: `cash and carry ${String(terms.levels.entryPremiumRatio)}/${String(terms.levels.exitPremiumRatio)}`,
    warmupBars: 0,
    onBar(bar, context) {
      perpSymbol ??= otherSymbol(context);
      const perpBar = context.bars.get(perpSymbol);
      // The perpetual may not trade at each bar of spot; without both prices there is no premium.
      if (perpBar === undefined) return noIntents;
      premium ??= createPremium(terms.levels, bar.priceScale, perpBar.priceScale);
      premium.take(bar.closePoints, perpBar.closePoints);
      if (context.warmingUp || context.workingOrders.length > 0) return noIntents;
      const legs = { spot: context.position, perp: context.positionOf(perpSymbol) };
      const decision = { terms, reading: readingOf(premium, context, perpSymbol), perpSymbol, context };
      return legs.spot === undefined && legs.perp === undefined ? mayOpen(decision) : mayClose(decision, legs);
    },
    indicators: () => (premium === undefined ? {} : { premium: premium.ratio }),
  };
};

/** Funding is looked up only where the premium does not decide by itself. */
const readingOf = (premium: Premium, context: StrategyContext, perpSymbol: string): Reading => ({
  reachesEntry: premium.reachesEntry,
  reachesExit: premium.reachesExit,
  ratio: premium.ratio,
  get funding() {
    const last = context.fundingOf(perpSymbol);
    return last === undefined ? undefined : exact(last.ratio);
  },
});

interface Reading extends CarryReading {
  /** The premium, for showing. */
  readonly ratio: number;
}

interface Decision {
  readonly terms: Terms;
  readonly reading: Reading;
  readonly perpSymbol: string;
  readonly context: StrategyContext;
}

const mayOpen = ({ terms, reading, perpSymbol, context }: Decision): readonly Intent[] => {
  if (!opensPair(terms.rule, reading)) return noIntents;
  const [spot, perp] = [context.bars.get(context.symbol), context.bars.get(perpSymbol)];
  if (spot === undefined || perp === undefined) return noIntents;
  const quantity = sizeOf(terms, context.equity, { spot: exact(spot.close), perp: exact(perp.close) });
  if (quantity.lessThanOrEqualTo(0)) return noIntents;
  const reason = `premium ${basisPoints(reading.ratio)} bp`;
  return [
    marketOrder(context.symbol, 'buy', quantity, { reason, reduceOnly: false }),
    marketOrder(perpSymbol, 'sell', quantity, { reason, reduceOnly: false }),
  ];
};

const mayClose = (decision: Decision, { spot, perp }: Legs): readonly Intent[] => {
  const reason = closingReason(decision, { spot, perp });
  if (reason === undefined) return noIntents;
  const { symbol } = decision.context;
  return [...leave(symbol, spot, reason), ...leave(decision.perpSymbol, perp, reason)];
};

const closingReason = ({ terms, reading }: Decision, { spot, perp }: Legs): string | undefined => {
  if (spot === undefined || perp === undefined || !spot.quantity.equals(perp.quantity)) return 'the legs are not alike';
  const cause = closesPair(terms.rule, reading);
  if (cause === undefined) return undefined;
  return `${cause} ${basisPoints(cause === 'premium' ? reading.ratio : (reading.funding?.toNumber() ?? 0))} bp`;
};

/** The part of the equity that is used, down to whole lots. */
const sizeOf = (
  { capitalRatio, gapReserveRatio, lotSize }: Terms,
  equity: Exact,
  prices: { readonly spot: Exact; readonly perp: Exact },
): Exact => pairQuantity(equity.times(capitalRatio), prices, gapReserveRatio).div(lotSize).floor().times(lotSize);

const leave = (symbol: string, position: StrategyPosition | undefined, reason: string): readonly Intent[] => {
  if (position === undefined) return [];
  const side = position.direction === 'long' ? 'sell' : 'buy';
  return [marketOrder(symbol, side, position.quantity, { reason, reduceOnly: true })];
};

const marketOrder = (
  symbol: string,
  side: 'buy' | 'sell',
  quantity: Exact,
  about: { readonly reason: string; readonly reduceOnly: boolean },
): Intent => ({
  type: 'order',
  order: { type: 'market', symbol, side, quantity: toDecimalString(quantity), ...about },
});

const otherSymbol = ({ bars, symbol }: StrategyContext): string => {
  const others = [...bars.keys()].filter((name) => name !== symbol);
  const [other] = others;
  if (other !== undefined && others.length === 1) return other;
  const found = `the run has ${bars.size} symbols`;
  throw new PitwallError('INVALID_OPTION', `cash and carry needs spot and a perpetual, ${found}: name perpSymbol`);
};

const basisPoints = (ratio: number): string => (ratio * 10_000).toFixed(2);

const termsOf = (options: CashAndCarryOptions): Terms => {
  const given = { ...cashAndCarryDefaults, ...options };
  const terms = {
    perpSymbol: options.perpSymbol,
    levels: { entryPremiumRatio: given.entryPremiumRatio, exitPremiumRatio: given.exitPremiumRatio },
    rule: carryRule(options),
    capitalRatio: exact(given.capitalRatio),
    gapReserveRatio: exact(given.gapReserveRatio),
    lotSize: exact(given.lotSize),
  };
  const { capitalRatio, gapReserveRatio, lotSize } = terms;
  requireThat('capitalRatio', capitalRatio.greaterThan(0) && capitalRatio.lessThanOrEqualTo(1), 'above 0 up to 1');
  requireThat('gapReserveRatio', !gapReserveRatio.isNegative(), 'zero or more');
  requireThat('lotSize', lotSize.greaterThan(0), 'above zero');
  return terms;
};

const requireThat = (name: string, isRight: boolean, wanted: string): void => {
  if (!isRight) throw new PitwallError('INVALID_OPTION', `cash and carry: ${name} must be ${wanted}`);
};
