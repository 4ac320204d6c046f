import type { BarSeries } from '../market/bar-series.ts';
import type { TradingYearName } from '../report/trading-year.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** 1970-01-01 was a Thursday; Saturday is two days later. */
const saturday = 2;

/** Hours of the day (UTC) with bars from which a market goes around the clock: an exchange with its evening session has fewer. */
const hoursAroundTheClock = 22;

/**
 * The year that the times of bars tell: with a bar on a Saturday (UTC) the market never closes; with bars in 22 hours of the day or
 * more it is foreign exchange; anything else counts as an exchange.
 */
export const tradingYearOf = ({ times }: Pick<BarSeries, 'times'>): TradingYearName => {
  const hours = new Uint8Array(24);
  for (const time of times) {
    if (Math.floor(time / dayMs) % 7 === saturday) return 'continuous';
    hours[Math.floor((time % dayMs) / hourMs)] = 1;
  }
  return hours.reduce((sum, hour) => sum + hour, 0) >= hoursAroundTheClock ? 'forex' : 'exchange';
};

/** The year by which a backtest's figures are annualised. */
export const marketYear = (series: Pick<BarSeries, 'times'>, wanted: TradingYearName | 'auto'): TradingYearName =>
  wanted === 'auto' ? tradingYearOf(series) : wanted;
