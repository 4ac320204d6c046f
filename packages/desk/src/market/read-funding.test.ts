import { exact } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFunding } from './read-funding.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2024, 0, 1);

const read = async (lines: readonly string[], options = {}) => {
  const file = await readFunding([lines.join('\n')], options);
  return { ...file, payments: Array.from({ length: file.series.length }, (_, index) => file.series.fundingAt(index)) };
};

describe('funding payments', () => {
  it.each([
    [
      'Binance’s dump',
      [
        'calc_time,funding_interval_hours,last_funding_rate',
        `${start + 3},8,0.00010000`,
        `${start + 8 * hourMs},8,-0.00002`,
      ],
    ],
    [
      'Binance’s API in JSON',
      [
        JSON.stringify([
          { symbol: 'BTCUSDT', fundingTime: start, fundingRate: '0.00010000' },
          { symbol: 'BTCUSDT', fundingTime: start + 8 * hourMs + 16, fundingRate: '-0.00002000' },
        ]),
      ],
    ],
    ['plain rows', [`${start},0.0001`, `${start + 8 * hourMs},-0.00002`]],
    ['plain rows in JSON', [`[[${start},0.0001,0,0,0,0],[${start + 8 * hourMs},-2e-5,0,0,0,0]]`]],
  ])('are read from %s', async (_, lines) => {
    const { payments, series, warnings, repairs } = await read(lines);
    expect(payments).toEqual([
      { time: start, rate: '0.0001' },
      { time: start + 8 * hourMs, rate: '-0.00002' },
    ]);
    expect(series.intervalMs).toBe(8 * hourMs);
    expect([...warnings, ...repairs]).toEqual([]);
  });

  it('keep any rate and mark price, and belong to their full hour however late they were written', async () => {
    const row = fc.record({
      jitterMs: fc.integer({ min: -60_000, max: 60_000 }),
      rate: fc.integer({ min: -1e6, max: 1e6 }),
      mark: fc.integer({ min: 1, max: 1e9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 30 }), async (rows) => {
        const expected = rows.map(({ rate, mark }, index) => ({
          time: start + index * 4 * hourMs,
          rate: exact(rate).dividedBy(1e8).toFixed(),
          markPrice: exact(mark).dividedBy(1e4).toFixed(),
        }));
        const lines = expected.map(
          ({ time, rate, markPrice }, index) => `${time + (rows[index]?.jitterMs ?? 0)},${rate},${markPrice}`,
        );
        const { payments, series } = await read(['fundingTime,fundingRate,markPrice', ...lines]);
        expect(payments).toEqual(expected);
        expect(series.intervalMs).toBe(4 * hourMs);
      }),
    );
  });

  it('tell of times that belong to no hour, and of missing ones', async () => {
    const times = [0, 8, 16, 32.5, 40, 48].map((hours) => start + hours * hourMs);
    const { warnings } = await read(['timestamp,rate', ...times.map((time) => `${time},0.0001`)]);
    expect(warnings).toMatchObject([
      { code: 'off-mark', lines: [5] },
      { code: 'gaps', lines: [5] },
    ]);
  });

  it('are put in order, and refused when two of one time differ', async () => {
    const { payments, repairs } = await read(['time,rate', `${start + 8 * hourMs},0.2`, `${start},0.1`]);
    expect(payments.map(({ rate }) => rate)).toEqual(['0.1', '0.2']);
    expect(repairs).toMatchObject([{ code: 'reversed' }]);
    const twice = ['time,rate', `${start},0.1`, `${start + 5},0.2`];
    await expect(read(twice)).rejects.toThrow('line 3, time is 2024-01-01T00:00:00.000Z a second time');
  });

  it.each([
    [
      'a rate that is none',
      ['time,rate', `${start},x`],
      'line 2, rate is x, expected a rate such as 0.0001 or -0.00002',
    ],
    ['prices', ['time,open,high,low,close', `${start},1,1,1,1`], 'the header names bars, where funding were wanted'],
    ['no rows', ['time,rate', ''], 'has no funding'],
  ])('refuse %s', async (_, lines, message) => {
    await expect(read(lines)).rejects.toThrow(message);
  });

  it('have a mark price where the file has one, as where an exchange began to write it later', async () => {
    const row = (hour: number, mark: string): string => `${start + hour * hourMs},0.0001,${mark}`;
    const head = 'fundingTime,fundingRate,markPrice';
    const { payments, warnings } = await read([head, row(0, ''), row(8, '42000.5'), row(16, 'null')]);
    expect(payments.map(({ markPrice }) => markPrice)).toEqual([undefined, '42000.5', undefined]);
    expect(warnings).toMatchObject([{ code: 'no-mark-price', count: 2, lines: [2, 4] }]);
    const none = await read([head, row(0, ''), row(8, '')]);
    expect([none.series.markPrices, none.warnings]).toEqual([undefined, []]);
    await expect(read([head, row(0, '42000.5'), row(8, '0')])).rejects.toThrow('line 3, markPrice is 0');
  });
});
