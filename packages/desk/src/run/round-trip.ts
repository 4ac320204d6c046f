import type { ClosedLot } from '../account/holding.ts';
import type { CarryFact } from '../carry/carry-fact.ts';
import type { PairSymbols } from '../carry/pair-book.ts';
import type { FlattenedPosition } from '../risk/emergency-flatten.ts';
import type { RunFact } from './fact.ts';

/** A position or a pair that ended. */
export type RoundTrip = Extract<RunFact | CarryFact, { readonly closed: unknown; readonly type: RoundTripType }>;

type RoundTripType = 'position-closed' | 'position-liquidated' | 'pair-closed';

/** Whether a position or a pair ended with it. */
export const isRoundTrip = <Fact extends RunFact | CarryFact>(
  fact: Fact,
): fact is Extract<Fact, { readonly closed: unknown; readonly type: RoundTripType }> =>
  fact.type === 'position-closed' || fact.type === 'position-liquidated' || fact.type === 'pair-closed';

/** The positions that ended with it: one, or both legs of a pair, each with its own result. */
export const positionsOf = (fact: RoundTrip, pair: PairSymbols): readonly FlattenedPosition[] =>
  fact.type === 'pair-closed'
    ? [flattened(pair.spot, fact.closed.spot), flattened(pair.perp, fact.closed.perp)]
    : [flattened(fact.position.symbol, fact.closed)];

const flattened = (symbol: string, closed: ClosedLot): FlattenedPosition => {
  const { direction: side, quantity: size, exitPrice, netPnl: pnl } = closed;
  return { symbol, side, size, exitPrice, pnl };
};
