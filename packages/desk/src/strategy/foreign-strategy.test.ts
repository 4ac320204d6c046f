import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { contextOf, viewOf } from './context.fixture.ts';
import { strategyOfModule } from './foreign-strategy.ts';
import { movingAverageCross, type MovingAverageCrossOptions } from './moving-average-cross.ts';
import { play, wordsOf } from './play.fixture.ts';
import type { Strategy } from './strategy.ts';

const path = './mine.mjs';
const silent = { name: 'mine', warmupBars: 0, onBar: (): unknown => [] };
const moduleOf = (made: unknown): unknown => ({ default: () => made });
const [bar] = barsFromCloses([10]).map((each) => viewOf(each));

const strategyThatAnswers = (answer: unknown): Strategy =>
  strategyOfModule(moduleOf({ ...silent, onBar: () => answer }), { path })();

const asked = (answer: unknown): unknown => {
  if (bar === undefined) throw new Error('there is a bar');
  return strategyThatAnswers(answer).onBar(bar, contextOf({ barIndex: 7 }));
};

describe('a strategy from outside', () => {
  it('plays as one from inside does, each run with one of its own', () => {
    const module = {
      default: ({ from = 11 } = {}) => {
        let count = 0;
        return {
          name: `from ${from}`,
          warmupBars: 1,
          onBar(this: { name: string }, { close }: { close: string }) {
            count += 1;
            return Number(close) >= from
              ? [{ type: 'enter', direction: 'long', reason: `${this.name}, ${count}` }]
              : [];
          },
          indicators: () => ({ count, nothing: Number.NaN, word: 'x' }),
        };
      },
    };
    const factory = strategyOfModule(module, { path, options: { from: 12 } });
    const runs = [1, 2].map(() => play(factory, barsFromCloses([10, 11, 12])));
    expect(runs[0]?.map(wordsOf)).toEqual(['', '', 'enter long']);
    expect(runs[0]?.[2]).toEqual([{ type: 'enter', direction: 'long', reason: 'from 12, 3' }]);
    expect(runs[1]).toEqual(runs[0]);
    expect(factory().indicators?.()).toEqual({ count: 0 });
    expect(strategyThatAnswers([])).not.toHaveProperty('indicators');
  });

  it.each([
    [{}, './mine.mjs: its default export is nothing: export default a function'],
    [null, 'its default export is nothing'],
    [{ default: silent }, 'export default a function that takes options'],
    [moduleOf(undefined), 'its name is nothing: give text'],
    [moduleOf(Promise.resolve(silent)), 'it made a promise: make the strategy at once'],
    [moduleOf({ ...silent, name: '' }), 'its name is ""'],
    [moduleOf({ ...silent, warmupBars: 1.5 }), 'its warmupBars is 1.5: give a whole number of zero or more'],
    [moduleOf({ ...silent, onBar: [] }), 'give a function of bar and context'],
    [moduleOf({ ...silent, indicators: {} }), 'give a function, or leave it out'],
    [
      {
        default: () => {
          throw new Error('no such option');
        },
      },
      './mine.mjs: its default export threw: no such option',
    ],
  ])('is refused at once when it is %o', (module, message) => {
    expect(() => strategyOfModule(module, { path })).toThrow(message);
  });

  it('may be made of those from inside, whose errors stay what they are', () => {
    const module = { default: (options: MovingAverageCrossOptions) => movingAverageCross(options)() };
    expect(strategyOfModule(module, { path, options: { fastBars: 3 } })().name).toBe(
      'moving-average cross 3/30 long-only',
    );
    expect(() => strategyOfModule(module, { path, options: { fastBars: 0 } })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining('fastBars is 0') }),
    );
  });

  it('says at which bar it threw, and keeps what was thrown', () => {
    const thrown = new TypeError('x is undefined');
    const broken = {
      ...silent,
      onBar() {
        throw thrown;
      },
    };
    const strategy = strategyOfModule(moduleOf(broken), { path })();
    expect(() => bar && strategy.onBar(bar, contextOf({ barIndex: 7 }))).toThrow(
      expect.objectContaining({
        code: 'INVALID_STRATEGY',
        message: './mine.mjs: onBar at bar 7 threw: x is undefined',
        cause: thrown,
      }),
    );
  });

  const order = { type: 'market', side: 'buy', quantity: '1', reason: 'r' };

  it.each([
    [{ type: 'prepare', direction: 'short', reason: 'r' }],
    [{ type: 'abort', reason: 'r' }],
    [
      {
        type: 'enter',
        direction: 'long',
        reason: 'r',
        stopPrice: 1.5,
        targetPrice: '2',
        quantity: '3',
        stopReachedBy: 'touch',
      },
    ],
    [{ type: 'exit', reason: 'r' }],
    [{ type: 'cancel', order: 'o-1', reason: 'r' }],
    [{ type: 'order', order }],
    [{ type: 'order', order: { ...order, type: 'limit', limitPrice: '9.5', postOnly: true, timeInForce: 'IOC' } }],
    [{ type: 'order', order: { ...order, type: 'stop', stopPrice: 11, reduceOnly: true, ocoGroup: 'g', label: 'l' } }],
    [{ type: 'order', order: { ...order, type: 'stop_limit', stopPrice: 11, limitPrice: 12, symbol: 'X' } }],
    [{ type: 'order', order: { ...order, type: 'take_profit', triggerPrice: 12, bracket: { stopPrice: '8' } } }],
    [{ type: 'order', order: { ...order, timeInForce: 'GTD', expiresAt: 1_700_000_000_000 } }],
  ])('may want %o', (intent) => {
    expect(asked([intent])).toEqual([intent]);
  });

  it.each([
    [undefined, './mine.mjs at bar 7: onBar answered nothing: return a list of intents'],
    [Promise.resolve([]), 'return a list of intents'],
    [[null], 'intent 0: it is null, expected an intent'],
    [[{ type: 'exit', reason: 'r' }, { type: 'buy' }], 'intent 1: type is "buy", expected prepare or abort or enter'],
    [[{ type: 'toString' }], 'type is "toString"'],
    [[{ type: 'exit' }], 'reason is nothing, expected text'],
    [[{ type: 'enter', direction: 'up', reason: 'r' }], 'direction is "up", expected long or short'],
    [[{ type: 'enter', direction: 'long', reason: 'r', stopPrice: Number.NaN }], 'stopPrice is NaN, expected a number'],
    [[{ type: 'enter', direction: 'long', reason: 'r', quantity: '-1' }], 'quantity is "-1", expected a number'],
    [[{ type: 'order', order: 'buy' }], 'order is "buy", expected an order'],
    [[{ type: 'order', order: { ...order, type: 'iceberg' } }], 'order.type is "iceberg", expected market or limit'],
    [[{ type: 'order', order: { ...order, side: 'long' } }], 'order.side is "long", expected buy or sell'],
    [[{ type: 'order', order: { ...order, type: 'limit' } }], 'order.limitPrice is nothing, expected a number'],
    [[{ type: 'order', order: { ...order, timeInForce: 'GTD' } }], 'order.expiresAt is nothing, expected milliseconds'],
    [[{ type: 'order', order: { ...order, bracket: { stopPrice: 0 } } }], 'order.bracket.stopPrice is 0, expected'],
  ])('may not answer %o', (answer, message) => {
    expect(() => asked(answer)).toThrow(message);
  });
});
