import type { Exact, TimeMs } from '@pitwall/model';

/** A funding payment that is due, in exact terms. */
export interface DueFunding {
  /** Part of the notional that longs pay to shorts. */
  readonly ratio: Exact;
  /** Price by which the notional is reckoned. */
  readonly markPrice: Exact;
}

/** The perpetual of a pair, as it goes along with the bars of its spot. */
export interface Perp {
  readonly symbol: string;
  /** Whether its prices and its funding are made by a formula, which whoever shows it must say. */
  readonly isSimulated: boolean;
  /** `perpetual / spot − 1` at the last close; absent until there is a price. */
  readonly premiumRatio: Exact | undefined;
  /** The funding that was settled last; absent before the first. */
  readonly lastFunding: Exact | undefined;
  /** Price at the last close; absent until there is one. */
  readonly closePrice: Exact | undefined;
  /** Begins a bar of the spot: its price at the open, absent where it has none, and what funding is due before it. */
  begin(time: TimeMs, spotOpen: Exact): { readonly price: Exact | undefined; readonly due: readonly DueFunding[] };
  /** Ends the bar: takes the close of the spot, and tells what funding is due at it. */
  end(spotClose: Exact): readonly DueFunding[];
}
