/** Formats that are recognised, each by its columns. */
export type BarFormat =
  | 'csv'
  | 'binance-klines'
  | 'mt5'
  | 'mt4'
  | 'yahoo'
  | 'tradingview'
  | 'pandas'
  | 'ccxt'
  | 'kraken-ohlc'
  | 'binance-trades'
  | 'binance-agg-trades'
  | 'kraken-trades'
  | 'trades';

/** All formats, for options. */
export const barFormats = [
  'csv',
  'binance-klines',
  'mt5',
  'mt4',
  'yahoo',
  'tradingview',
  'pandas',
  'ccxt',
  'kraken-ohlc',
  'binance-trades',
  'binance-agg-trades',
  'kraken-trades',
  'trades',
] as const satisfies readonly BarFormat[];

/** What all rows have: when. */
interface TimeLayout {
  /** Fields of each row. */
  readonly width: number;
  /** Names of the columns as the header has them; absent without header. */
  readonly names?: readonly string[];
  /** Column of the date, or of date and time. */
  readonly time: number;
  /** Column of the time of day where it has one of its own. */
  readonly clock?: number;
}

/** Where a row of bars has what. */
export interface BarLayout extends TimeLayout {
  readonly holds: 'bars';
  readonly format: BarFormat;
  /** Columns of open, high, low and close. */
  readonly prices: readonly [number, number, number, number];
  readonly volume?: number;
  /** Number of price changes, which brokers write where they know no volume. */
  readonly tickVolume?: number;
}

/** Where a row of trades has what. */
export interface TradeLayout extends TimeLayout {
  readonly holds: 'trades';
  readonly format: BarFormat;
  readonly price: number;
  readonly quantity: number;
  readonly id?: number;
}

/** Where a row of funding payments has what. */
export interface FundingLayout extends TimeLayout {
  readonly holds: 'funding';
  readonly format: 'binance-funding' | 'funding';
  readonly rate: number;
  readonly markPrice?: number;
}

/** Where a row has what. */
export type Layout = BarLayout | TradeLayout | FundingLayout;
