import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { createRegimeTally } from '../report/regime-tally.ts';
import { createVolatilitySizing } from '../risk/volatility-sizing.ts';
import { play, wordsOf } from './play.fixture.ts';
import { spiced, type SpicedOptions } from './spiced.ts';
import type { Intent, StrategyFactory } from './strategy.ts';

/** Wants what it is told to, at each bar. */
const parrot =
  (wishes: readonly (readonly Intent[])[]): StrategyFactory =>
  () => ({
    name: 'parrot',
    warmupBars: 0,
    onBar: (_, { barIndex }) => wishes[barIndex] ?? [],
    indicators: () => ({ a: 1 }),
  });

const enter = (direction: 'long' | 'short'): Intent => ({ type: 'enter', direction, reason: 'r' });
const market = { type: 'market', side: 'sell', quantity: '1', reason: 'r' } as const;
const options: SpicedOptions = { barsPerYear: 252, regimeBars: 2, trendingFrom: 0.5, volatilityBars: 2 };

/** Trends up to the fourth close, then ranges. */
const closes = [100, 101, 102, 104, 102, 103, 102, 103];
const wordsWith = (wishes: readonly (readonly Intent[])[], regime: SpicedOptions['regime']): readonly string[] =>
  play(spiced(parrot(wishes), { ...options, ...(regime === undefined ? {} : { regime }) }), barsFromCloses(closes)).map(
    wordsOf,
  );

describe('a spiced strategy', () => {
  it('enters only in its regime, and says why not otherwise', () => {
    const wishes = closes.map(() => [enter('long')]);
    expect(wordsWith(wishes, 'trending').slice(3)).toEqual(['enter long', ...Array(4).fill('abort')]);
    expect(wordsWith(wishes, 'ranging').slice(3)).toEqual(['abort', ...Array(4).fill('enter long')]);
    expect(wordsWith(wishes, undefined).slice(3)).toEqual(Array(5).fill('enter long'));
  });

  it('leaves an opposite position where it may not enter', () => {
    const wishes = [[], [], [], [enter('long')], [enter('short')], [enter('short')]];
    expect(wordsWith(wishes, 'trending').slice(3, 6)).toEqual(['enter long', 'exit', 'abort']);
  });

  it('lets exits, cancellations and orders that only reduce pass, and no others', () => {
    const wishes: readonly Intent[] = [
      { type: 'exit', reason: 'r' },
      { type: 'abort', reason: 'r' },
      { type: 'cancel', order: 'o', reason: 'r' },
      { type: 'prepare', direction: 'long', reason: 'r' },
      { type: 'order', order: { ...market, reduceOnly: true } },
      { type: 'order', order: market },
    ];
    const answers = (regime: 'trending' | 'ranging'): readonly string[] => {
      const heard = spiced(parrot(closes.map(() => wishes)), { ...options, regime });
      return (play(heard, barsFromCloses(closes)).at(-1) ?? []).map(({ type }) => type);
    };
    expect(answers('trending')).toEqual(['exit', 'abort', 'cancel', 'order']);
    expect(answers('ranging')).toHaveLength(6);
  });

  it('sizes entries by volatility, unless they bring their own quantity', () => {
    const own: Intent = { type: 'enter', direction: 'long', reason: 'r', quantity: '3' };
    const wishes = [[], [], [], [enter('long')], [own]];
    const intents = play(spiced(parrot(wishes), options), barsFromCloses(closes));
    const [step, next] = [Math.log(102 / 101), Math.log(104 / 102)];
    const volatility = (Math.abs(next - step) / Math.SQRT2) * Math.sqrt(252);
    const quantity = (1000 * Math.min(0.98, 0.15 / volatility)) / 104;
    const [sized] = intents[3] ?? [];
    expect(sized?.type === 'enter' ? Number(sized.quantity) : undefined).toBeCloseTo(quantity, 4);
    expect(intents[4]).toEqual([own]);
  });

  it('needs as many bars as its filters, and shows what they see', () => {
    const strategy = spiced(parrot([]), { barsPerYear: 252 })();
    expect([strategy.name, strategy.warmupBars]).toEqual(['parrot, spiced', 21]);
    expect(strategy.indicators?.()).toEqual({ a: 1 });
    expect(() => spiced(parrot([]), { barsPerYear: 0 })).toThrow('periodsPerYear is 0');
  });
});

describe('sizing by volatility', () => {
  it('holds half of the equity where the market is twice as wild as the target, and never more than it may', () => {
    const size = createVolatilitySizing();
    const basis = { equity: exact(1000), price: exact(50) };
    expect(size({ ...basis, volatility: 0.3 }).toFixed()).toBe('10');
    expect(size({ ...basis, volatility: 0.01 }).toFixed()).toBe('19.6');
    expect(size({ ...basis, equity: exact(-1), volatility: 0.3 }).toFixed()).toBe('0');
    expect(size({ ...basis, price: exact(3), volatility: 0.3 }).toFixed()).toBe('166.666666666666');
    expect(() => createVolatilitySizing({ targetVolatility: '0' })).toThrow('targetVolatility is 0');
  });
});

describe('regimes of a run', () => {
  it('have their own bars and trades', () => {
    const tally = createRegimeTally();
    expect(tally.rows()).toEqual([]);
    for (const regime of ['trending', 'trending', 'ranging', undefined] as const) tally.bar(regime);
    tally.closed('ranging', exact(5));
    tally.closed('ranging', exact(-2));
    const rows = tally
      .rows()
      .map(({ regime, bars, share, trades }) => [regime, bars, share.toFixed(), trades.netPnl.toFixed()]);
    expect(rows).toEqual([
      ['trending', 2, '0.5', '0'],
      ['ranging', 1, '0.25', '3'],
      ['unknown', 1, '0.25', '0'],
    ]);
  });
});
