import { barFormats, separatorWords, timeframes, type ReadOptions } from '@pitwall/desk';
import type { DataOptions } from '../configuration/data-options.ts';
import { present } from '../present.ts';

const separators = [',', ';', '\t', '|', ' '] as const;
const units = ['s', 'ms', 'us', 'ns'] as const;
const orders = ['month-first', 'day-first'] as const;
const marks = { point: '.', comma: ',' } as const;

/** The settings in the desk's words; what is left to be detected is absent. */
export const readOptionsOf = (options: DataOptions): ReadOptions => {
  const { dataDecimalMark: mark } = options;
  return {
    strict: options.dataStrict,
    impossible: options.dataImpossible === 'skip' ? 'skip' : 'refuse',
    sessionZone: options.sessionZone,
    ...present({
      format: barFormats.find((format) => format === options.dataFormat),
      separator: separators.find((separator) => separatorWords[separator] === options.dataSeparator),
      decimalMark: mark === 'point' || mark === 'comma' ? marks[mark] : undefined,
      timeUnit: units.find((unit) => unit === options.dataTimeUnit),
      timeZone: options.dataTimeZone === '' ? undefined : options.dataTimeZone,
      dateOrder: orders.find((order) => order === options.dataDateOrder),
      priceDecimals: options.dataPriceDecimals < 0 ? undefined : options.dataPriceDecimals,
      timeframe: timeframes.find((timeframe) => timeframe === options.timeframe),
    }),
  };
};
