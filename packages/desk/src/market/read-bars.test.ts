import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFullBars, pieces, written } from './bar-files.fixture.ts';
import { barsOf } from './bar-series.ts';
import { readBars } from './read-bars.ts';
import { describeSource } from './reading/source.ts';
import { textOfBytes } from './reading/text-of-bytes.ts';

const minuteMs = 60_000;
const day = Date.UTC(2024, 0, 2);
const head = 'date,open,high,low,close,volume';

const read = async (text: string, options = {}) => {
  const file = await readBars([text], options);
  return { ...file, bars: barsOf(file.series) };
};

const encoded = (text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be', hasMark: boolean): Uint8Array => {
  const marked = hasMark ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
};

describe('reading bars', () => {
  it('gives back any bars from every format, line end and piece of text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...written),
        anyFullBars(minuteMs),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 400 }),
        async ({ format, text, options = {} }, bars, lineEnd, pieceLength) => {
          const file = await readBars(pieces(text(bars, lineEnd), pieceLength), options);
          expect(barsOf(file.series)).toEqual(bars);
          expect(file.source).toMatchObject({ format, rows: bars.length, first: bars[0]?.time, stepMs: minuteMs });
          expect(file.repairs).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives back any bars from every encoding, with and without byte order mark', async () => {
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...written),
        encodings,
        fc.boolean(),
        anyFullBars(minuteMs),
        async ({ text }, encoding, hasMark, bars) => {
          const bytes = encoded(text(bars, '\r\n'), encoding, hasMark);
          const cut = Math.floor(bytes.length / 3);
          const chunks = [bytes.subarray(0, cut), bytes.subarray(cut)];
          const decoded = textOfBytes(chunks, { newDecoder: (name) => new TextDecoder(name, { fatal: true }) });
          expect(barsOf((await readBars(decoded)).series)).toEqual(bars);
        },
      ),
    );
  });

  it('says of every format what it was taken for', async () => {
    const bar = { time: day, open: '1.5', high: '2.5', low: '1.25', close: '2', volume: '3.5' };
    const bars = [bar, { ...bar, time: day + minuteMs }];
    const told = await Promise.all(
      written.map(async ({ text }) => describeSource((await read(text(bars, '\n'))).source)),
    );
    expect(told.map((line) => line.replace(/; 2 bars of M1, 2024-01-02 to 2024-01-02T00:01Z$/, '')))
      .toMatchInlineSnapshot(`
        [
          "csv, comma, milliseconds in UTC, volume from volume",
          "csv, comma, seconds in UTC",
          "csv, semicolon, decimal comma, dates in UTC (assumed), volume from vol",
          "csv, pipe, nanoseconds in UTC, volume from Volume",
          "csv, blank, milliseconds in UTC, volume from volume",
          "csv, semicolon, dates in UTC (assumed)",
          "csv, comma, dates in UTC, volume from Volume",
          "binance-klines, comma, milliseconds in UTC",
          "binance-klines, comma, microseconds in UTC",
          "binance-klines, comma, milliseconds in UTC, volume from volume",
          "mt5, tab, dates in UTC (assumed), volume from <TICKVOL>",
          "mt5, comma, dates in UTC (assumed), volume from Tickvol",
          "mt4, comma, dates in UTC (assumed)",
          "yahoo, comma, dates with their zone, volume from Volume",
          "tradingview, comma, seconds in UTC, volume from Volume",
          "tradingview, comma, dates with their zone, volume from Volume",
          "pandas, comma, dates with their zone, volume from volume",
          "pandas, comma, dates in UTC (assumed), volume from volume",
          "kraken-ohlc, comma, seconds in UTC",
          "ccxt, JSON, milliseconds in UTC",
          "csv, JSON, dates with their zone, volume from volume",
        ]
      `);
  });

  it('keeps the value of every price, of any number of digits and in scientific notation', async () => {
    const { bars, series } = await read(`${head}\n2024-01-02,1469.250000,1478.000000,1438.359985,1455.219971,9.318e8`);
    expect(bars).toEqual([
      { time: day, open: '1469.25', high: '1478', low: '1438.359985', close: '1455.219971', volume: '931800000' },
    ]);
    expect(series.priceScale).toBe(6);
  });

  it.each([
    ['a quoted header', '"Date","Open","High","Low","Close","Volume"\n"2024-01-02","10.5","12","10","11","500"'],
    [
      'a title above',
      'https://example.com/prices\n\nunix,date,open,high,low,close,Volume BTC,Volume USDT\n1704153600,2024-01-02 00:00:00,10.5,12,10,11,500,5',
    ],
    [
      'a day and its time in columns of their own',
      '<TICKER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nSPX,20240102,000000,10.5,12,10,11,500',
    ],
    [
      'rows of tickers and names below',
      'Price,Close,High,Low,Open,Volume\nTicker,SPY,SPY,SPY,SPY,SPY\nDate,,,,,\n2024-01-02,11,12,10,10.5,500',
    ],
    [
      'twelve hours and a half of the day',
      `${head}\n1/2/2024 12:00 AM,10.5,12,10,11,500\n1/13/2024 1:00 PM,10.5,12,10,11,500`,
    ],
    ['an API’s answer', '[[1704153600000,"10.5","12","10","11","500",1704153659999,"1",2,"3","4","0"]]'],
  ])('understands %s', async (_, text) => {
    expect((await read(text)).bars[0]).toEqual({
      time: day,
      open: '10.5',
      high: '12',
      low: '10',
      close: '11',
      volume: '500',
    });
  });

  it.each([
    ['month', ['1/2/2024', '1/13/2024'], 'month-first'],
    ['day', ['2/1/2024', '13/1/2024'], 'day-first'],
    ['day, with points', ['2.1.2024', '3.1.2024'], undefined],
  ])('proves that dates have the %s first', async (_, dates, dateOrder) => {
    const { bars, source } = await read([head, ...dates.map((date) => `${date},1,2,1,2,3`)].join('\n'));
    expect(bars[0]?.time).toBe(day);
    expect(source.dateOrder).toBe(dateOrder);
  });

  it('takes what is said for what cannot be proven', async () => {
    const text = `${head}\n3/4/2024,1,2,1,2,3`;
    expect((await read(text, { dateOrder: 'day-first' })).bars[0]?.time).toBe(Date.UTC(2024, 3, 3));
    expect((await read(text, { dateOrder: 'month-first' })).bars[0]?.time).toBe(Date.UTC(2024, 2, 4));
    const thousands = 'date;open;high;low;close\n2024-01-02;1,234;1,235;1,233;1,234';
    expect((await read(thousands, { decimalMark: ',' })).bars[0]?.open).toBe('1.234');
    expect((await read('5,1,2,1,2', { format: 'csv', timeUnit: 'ms' })).bars[0]?.time).toBe(5);
    const marked = 'time,open,high,low,close,note;a;b\n1704153600,1,2,1,2,x';
    expect((await read(marked, { separator: ',' })).bars[0]?.time).toBe(day);
  });

  it('takes times without zone, and numbers, for those of the clock that is said', async () => {
    const options = { timeZone: 'America/New_York+7' };
    expect((await read(`${head}\n2024-07-02 00:00,1,2,1,2,3`, options)).bars[0]?.time).toBe(
      Date.parse('2024-07-01T21:00Z'),
    );
    expect((await read(`${head}\n1719878400,1,2,1,2,3`, options)).bars[0]?.time).toBe(Date.parse('2024-07-01T21:00Z'));
    const { source } = await read(`${head}\n2024-07-02 00:00,1,2,1,2,3`, options);
    expect(source).toMatchObject({ timeZone: 'America/New_York+7', zoneFrom: 'option' });
  });

  it('reads the hour that an autumn repeats as two', async () => {
    const rows = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'].map((time) => `2024-10-27 ${time},1,2,1,2,3`);
    const { bars } = await read([head, ...rows].join('\n'), { timeZone: 'Europe/Berlin' });
    expect(bars.map(({ time }) => new Date(time).toISOString().slice(11, 16))).toEqual([
      '23:30',
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
    ]);
  });

  it('has no volume where the file has none', async () => {
    expect((await read('date,open,high,low,close\n2024-01-02,1,2,1,2')).bars[0]).not.toHaveProperty('volume');
    expect((await read(`${head}\n2024-01-02,1,2,1,2,\n2024-01-03,1,2,1,2,`)).bars[0]).not.toHaveProperty('volume');
    const { bars, warnings } = await read(`${head}\n2024-01-02,1,2,1,2,0\n2024-01-03,1,2,1,2,0`);
    expect(bars[0]).not.toHaveProperty('volume');
    expect(warnings).toMatchObject([
      { code: 'zero-volume', message: 'the volume is zero in every row and was taken for unknown' },
    ]);
  });

  it('puts bars together when a longer timeframe is asked for, and tells that the last is partial', async () => {
    const rows = [0, 1, 2, 3, 4, 5].map((minute) => `${day / 1000 + minute * 60},1,${2 + minute},1,2,0.1`);
    const text = ['time,open,high,low,close,volume', ...rows].join('\n');
    const { bars, series, source, warnings } = await read(text, { timeframe: 'M5' });
    expect(bars).toEqual([
      { time: day, open: '1', high: '6', low: '1', close: '2', volume: '0.5' },
      { time: day + 5 * minuteMs, open: '1', high: '7', low: '1', close: '2', volume: '0.1' },
    ]);
    expect([series.timeframe, source.timeframe]).toEqual(['M5', 'M1']);
    expect(warnings.map(({ code }) => code)).toEqual(['partial-last']);
    expect((await read(text, { timeframe: 'M5', partialLast: 'drop' })).bars).toHaveLength(1);
  });
});
