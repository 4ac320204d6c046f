import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Instrument } from '../market/instrument.ts';
import type { SharpeOptions } from '../report/sharpe-ratio.ts';
import { defaultPhases, type Phase } from '../risk/phases.ts';
import { gapReserveOf, type SizingOptions } from '../risk/sizing.ts';
import type { VenueOptions } from '../venue/paper-venue.ts';

/** What trading is simulated with: the same for the desk and for backtests. */
export interface TradingOptions extends VenueOptions, SizingOptions, SharpeOptions {
  readonly instrument: Instrument;
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
    initialEquity,
    phases: options.phases ?? defaultPhases,
    gapReserveRatio: gapReserveOf(options),
    costs: options,
    sharpe: options,
  };
};
