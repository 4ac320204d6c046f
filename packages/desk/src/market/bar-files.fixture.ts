import { toIso } from '@pitwall/model';
import fc from 'fast-check';
import { exact } from '@pitwall/model';
import type { Bar } from './bar.ts';
import type { ReadOptions } from './reading/read-options.ts';

/** A bar with its volume, as every format here has one. */
export type FullBar = Required<Bar>;

const price = (cents: number): string => exact(cents).dividedBy(100).toFixed();

/** Random bars one step apart from a moment of 2024 on, in cents and thousandths of volume, without trailing zeros. */
export const anyFullBars = (stepMs: number, least = 2): fc.Arbitrary<FullBar[]> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 20_000 }),
      fc.array(
        fc.tuple(fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 4, maxLength: 4 }), fc.nat(1e9)),
        {
          minLength: least,
          maxLength: 30,
        },
      ),
    )
    .map(([start, rows]) =>
      rows.map(([cents, volume], index) => ({
        time: Date.parse('2024-01-15T00:00:00Z') + (start + index) * stepMs,
        open: price(cents[0] ?? 1),
        high: price(Math.max(...cents)),
        low: price(Math.min(...cents)),
        close: price(cents[3] ?? 1),
        volume: exact(volume + 1)
          .dividedBy(1000)
          .toFixed(),
      })),
    );

/** How a format writes bars, and what must be said to have it read back. */
export interface Written {
  readonly format: string;
  readonly options?: ReadOptions;
  readonly text: (bars: readonly FullBar[], lineEnd: string) => string;
}

const values = ({ open, high, low, close, volume }: FullBar): string[] => [open, high, low, close, volume];

const lines =
  (header: string | undefined, row: (bar: FullBar, index: number) => string): Written['text'] =>
  (bars, lineEnd) =>
    [...(header === undefined ? [] : [header]), ...bars.map(row), ''].join(lineEnd);

const day = (bar: FullBar, mark: string): string => toIso(bar.time).slice(0, 10).replaceAll('-', mark);
const clock = (bar: FullBar): string => toIso(bar.time).slice(11, 19);
const kline = (bar: FullBar, factor: string): string =>
  [`${bar.time}${factor}`, ...values(bar), `${bar.time + 59_999}${factor}`, '1.5', '7', '0.5', '0.7', '0'].join();
const commaed = (bar: FullBar): string =>
  values(bar)
    .map((value) => value.replace('.', ','))
    .join(';');

/** Every way of writing bars that is read without being told anything but an open zone. */
export const written: readonly Written[] = [
  { format: 'csv', text: lines('timestamp,open,high,low,close,volume', (bar) => [bar.time, ...values(bar)].join()) },
  { format: 'csv', text: lines(undefined, (bar) => [bar.time / 1000, ...values(bar)].join()) },
  {
    format: 'csv',
    text: lines('time;open;high;low;close;vol', (bar) => `${day(bar, '-')} ${clock(bar)};${commaed(bar)}`),
  },
  {
    format: 'csv',
    text: lines('Time|Open|High|Low|Close|Volume', (bar) => [`${bar.time}000000`, ...values(bar)].join('|')),
  },
  { format: 'csv', text: lines('time open high low close volume', (bar) => [bar.time, ...values(bar)].join('  ')) },
  {
    format: 'csv',
    text: lines(undefined, (bar) => `${day(bar, '')} ${clock(bar).replaceAll(':', '')};${values(bar).join(';')}`),
  },
  {
    format: 'csv',
    text: lines('Gmt time,Open,High,Low,Close,Volume', (bar) =>
      [`${day(bar, '.').split('.').toReversed().join('.')} ${clock(bar)}.000`, ...values(bar)].join(),
    ),
  },
  { format: 'binance-klines', text: lines(undefined, (bar) => kline(bar, '')) },
  { format: 'binance-klines', text: lines(undefined, (bar) => kline(bar, '000')) },
  {
    format: 'binance-klines',
    text: lines(
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore',
      (bar) => kline(bar, ''),
    ),
  },
  {
    format: 'mt5',
    text: lines('<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>', (bar) =>
      [day(bar, '.'), clock(bar), ...values(bar), '0', '12'].join('\t'),
    ),
  },
  {
    format: 'mt5',
    text: lines('Date,Open,High,Low,Close,Tickvol,Volume,Spread', (bar) =>
      [`${day(bar, '.')} ${clock(bar)}`, ...values(bar), '0', '1'].join(),
    ),
  },
  { format: 'mt4', text: lines(undefined, (bar) => [day(bar, '.'), clock(bar).slice(0, 5), ...values(bar)].join()) },
  {
    format: 'yahoo',
    text: lines('Date,Open,High,Low,Close,Adj Close,Volume', (bar) =>
      [toIso(bar.time), bar.open, bar.high, bar.low, bar.close, '0.5', bar.volume].join(),
    ),
  },
  {
    format: 'tradingview',
    text: lines('time,open,high,low,close,Volume,MA', (bar) => [bar.time / 1000, ...values(bar), 'NaN'].join()),
  },
  {
    format: 'tradingview',
    text: lines('time,open,high,low,close,Volume', (bar) =>
      [`${toIso(bar.time - 5 * 3_600_000).slice(0, 19)}-05:00`, ...values(bar)].join(),
    ),
  },
  {
    format: 'pandas',
    text: lines(',date,open,high,low,close,volume', (bar, index) =>
      [index, `${day(bar, '-')} ${clock(bar)}+00:00`, ...values(bar)].join(),
    ),
  },
  {
    format: 'pandas',
    text: lines(',open,high,low,close,volume', (bar) => [`${day(bar, '-')} ${clock(bar)}`, ...values(bar)].join()),
  },
  { format: 'kraken-ohlc', text: lines(undefined, (bar) => [bar.time / 1000, ...values(bar), '12'].join()) },
  {
    format: 'ccxt',
    text: (bars, lineEnd) =>
      `[${bars.map((bar) => `[${[bar.time, ...values(bar)].join(', ')}]`).join(`,${lineEnd}`)}]${lineEnd}`,
  },
  {
    format: 'csv',
    text: (bars) => JSON.stringify(bars.map(({ time, ...rest }) => ({ date: toIso(time), ...rest }))),
  },
];

/** What `readBars` takes: text in pieces. */
export const pieces = (text: string, length: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );
