import fc from 'fast-check';
import { PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars } from '../bars.fixture.ts';
import { parseBars } from './parse-bars.ts';

const header = 'date,open,high,low,close,volume';
const good = '2024-01-02,10.50,12,10,11,500';

const refusalOf = async (lines: readonly string[], name?: string): Promise<PitwallError> => {
  try {
    await parseBars(lines, name === undefined ? {} : { name });
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown;
    throw thrown;
  }
  throw new Error('the bars were taken');
};

describe('reading bars', () => {
  it('keeps every digit of a price as it was written', async () => {
    const bars = await parseBars([header, '2000-01-03,1469.250000,1478.000000,1438.359985,1455.219971,931800000']);
    expect(bars).toEqual([
      {
        time: Date.UTC(2000, 0, 3),
        open: '1469.250000',
        high: '1478.000000',
        low: '1438.359985',
        close: '1455.219971',
        volume: '931800000',
      },
    ]);
  });

  it.each([
    ['commas', 'Date,Open,High,Low,Close,Adj Close,Volume', '2024-01-02,10.50,12,10,11,9.99,500'],
    ['semicolons', 'time;open;high;low;close;vol', '2024-01-02 00:00:00;10.50;12;10;11;500'],
    ['dates of MetaTrader', 'Date,Open,High,Low,Close,Volume', '2024.01.02 00:00:00,10.50,12,10,11,500'],
    ['tabs', 'timestamp\topen\thigh\tlow\tclose\tvolume', '1704153600\t10.50\t12\t10\t11\t500'],
    ['quotes', '"Date","Open","High","Low","Close","Volume"', '"2024-01-02T00:00:00Z","10.50","12","10","11","500"'],
    ['epoch milliseconds', 'open time,open,high,low,close,volume', '1704153600000,10.50,12,10,11,500'],
    ['a zone', header, '2024-01-02T02:00:00+0200,10.50,12,10,11,500'],
    ['a byte order mark and CRLF', `\uFEFF${header}\r`, `${good}\r`],
  ])('understands a file with %s', async (_, head, row) => {
    const bars = await parseBars([head, row, '']);
    const time = Date.UTC(2024, 0, 2);
    expect(bars).toEqual([{ time, open: '10.50', high: '12', low: '10', close: '11', volume: '500' }]);
  });

  it('leaves volume absent where the file has none', async () => {
    const [bar] = await parseBars(['date,open,high,low,close', '2024-01-02,10,12,10,11']);
    expect(bar).not.toHaveProperty('volume');
  });

  it('reads lines as they arrive', async () => {
    const arriving = (async function* () {
      yield header;
      yield good;
    })();
    await expect(parseBars(arriving)).resolves.toHaveLength(1);
  });

  it('gives back any bars that were written as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(anyBars(1, 20), async (bars) => {
        const rows = bars.map((bar) => [bar.time, bar.open, bar.high, bar.low, bar.close].join(';'));
        expect(await parseBars(['time;open;high;low;close', ...rows])).toEqual(bars);
      }),
    );
  });
});

describe('refusing bars', () => {
  it.each([
    ['a high below the low', '2024-01-03,10,9,10,10,1', '/3/high'],
    ['an open above the high', '2024-01-03,13,12,10,11,1', '/3/open'],
    ['a close below the low', '2024-01-03,11,12,10,9,1', '/3/close'],
    ['NaN', '2024-01-03,NaN,12,10,11,1', '/3/open'],
    ['a negative price', '2024-01-03,10,12,-1,11,1', '/3/low'],
    ['a price of zero', '2024-01-03,0,12,0,11,1', '/3/open'],
    ['an exponent', '2024-01-03,1e1,12,10,11,1', '/3/open'],
    ['a negative volume', '2024-01-03,10,12,10,11,-5', '/3/volume'],
    ['an empty price', '2024-01-03,,12,10,11,1', '/3/open'],
    ['a missing field', '2024-01-03,10,12,10,11', '/3'],
    ['a day that no calendar has', '2023-02-29,10,12,10,11,1', '/3/time'],
    ['a date of another form', '3/1/2024,10,12,10,11,1', '/3/time'],
    ['a time before the one above', '2024-01-01,10,12,10,11,1', '/3/time'],
    ['the same time twice', good, '/3/time'],
    ['an epoch among dates', '1704240000,10,12,10,11,1', '/3/time'],
  ])('refuses %s and names line and column', async (_, row, path) => {
    const error = await refusalOf([header, good, row], 'spx.csv');
    expect(error.code).toBe('INVALID_BARS');
    expect(error.problems.map((problem) => problem.path)).toEqual([path]);
    expect(error.message).toContain('spx.csv: line 3');
  });

  it('counts all bad rows and names the first twenty', async () => {
    const rows = Array.from({ length: 30 }, () => 'not,a,row');
    const error = await refusalOf([header, ...rows]);
    expect(error.problems).toHaveLength(20);
    expect(error.message).toContain('line 2 is 3 fields, expected 6 fields, as the header has (and 29 more)');
  });

  it('says which column a header lacks, and what it has', async () => {
    const error = await refusalOf(['date,open,high,close', good], 'spx.csv');
    expect(error.message).toBe(
      'spx.csv, line 1: the header has no low column; it reads "date, open, high, close", name one column low',
    );
  });

  it('does not choose between two time columns', async () => {
    const error = await refusalOf(['Date,Time,Open,High,Low,Close', good]);
    expect(error.message).toContain('both "date" and "time" could be the time column');
  });

  it('refuses a file without bars', async () => {
    expect((await refusalOf([header])).message).toContain('has no bars');
    expect((await refusalOf([])).message).toContain('has no bars');
  });

  it('stops reading above its bound', async () => {
    await expect(parseBars([header, good, '2024-01-03,10,12,10,11,1'], { maxBars: 1 })).rejects.toThrow(
      'bars has more than 1 bars; split the file, or raise maxBars',
    );
  });
});
