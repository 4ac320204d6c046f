import { exact, PitwallError } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf } from './bar-series.ts';
import { readBars } from './read-bars.ts';
import type { ReadOptions } from './reading/read-options.ts';
import { timeframeMs } from './timeframe.ts';

const start = Date.UTC(2024, 0, 2);

const read = async (lines: readonly string[], options: ReadOptions = {}) => {
  const file = await readBars([`${lines.join('\n')}\n`], options);
  return { ...file, bars: barsOf(file.series) };
};

const bar = { time: start, open: '10.5', high: '11', low: '10.25', close: '10.25', volume: '0.6' };

describe('bars of trades', () => {
  it.each([
    ['kraken-trades', ['1704153600.1234,10.50000,0.10000000', '1704153601.9,11.0,0.2', '1704153659.9999,10.25,0.3']],
    [
      'binance-trades',
      [
        '7,10.50,0.1,1.05,1704153600000,True,True',
        '8,11,0.2,2.2,1704153601000,False,True',
        '9,10.25,0.3,3.075,1704153659999,True,True',
      ],
    ],
    [
      'binance-trades',
      [
        'id,price,qty,quote_qty,time,is_buyer_maker',
        '7,10.50,0.1,1.05,1704153600000,true',
        '8,11,0.2,2.2,1704153601000,false',
        '9,10.25,0.3,3.075,1704153659999,true',
      ],
    ],
    [
      'binance-agg-trades',
      [
        '7,10.50,0.1,1,2,1704153600000123,True,True',
        '8,11,0.2,3,3,1704153601000000,False,True',
        '9,10.25,0.3,4,9,1704153659999999,True,True',
      ],
    ],
    [
      'binance-agg-trades',
      [
        'agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker',
        '7,10.50,0.1,1,2,1704153600000,true',
        '8,11,0.2,3,3,1704153601000,false',
        '9,10.25,0.3,4,9,1704153659999,true',
      ],
    ],
    [
      'trades',
      ['timestamp,price,amount', '1704153600000,10.50,0.1', '1704153601000,11,0.2', '1704153659999,10.25,0.3'],
    ],
  ])('are made of %s', async (format, lines) => {
    const { bars, source, series } = await read(lines);
    expect(bars).toEqual([bar]);
    expect(source).toMatchObject({ format, holds: 'trades', rows: 3 });
    expect(series.timeframe).toBe('M1');
  });

  it('are what decimals make of any trades, in every timeframe, with no bar where nobody traded', async () => {
    const trade = fc.record({
      afterMs: fc.nat(4_000_000),
      cents: fc.integer({ min: 1, max: 1e6 }),
      milli: fc.nat(1e6),
    });
    const lengths = fc.constantFrom('M1', 'M15', 'H1', 'D1');
    await fc.assert(
      fc.asyncProperty(fc.array(trade, { minLength: 1, maxLength: 40 }), lengths, async (steps, timeframe) => {
        let time = start;
        const trades = steps.map(({ afterMs, cents, milli }) => {
          time += afterMs;
          return { time, price: exact(cents).dividedBy(100), quantity: exact(milli).dividedBy(1000) };
        });
        const lines = trades.map((one) => `${one.time},${one.price.toFixed()},${one.quantity.toFixed()}`);
        const length = timeframeMs[timeframe];
        const groups = [...Map.groupBy(trades, (one) => Math.floor(one.time / length) * length)];
        const expected = groups.map(([from, group]) => ({
          time: from,
          open: group[0]?.price.toFixed(),
          high: group
            .map(({ price }) => price)
            .reduce((a, b) => (a.greaterThan(b) ? a : b))
            .toFixed(),
          low: group
            .map(({ price }) => price)
            .reduce((a, b) => (a.lessThan(b) ? a : b))
            .toFixed(),
          close: group.at(-1)?.price.toFixed(),
          volume: group
            .map(({ quantity }) => quantity)
            .reduce((a, b) => a.plus(b))
            .toFixed(),
        }));
        const { bars } = await read(lines, { timeframe });
        const traded = expected.some(({ volume }) => volume !== '0');
        expect(bars).toEqual(traded ? expected : expected.map(({ volume: _none, ...prices }) => prices));
      }),
    );
  });

  it('drop a trade that stands there twice with its id, and tell; without id it may be another', async () => {
    const twice = ['7,10,1,10,1704153600000,True,True', '7,10,1,10,1704153600000,True,True'];
    const { bars, repairs } = await read(twice);
    expect(bars[0]?.volume).toBe('1');
    expect(repairs).toMatchObject([{ code: 'duplicates-dropped', lines: [2] }]);
    expect((await read(['1704153600,10,1', '1704153600,10,1'])).bars[0]?.volume).toBe('2');
  });

  it.each([
    [
      'that go back in time',
      ['1704153660,10,1', '1704153600,10,1'],
      'line 2, time is 2024-01-02T00:00:00.000Z, expected a time not before',
    ],
    ['without a price', ['1704153660,10,1', '1704153661,0,1'], 'line 2, price is 0, expected a price above zero'],
    [
      'with a quantity below zero',
      ['1704153660,10,1', '1704153661,10,-1'],
      'line 2, quantity is -1, expected a quantity of zero or more',
    ],
  ])('are not made of trades %s', async (_, lines, message) => {
    await expect(read(lines)).rejects.toThrow(PitwallError);
    await expect(read(lines)).rejects.toThrow(message);
  });
});
