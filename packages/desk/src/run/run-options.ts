import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Settlement } from '../account/holding.ts';
import type { Instrument } from '../market/instrument.ts';
import type { SharpeOptions } from '../report/trading-days.ts';
import { defaultPhases, type Phase } from '../risk/phases.ts';
import { gapReserveOf, type SizingOptions } from '../risk/sizing.ts';
import type { FundingRate } from '../strategy/strategy.ts';
import type { Listing } from '../venue/exchange.ts';
import { venueTerms, type VenueOptions } from '../venue/venue-options.ts';

/** How an instrument is settled, and what that brings about. */
export interface MarketOptions {
  /**
   * Whether trades are paid in full, or only their results, as of a perpetual.
   * @default 'cash'
   */
  readonly settlement?: Settlement;
  /**
   * Funding of a perpetual, in the order of time.
   * @default none
   */
  readonly funding?: readonly FundingRate[];
}

/** An instrument of a run. */
export interface RunMarket extends MarketOptions {
  readonly instrument: Instrument;
  /** Decimals of the points of its bars. */
  readonly barScale: number;
  /**
   * How it is traded, and what that costs.
   * @default as the first instrument of the run
   */
  readonly venue?: VenueOptions;
}

/** What trading is simulated with: the same for the desk and for backtests. */
export interface TradingOptions extends VenueOptions, SizingOptions, SharpeOptions {
  readonly instrument: Instrument;
  /**
   * Settlement and funding of the instrument.
   * @default paid in full, without funding
   */
  readonly market?: MarketOptions;
  /**
   * Cash at the beginning of a run, in the instrument's currency.
   * @default '4900', so near to the second phase that a run may grow into it
   */
  readonly initialEquity?: Amount;
  /**
   * Phases of the account's growth, lowest first.
   * @default {@link defaultPhases}
   */
  readonly phases?: readonly Phase[];
}

/** Default of {@link TradingOptions.initialEquity}. */
export const defaultInitialEquity = '4900';

/** Options with their defaults, checked. */
export interface TradingSettings {
  readonly instrument: Instrument;
  readonly market: MarketOptions;
  readonly initialEquity: Exact;
  readonly phases: readonly Phase[];
  readonly gapReserveRatio: Exact;
  readonly costs: VenueOptions;
  readonly sharpe: SharpeOptions;
}

/** Fills in defaults. Throws `INVALID_OPTION` when the initial equity is not above zero. */
export const tradingSettings = (options: TradingOptions): TradingSettings => {
  const initialEquity = exact(options.initialEquity ?? defaultInitialEquity);
  if (!initialEquity.isFinite() || initialEquity.lessThanOrEqualTo(0)) {
    throw new PitwallError('INVALID_OPTION', `initialEquity is ${initialEquity.toString()}: give an amount above zero`);
  }
  return {
    instrument: options.instrument,
    market: options.market ?? {},
    initialEquity,
    phases: options.phases ?? defaultPhases,
    gapReserveRatio: gapReserveOf(options),
    costs: options,
    sharpe: options,
  };
};

/** What the exchange lists for an instrument of a run. Throws `INVALID_OPTION` on what no venue has. */
export const listingOf = (market: RunMarket, costs: VenueOptions): Listing => ({
  terms: venueTerms(market.instrument, market.venue ?? costs, market.settlement),
  barScale: market.barScale,
  ...(market.funding === undefined ? {} : { funding: market.funding }),
});
