// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount } from './vocabulary.ts';

/** What an account is worth now: equity, profit and loss by period, high watermark and drawdown. */
export interface EquityData {
  /** Cash plus the value of open positions. Unit: quote. */
  readonly equity: Amount;
  /** Only where a publisher tells a total from the current equity. Unit: quote. */
  readonly totalEquity?: Amount;
  /** Quote currency, such as USD. */
  readonly currency?: string;
  /** Unit: quote. */
  readonly cash?: Amount;
  /** Unit: quote. */
  readonly buyingPower?: Amount;
  /** Value of open positions. Unit: quote. */
  readonly positionsValue?: Amount;
  /** Unit: quote. */
  readonly dailyPnl?: Amount;
  /** Unit: ratio. */
  readonly dailyPnlRatio?: Amount;
  /** Unit: quote. */
  readonly weeklyPnl?: Amount;
  /** Unit: ratio. */
  readonly weeklyPnlRatio?: Amount;
  /** Unit: quote. */
  readonly totalPnl?: Amount;
  /** Unit: ratio. */
  readonly totalPnlRatio?: Amount;
  /** Highest equity reached. Unit: quote. */
  readonly highWatermark?: Amount;
  /** Equity minus high watermark: zero or negative. Unit: quote. */
  readonly drawdown?: Amount;
  /** Drawdown as a part of the high watermark: zero or negative. Unit: ratio. */
  readonly drawdownRatio?: Amount;
}
