import type { EventDraft } from '@pitwall/model';
import { entryPriceOf, unrealizedPnlOf } from '../account/holding.ts';
import type { CarryFact, OpenPair } from '../carry/carry-fact.ts';
import type { ClosedPair, PairPrices } from '../carry/pair-book.ts';
import type { CarryRun } from '../carry/carry-run.ts';
import { carryDecisionEvent } from './decision-events.ts';
import { money } from './figures.ts';
import { orderEvents } from './order-events.ts';
import { carryPlatform, simulatedPlatform, type Names, type Stamp } from './stamp.ts';

/** Names of a pair and of its legs. */
export interface CarryNames {
  readonly pair: Names;
  readonly spot: Names;
  readonly perp: Names;
}

/** Makes the names: SPX held against SPX-PERP-SIM is the pair SPX/SPX-PERP-SIM, on a platform that says that it is simulated. */
export const carryNames = (symbol: string, currency: string, { settings, perp }: CarryRun): CarryNames => {
  const { botId } = settings.terms;
  const platform = perp.isSimulated ? simulatedPlatform : carryPlatform;
  const named = (name: string): Names => ({ symbol: name, currency, botId, platform });
  return { pair: named(`${symbol}/${perp.symbol}`), spot: named(symbol), perp: named(perp.symbol) };
};

/** Says a fact of the carry bot as events. */
export const carryEvents = (fact: CarryFact, names: CarryNames, stamp: Stamp): readonly EventDraft[] => {
  switch (fact.type) {
    case 'leg-order':
      return orderEvents(fact.fact, names[fact.leg], stamp);
    case 'pair-decided':
      return [carryDecisionEvent(fact.decision, names.pair, stamp)];
    case 'pair-opened':
      return [openPairEvent('opened', fact.pair, fact.prices, { names: names.pair, stamp })];
    case 'pair-closed':
      return [closedPairEvent(fact.pair, fact.closed, names.pair, stamp)];
  }
};

/**
 * A pair that opened or moved. It has neither side nor one price: whoever knows only one leg is told nothing. Its unrealised
 * P&L is that of both legs, before fees and funding.
 */
export const openPairEvent = (
  action: 'opened' | 'updated',
  { held, positionId, openedAt }: OpenPair,
  prices: PairPrices,
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => ({
  ...stamp,
  kind: 'position',
  data: {
    positionId,
    symbol: names.symbol,
    botId: names.botId,
    action,
    status: 'open',
    spotEntryPrice: money(entryPriceOf(held.spot)),
    perpEntryPrice: money(entryPriceOf(held.perp)),
    spotQuantity: money(held.spot.quantity),
    perpQuantity: money(held.perp.quantity),
    unrealizedPnl: money(unrealizedPnlOf(held.spot, prices.spot).plus(unrealizedPnlOf(held.perp, prices.perp))),
    fundingCollected: money(held.funding),
    fees: money(held.spot.entryFees.plus(held.perp.entryFees)),
    openedAt,
  },
});

/** A pair that closed: nothing is unrealised any more. Its realised P&L is that of both legs and funding, after all fees. */
const closedPairEvent = (pair: OpenPair, closed: ClosedPair, names: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'position',
  data: {
    positionId: pair.positionId,
    symbol: names.symbol,
    botId: names.botId,
    action: 'closed',
    status: 'closed',
    spotEntryPrice: money(closed.spot.entryPrice),
    perpEntryPrice: money(closed.perp.entryPrice),
    spotQuantity: money(closed.spot.quantity),
    perpQuantity: money(closed.perp.quantity),
    unrealizedPnl: '0',
    fundingCollected: money(closed.funding),
    realizedPnl: money(closed.netPnl),
    fees: money(closed.fees),
    openedAt: pair.openedAt,
    closedAt: stamp.occurredAt,
  },
});
