import { PitwallError } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsOf } from './bar-series.ts';
import { readBars } from './read-bars.ts';
import { describeFinding } from './reading/findings.ts';
import type { ReadOptions } from './reading/read-options.ts';

const head = 'date,open,high,low,close,volume';
const good = '2024-01-02,10.50,12,10,11,500';
const next = '2024-01-03,10,12,10,11,1';

const refusalOf = async (lines: readonly string[], options: ReadOptions = {}): Promise<PitwallError> => {
  try {
    await readBars([lines.join('\n')], options);
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown;
    throw thrown;
  }
  throw new Error('the bars were taken');
};

const read = (lines: readonly string[], options: ReadOptions = {}) => readBars([lines.join('\n')], options);

describe('refusing bars', () => {
  it.each([
    ['a high below the low', '2024-01-03,10,9,10,10,1', '/3/high'],
    ['an open above the high', '2024-01-03,13,12,10,11,1', '/3/open'],
    ['a close below the low', '2024-01-03,11,12,10,9,1', '/3/close'],
    ['NaN', '2024-01-03,NaN,12,10,11,1', '/3/open'],
    ['a negative price', '2024-01-03,10,12,-1,11,1', '/3/low'],
    ['a price of zero', '2024-01-03,0,12,0,11,1', '/3/open'],
    ['a negative volume', '2024-01-03,10,12,10,11,-5', '/3/volume'],
    ['a volume that is missing in one row', '2024-01-03,10,12,10,11,', '/3/volume'],
    ['an empty price', '2024-01-03,,12,10,11,1', '/3/open'],
    ['a word for a price', '2024-01-03,ten,12,10,11,1', '/3/open'],
    ['a price with a thousands separator', '2024-01-03,"1,000",1200,900,1000,1', '/3/open'],
    ['a price of more digits than are exact', '2024-01-03,104.58999633789062,110,100,105,1', '/3/open'],
    ['a missing field', '2024-01-03,10,12,10,11\n', '/3'],
    ['a field too many', '2024-01-03,10,12,10,11,1,1', '/3'],
    ['a day that no calendar has', '2023-02-29,10,12,10,11,1', '/3/time'],
    ['a date of another form', '3/1/2024,10,12,10,11,1', '/3/time'],
    ['a zone in one row alone', '2024-01-03T00:00:00Z,10,12,10,11,1', '/3/time'],
    ['other prices at the same time', '2024-01-02,10,12,10,11,1', '/3/time'],
    ['an epoch among dates', '1704240000,10,12,10,11,1', '/3/time'],
    ['a time between two milliseconds', '2024-01-03 00:00:00.0001,10,12,10,11,1', '/3/time'],
  ])('refuses %s and names line and column', async (_, row, path) => {
    const error = await refusalOf([head, good, row], { name: 'spx.csv' });
    expect(error.code).toBe('INVALID_BARS');
    expect(error.problems.map((problem) => problem.path)).toEqual([path]);
    expect(error.message).toContain('spx.csv: line 3');
  });

  it('counts all bad rows and names the first twenty', async () => {
    const rows = Array.from({ length: 30 }, () => 'not,a,row');
    const error = await refusalOf([head, ...rows, '']);
    expect(error.problems).toHaveLength(20);
    expect(error.message).toContain('line 2 is 3 fields, expected 6 fields, as the header has (and 29 more)');
  });

  it('says which line has the other row of the same time, also when lines were out of order', async () => {
    const error = await refusalOf([head, next, good, '2024-01-03,9,12,9,11,1']);
    expect(error.message).toBe(
      'bars: line 4, time is 2024-01-03T00:00:00.000Z a second time, expected one row of that time; line 2 says otherwise',
    );
  });

  it('names the rows of JSON, which may stand on one line', async () => {
    const error = await refusalOf(['[[1704153600000,1,2,1,2,3],[1704153660000,1,2,1,3,3]]']);
    expect(error.message).toContain('bars: row 2, close is 3, expected a price from the low 1 to the high 2');
  });

  it.each([
    [
      'a missing column',
      ['date,open,high,close', good],
      'the header has no low column; it reads "date, open, high, close"',
    ],
    [
      'two columns of one name',
      ['date,open,open,high,low,close', good],
      'columns 2 and 3 are both called "open"; keep one of them',
    ],
    [
      'two time columns',
      ['Date,Datetime,Open,High,Low,Close', '2024-01-02,2024-01-02,1,2,1,2'],
      'both "date" and "datetime" could be the time column',
    ],
    [
      'dates that read two ways',
      [head, '3/4/2024,1,2,1,2,3', '3/5/2024,1,2,1,2,3'],
      'so day and month cannot be told apart; say dateOrder',
    ],
    [
      'commas that read two ways',
      ['date;open;high;low;close', '2024-01-02;1,234;1,235;1,233;1,234'],
      'may have a decimal comma or part thousands; say which with decimalMark',
    ],
    [
      'columns without names or known form',
      ['1,2,3,4'],
      'there is no header, and 4 columns such as "1 2 3 4" are of no known format',
    ],
    ['a header alone', [head], 'has no bars'],
    ['a line without end', ['1'.repeat(70_000)], 'line 1 is longer than 65536 characters; is it a table?'],
    ['nothing', [''], 'has no bars; the file is empty'],
    ['prose', ['Dear Sir', 'or Madam'], 'no line at the beginning has 3 fields; it begins "Dear Sir"'],
    [
      'JSON that is cut off',
      ['[[1704153600000,1,2,1,2,3],[17041'],
      'row 2 is the end of the file, expected the end of the array, ]',
    ],
    ['JSON that is no list', ['{"error":[],"result":{}}'], 'expected an array of rows'],
    ['funding', ['fundingTime,fundingRate', '1704153600000,0.0001'], 'no line at the beginning has 3 fields'],
    [
      'funding with prices',
      ['fundingTime,fundingRate,markPrice', '1704153600000,0.0001,5'],
      'the header names funding, where prices were wanted',
    ],
  ])('refuses %s', async (_, lines, message) => {
    expect((await refusalOf(lines)).message).toContain(message);
  });

  it('refuses a format that the file is not', async () => {
    expect((await refusalOf(['1704153600000,1,2'], { format: 'mt4' })).message).toContain(
      'which is not what mt4 has without header',
    );
    expect((await refusalOf([head, good], { format: 'kraken-trades' })).message).toContain(
      'kraken-trades files hold trades, and the header names bars',
    );
  });

  it('refuses what would have to be made of bars that are too long', async () => {
    expect((await refusalOf([head, good, next], { timeframe: 'H1' })).message).toContain(
      'shorter bars cannot be made of longer ones',
    );
  });

  it('stops reading above its bound', async () => {
    expect((await refusalOf([head, good, next], { maxBars: 1 })).message).toBe(
      'bars: has more than 1 bars; split the file, or raise maxBars',
    );
  });
});

