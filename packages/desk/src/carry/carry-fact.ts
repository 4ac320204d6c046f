import type { Exact, TimeMs } from '@pitwall/model';
import type { OrderFact } from '../run/fact.ts';
import type { ClosedPair, HeldPair, PairPrices } from './pair-book.ts';

/** Which half of a pair. */
export type Leg = 'spot' | 'perp';

/** A pair of the run while it is open. */
export interface OpenPair {
  readonly positionId: string;
  readonly held: HeldPair;
  /** Wall clock. */
  readonly openedAt: TimeMs;
}

/** What the bot made of a close. */
export interface CarryDecision {
  readonly decisionId: string;
  /** To buy the pair (spot long, perpetual short), to sell it, or to stay out of one that it wanted. */
  readonly word: 'buy' | 'sell' | 'hold';
  readonly reason: string;
  /** Units of each leg; absent for a hold. */
  readonly quantity: Exact | undefined;
  readonly prices: PairPrices;
  readonly premiumRatio: Exact;
}

/** Something that happened to a carry run, in the order in which it happened. */
export type CarryFact =
  | { readonly type: 'leg-order'; readonly leg: Leg; readonly fact: OrderFact }
  | { readonly type: 'pair-decided'; readonly decision: CarryDecision }
  | { readonly type: 'pair-opened'; readonly pair: OpenPair; readonly prices: PairPrices }
  | { readonly type: 'pair-closed'; readonly pair: OpenPair; readonly closed: ClosedPair };
