import type { FundingSeries } from '../market/funding-series.ts';
import type { FundingRate } from '../strategy/strategy.ts';

/** The payments of a file as the venue settles them. */
export const fundingRatesOf = (series: FundingSeries): readonly FundingRate[] =>
  Array.from({ length: series.length }, (_, index) => {
    const { time, rate, markPrice } = series.fundingAt(index);
    return { time, ratio: rate, ...(markPrice === undefined ? {} : { markPrice }) };
  });