describe('repairing bars', () => {
  const far = '2024-01-04,10,12,10,11,1';

  it('does not take the days of a spreadsheet for seconds of 1970', async () => {
    const serial = (day: number): string => `${day},10,12,9,11,100`;
    const error = await refusalOf([head, serial(45_292), serial(45_293)]);
    expect(error.message).toContain('line 2, time is 45292, expected a time since 1973');
    const { series } = await read([head, serial(45_292), serial(45_293)], { timeUnit: 's' });
    expect(series.times[0]).toBe(45_292_000);
  });

  it.each([
    ['rows in descending order', [head, far, next, good], 'reversed', 0],
    ['rows out of order', [head, next, far, good], 'sorted', 4],
    ['a row that stands there twice', [head, good, good, next, far], 'duplicates-dropped', 3],
    ['a last line that was cut off', [head, good, next, far, '2024-01-05,10,1'], 'incomplete-last-line', 5],
    ['a row of nulls', [head, good, '2024-01-02,null,null,null,null,null', next, far], 'null-rows-dropped', 3],
    ['a title above the header', ['Prices of SPX', head, good, next, far], 'preamble-skipped', 1],
  ])('%s is safe, told, and refused when strict', async (_, lines, code, line) => {
    const { series, repairs } = await read(lines);
    expect(barsOf(series).map(({ time }) => new Date(time).getUTCDate())).toEqual([2, 3, 4]);
    expect(repairs).toMatchObject([{ code, count: 1, lines: line === 0 ? [] : [line] }]);
    const error = await refusalOf(lines, { strict: true });
    const told = `${repairs[0]?.message ?? ''}${line === 0 ? '' : ` (line ${line})`}`;
    expect(error.message).toBe(`bars: strict reading repairs nothing: ${told}`);
    expect(error.problems.map(({ path }) => path)).toEqual([line === 0 ? '' : `/${line}`]);
  });

  it('drops what cannot have happened when asked to, and tells of each', async () => {
    const lines = [head, good, '2024-01-03,NaN,12,10,11,1', '2024-01-04,1,9,10,11,1', '2024-01-05,0,12,0,11,1', far];
    const { series, repairs } = await read(lines, { impossible: 'skip' });
    expect(series.length).toBe(2);
    expect(repairs).toMatchObject([{ code: 'impossible-dropped', count: 3, lines: [3, 4, 5] }]);
    expect((await refusalOf(lines, { impossible: 'skip', strict: true })).problems).toHaveLength(3);
  });

  it('takes seconds, milliseconds and microseconds in one file by their magnitude, and tells', async () => {
    const lines = ['time,open,high,low,close', '1704153600000,1,2,1,2', '1704153660000000,1,2,1,2'];
    const { series, repairs } = await read(lines);
    expect([...series.times]).toEqual([1_704_153_600_000, 1_704_153_660_000]);
    expect(repairs).toMatchObject([
      { code: 'mixed-time-units', lines: [3], message: 'times are in microseconds after milliseconds' },
    ]);
  });

  it('rounds to the decimals that are said, and tells', async () => {
    const lines = [head, '2024-01-02,104.58999633789062,110.125,100,105.135,12.1234567890123'];
    const { series, repairs } = await read(lines, { priceDecimals: 2 });
    expect(series.barAt(0)).toMatchObject({ open: '104.59', high: '110.12', close: '105.14', volume: '12.12345679' });
    expect(repairs.map(({ code, count }) => [code, count])).toEqual([
      ['prices-rounded', 1],
      ['volumes-rounded', 1],
    ]);
  });

  it('names so many lines and counts the others', async () => {
    const twice = Array.from({ length: 5 }, () => good);
    const [repair] = (await read([head, ...twice], { maxLinesTold: 2 })).repairs;
    expect(repair).toMatchObject({ count: 4, lines: [3, 4] });
    expect(repair && describeFinding(repair)).toBe(
      'rows say the same as one before them; they were dropped (4 lines: 3, 4, …)',
    );
  });
});

