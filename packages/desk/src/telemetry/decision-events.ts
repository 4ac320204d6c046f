import type { DataOf, EventDraft, JsonObject } from '@pitwall/model';
import type { CarryDecision } from '../carry/carry-fact.ts';
import type { RunFact, RunOrder } from '../run/fact.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { known, money, quotient, statistic } from './figures.ts';
import { simulatedPlatform, type Names, type Stamp } from './stamp.ts';

/**
 * What the strategy made of a close, from the facts of that close: to buy or sell what it ordered, or to hold where it prepared,
 * withdrew or was refused an entry; nothing where it had nothing to say. Nothing computes a confidence, so none is told.
 */
export const decisionEvents = (
  facts: readonly RunFact[],
  run: TradingRun,
  names: Names,
  stamp: Stamp,
): readonly EventDraft[] => {
  const verdict = verdictOf(facts);
  if (verdict === undefined) return [];
  const indicators = Object.entries(run.indicators).map(([name, value]) => [name, statistic(value)] as const);
  const { order } = verdict;
  return [
    {
      ...stamp,
      kind: 'decision',
      data: {
        decisionId: run.nextId('decision'),
        decision: order?.side ?? 'hold',
        symbol: names.symbol,
        botId: names.botId,
        platform: names.platform,
        reasoning: verdict.reason,
        marketData: {
          ...known(run.lastPrice, (price) => ({ price: money(price) })),
          ...(indicators.length === 0 ? {} : { other: Object.fromEntries(indicators) }),
        },
        ...known(order, (given) => orderTerms(given, run)),
        decidedAt: stamp.occurredAt,
      },
    },
  ];
};

/** What the carry bot made of a close. */
export const carryDecisionEvent = (decision: CarryDecision, pair: Names, stamp: Stamp): EventDraft => {
  const isSimulated = pair.platform === simulatedPlatform;
  const { prices, premiumRatio, quantity } = decision;
  const other: JsonObject = {
    perpPrice: money(prices.perp),
    premiumRatio: money(premiumRatio),
    perpIsSimulated: isSimulated,
  };
  return {
    ...stamp,
    kind: 'decision',
    data: {
      decisionId: decision.decisionId,
      decision: decision.word,
      symbol: pair.symbol,
      botId: pair.botId,
      platform: pair.platform,
      reasoning: decision.reason,
      marketData: { price: money(prices.spot), other },
      ...known(quantity, (units) => ({
        sizing: { quantity: money(units), capital: money(units.times(prices.spot.plus(prices.perp))) },
      })),
      decidedAt: stamp.occurredAt,
    },
  };
};

interface Verdict {
  readonly reason: string;
  /** What was ordered; absent: hold. */
  readonly order?: RunOrder;
}

/** An entry says more than the exit that makes room for it, and an order more than a signal. */
const verdictOf = (facts: readonly RunFact[]): Verdict | undefined => {
  const orders = facts.flatMap((fact) => (fact.type === 'order-accepted' ? [fact.order] : []));
  const order = orders.find(({ purpose }) => purpose === 'enter') ?? orders[0];
  if (order !== undefined) return { reason: order.reason, order };
  const thought = facts.findLast((fact) => 'signal' in fact);
  if (thought === undefined || thought.type === 'signal-filled') return undefined;
  return { reason: thought.type === 'signal-prepared' ? thought.signal.reason : thought.reason };
};

/** How much is traded and where it is given up. Risk per trade is `quantity × abs(price − stop) / equity of the bot`. */
const orderTerms = (order: RunOrder, run: TradingRun): Pick<DataOf<'decision'>, 'sizing' | 'stops'> => {
  const { lastPrice, equity } = run;
  const { quantity, stopPrice } = order;
  const atRisk = stopPrice === undefined ? undefined : lastPrice?.minus(stopPrice).abs().times(quantity);
  return {
    sizing: {
      quantity: money(quantity),
      ...known(lastPrice, (price) => ({ capital: money(price.times(quantity)) })),
      ...(atRisk === undefined || !equity.equity.greaterThan(0)
        ? {}
        : { riskPerTradeRatio: quotient(atRisk.div(equity.equity)) }),
    },
    ...known(stopPrice, (price) => ({ stops: { stopLoss: money(price) } })),
  };
};
