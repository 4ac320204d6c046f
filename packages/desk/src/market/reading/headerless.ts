import { dateFormOf } from './bar-time.ts';
import { isEpoch } from './epoch.ts';
import type { BarFormat, Layout } from './layout.ts';

const decimal = /^-?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/;
const truth = /^(?:true|false)$/i;

/** Whether a field is data: a number, a date, or a word that stands for a missing number. */
export const isData = (field: string): boolean =>
  decimal.test(field) || dateFormOf(field) !== undefined || /^(?:nan|null|none|n\/a)$/i.test(field);

const bars = (format: BarFormat, width: number, from: { readonly open: number; readonly volume?: number }): Layout => ({
  holds: 'bars',
  format,
  width,
  time: 0,
  ...(from.open === 2 ? { clock: 1 } : {}),
  prices: [from.open, from.open + 1, from.open + 2, from.open + 3],
  ...(from.volume === undefined ? {} : { volume: from.volume }),
});

const trades = (
  format: BarFormat,
  width: number,
  at: { readonly time: number; readonly price: number; readonly id?: number },
): Layout => ({
  holds: 'trades',
  format,
  width,
  time: at.time,
  price: at.price,
  quantity: at.price + 1,
  ...(at.id === undefined ? {} : { id: at.id }),
});

/** Where a format without header has its columns; `undefined` for formats that have one, or fewer columns than it needs. */
export const layoutOfFormat = (format: BarFormat, width: number): Layout | undefined => {
  switch (format) {
    case 'binance-klines':
      return width >= 6 ? bars(format, width, { open: 1, volume: 5 }) : undefined;
    case 'mt4':
      return width === 7 ? bars(format, width, { open: 2, volume: 6 }) : undefined;
    case 'kraken-ohlc':
      return width === 7 ? bars(format, width, { open: 1, volume: 5 }) : undefined;
    case 'ccxt':
    case 'csv':
      if (width < 5) return undefined;
      return bars(format, width, width > 5 ? { open: 1, volume: 5 } : { open: 1 });
    case 'binance-trades':
      return width === 6 || width === 7 ? trades(format, width, { time: 4, price: 1, id: 0 }) : undefined;
    case 'binance-agg-trades':
      return width === 7 || width === 8 ? trades(format, width, { time: 5, price: 1, id: 0 }) : undefined;
    case 'kraken-trades':
      return width === 3 ? trades(format, width, { time: 0, price: 1 }) : undefined;
    default:
      return undefined;
  }
};

/** Recognises a file without header by how many columns its first row has, and what they look like. */
export const layoutOfRow = (fields: readonly string[], isJson: boolean): Layout | undefined => {
  const width = fields.length;
  const format = formatOfRow(fields, isJson);
  return format === undefined ? undefined : layoutOfFormat(format, width);
};

const formatOfRow = (fields: readonly string[], isJson: boolean): BarFormat | undefined => {
  const [first = '', second = '', , , fifth = '', sixth = ''] = fields;
  const startsWithEpoch = isEpoch(first);
  const plain = isJson ? 'ccxt' : 'csv';
  const isTruth = (index: number): boolean => truth.test(fields[index] ?? '');
  switch (fields.length) {
    case 3:
      return startsWithEpoch ? 'kraken-trades' : undefined;
    case 5:
      return isMoment(first) ? plain : undefined;
    case 6:
      if (isTruth(5)) return isEpoch(fifth) ? 'binance-trades' : undefined;
      return isMoment(first) ? plain : undefined;
    case 7:
      if (/^\d{1,2}:\d{2}/.test(second) && dateFormOf(first) !== undefined) return 'mt4';
      if (isTruth(6)) return isTruth(5) ? 'binance-trades' : 'binance-agg-trades';
      return startsWithEpoch ? 'kraken-ohlc' : undefined;
    case 8:
      return isTruth(6) && isTruth(7) && isEpoch(sixth) ? 'binance-agg-trades' : undefined;
    case 12:
      return startsWithEpoch ? 'binance-klines' : undefined;
    default:
      return undefined;
  }
};

const isMoment = (text: string): boolean => isEpoch(text) || dateFormOf(text) !== undefined;