describe('warning of bars', () => {
  it('tells where bars are missing, and not of weekends', async () => {
    const days = ['01', '02', '03', '04', '05', '08', '09', '10', '12', '15', '16'];
    const { warnings } = await read([head, ...days.map((day) => `2024-01-${day},10,12,10,11,1`)]);
    expect(warnings).toMatchObject([{ code: 'gaps', count: 1, lines: [10] }]);
    expect(warnings[0]?.message).toContain('2024-01-11T00:00:00.000Z to 2024-01-12T00:00:00.000Z');
  });

  it('tells that a zone was assumed, and what brokers have', async () => {
    const rows = ['2024.01.02,00:00,1,2,1,2,3', '2024.01.02,00:01,1,2,1,2,3'];
    const { warnings } = await read(rows);
    expect(warnings).toMatchObject([{ code: 'zone-assumed' }]);
    expect(warnings[0]?.message).toContain('most brokers have the clock America/New_York+7');
  });

  it('tells of volumes of zero, of bars too close, and of a length without word', async () => {
    const rows = ['1704153600', '1704153780', '1704153960', '1704154000'].map(
      (time, index) => `${time},1,2,1,2,${index}`,
    );
    const { warnings } = await read(['time,open,high,low,close,volume', ...rows]);
    expect(warnings).toMatchObject([
      { code: 'zero-volume', lines: [2] },
      { code: 'no-timeframe', message: 'bars of 3 minutes are of none of the timeframes M1 to D1' },
      { code: 'closer-than-timeframe', lines: [5] },
    ]);
  });
});
