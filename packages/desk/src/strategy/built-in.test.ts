import fc from 'fast-check';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { anyBars, barsFromCloses, firstDay } from '../bars.fixture.ts';
import type { Bar } from '../market/bar.ts';
import { cashAndCarry } from './cash-and-carry.ts';
import { contextOf, viewOf } from './context.fixture.ts';
import { donchianBreakout } from './donchian-breakout.ts';
import { movingAverageCross } from './moving-average-cross.ts';
import { play, wordsOf } from './play.fixture.ts';
import { createPremium } from './premium.ts';
import { rsiReversion } from './rsi-reversion.ts';
import { spiced } from './spiced.ts';
import type { WorkingOrder } from '../venue/order.ts';
import type { StrategyContext, StrategyFactory } from './strategy.ts';

const wordsOver = (factory: StrategyFactory, closes: readonly number[]): readonly string[] =>
  play(factory, barsFromCloses(closes)).map(wordsOf);

describe('the RSI reversion', () => {
  const bare = { rsiBars: 2, stopAtrMultiple: 0 };

  it('enters long when the index falls below 30, once, and leaves at 50', () => {
    // RSI(2): steps of +1 −1 give 50; then −2 twice brings averages of gain and loss to 0.25/1.25 and 0.125/1.625: 17 and 7.
    const words = wordsOver(rsiReversion(bare), [10, 11, 10, 8, 6, 8, 10]);
    expect(words).toEqual(['', '', '', 'enter long', '', 'exit', '']);
  });

  it('enters short above 70 only where both sides are traded, and leaves at the mirror of 50', () => {
    const closes = [10, 9, 10, 12, 14, 12];
    expect(wordsOver(rsiReversion(bare), closes).join('')).toBe('');
    const words = wordsOver(rsiReversion({ ...bare, sides: 'long-short' }), closes);
    expect(words).toEqual(['', '', '', 'enter short', '', 'exit']);
  });

  it('enters on a fall, and not where the index was low from the beginning', () => {
    expect(wordsOver(rsiReversion(bare), [10, 9, 8, 7, 6]).join('')).toBe('');
  });

  it('leaves a short position at 100 less the level of a long one', () => {
    // RSI(2) at the fall to 12 is between 40 and 45.
    const closes = [10, 9, 10, 12, 14, 12, 11];
    const words = (exitLevel: number): readonly string[] =>
      wordsOver(rsiReversion({ ...bare, sides: 'long-short', exitLevel }), closes).slice(3);
    expect(words(55)).toEqual(['enter short', '', 'exit', 'enter long']);
    expect(words(60)).toEqual(['enter short', '', '', 'enter long']);
  });

  it('waits for the next fall after it was stopped', () => {
    const words = wordsOver(rsiReversion({ ...bare, exitLevel: 99 }), [10, 11, 10, 8, 9, 7, 6]);
    expect(words.filter((word) => word === 'enter long')).toHaveLength(1);
  });

  it('shows its index and needs a bar more than it averages', () => {
    const strategy = rsiReversion({ stopAtrMultiple: 0 })();
    expect([strategy.warmupBars, strategy.indicators?.()]).toEqual([15, {}]);
    expect(rsiReversion({ atrBars: 30 })().warmupBars).toBe(30);
  });

  it.each([{ oversold: 60 }, { oversold: 0 }, { overbought: 50 }, { overbought: 100 }, { exitLevel: 100 }])(
    'refuses %o',
    (options) => {
      expect(() => rsiReversion(options)).toThrow('give 0 < oversold < exitLevel < 100');
    },
  );
});

describe('the Donchian breakout', () => {
  const bare = { entryBars: 3, exitBars: 2, stopAtrMultiple: 0 };

  it('enters above the highest high of the bars before, and leaves below the lowest low', () => {
    const words = wordsOver(donchianBreakout(bare), [10, 12, 11, 12, 13, 14, 13, 12, 12]);
    // 13 breaks 12. The lows before the close of 12 are 13 and 13.
    expect(words).toEqual(['', '', '', '', 'enter long', '', '', 'exit', '']);
  });

  it('enters short at the mirror image, and turns round without an exit between', () => {
    const words = wordsOver(donchianBreakout({ ...bare, sides: 'long-short' }), [10, 9, 10, 9, 8, 7, 11, 12]);
    expect(words).toEqual(['', '', '', '', 'enter short', '', 'enter long', '']);
  });

  it('enters at the next break once the exit channel was broken', () => {
    const words = wordsOver(donchianBreakout(bare), [10, 10, 10, 10, 11, 10, 9, 12, 13]);
    expect(words).toEqual(['', '', '', '', 'enter long', '', 'exit', 'enter long', '']);
  });

  it('does not count the bar itself into its channel', () => {
    expect(wordsOver(donchianBreakout(bare), [10, 10, 10, 10, 11])).toEqual(['', '', '', '', 'enter long']);
  });

  it('puts the stop two ranges of twenty bars below the close', () => {
    const closes = [...Array.from({ length: 21 }, (_, index) => 100 + (index % 2)), 104];
    const [entry] = play(donchianBreakout(), barsFromCloses(closes)).at(-1) ?? [];
    // Twenty steps: the first bar has no range; Wilder's average of 19 ones and a zero, then a one and a four.
    const range = ((19 / 20) * 19 + 1) / 20;
    const stop = 104 - 2 * ((range * 19 + 4) / 20);
    expect(entry).toMatchObject({ type: 'enter', direction: 'long', stopPrice: stop.toFixed(8).replace(/0+$/, '') });
  });

  it('refuses bars that are none', () => {
    expect(() => donchianBreakout({ entryBars: 0 })).toThrow('entryBars is 0');
    expect(() => donchianBreakout({ stopAtrMultiple: -1 })).toThrow('stopAtrMultiple is -1');
  });
});

const flat = (price: number | string, count: number): Bar[] =>
  barsFromCloses(Array.from({ length: count }, () => price));

describe('cash and carry', () => {
  const spot = flat(100, 6);
  const perps = (closes: readonly number[]): Bar[] => barsFromCloses(closes);
  const wordsWith = (closes: readonly number[], funding?: readonly string[]): readonly string[] =>
    play(cashAndCarry(), spot, { bars: perps(closes), ...(funding === undefined ? {} : { funding }) }).map((intents) =>
      intents
        .map((intent) => (intent.type === 'order' ? `${intent.order.side} ${intent.order.symbol ?? ''}` : intent.type))
        .join(', '),
    );

  it('opens both legs at exactly the premium of entry, and closes them at exactly that of exit', () => {
    const words = wordsWith([100.0399, 100.04, 100.02, 100.0001, 100, 100]);
    expect(words).toEqual(['', 'buy X, sell P', '', '', 'sell X, buy P', '']);
  });

  it('stays out where the short leg would pay funding, and leaves when it does', () => {
    const dear = [100.1, 100.1, 100.1, 100.1, 100.1, 100.1];
    const funding = ['-0.00001', '0', '-0.0001', '-0.00011', '0.0001', '0.0001'];
    expect(wordsWith(dear, funding)).toEqual(['', 'buy X, sell P', '', 'sell X, buy P', 'buy X, sell P', '']);
  });

  it('buys with half of the equity less the reserve, in whole lots, both legs alike', () => {
    const [intents = []] = play(cashAndCarry({ lotSize: '0.1' }), spot, { bars: perps([101]) });
    // 1,000 / (2 × 101 × 1.02) is 4.85.
    const orders = intents.map((intent) => (intent.type === 'order' ? intent.order.quantity : undefined));
    expect(orders).toEqual(['4.8', '4.8']);
  });

  it('closes what is left where the legs are not alike', () => {
    const strategy = cashAndCarry();
    const one = play(
      () => {
        const inner = strategy();
        return { ...inner, onBar: (bar, context) => inner.onBar(bar, context).slice(0, 1) };
      },
      spot,
      { bars: perps([101, 101]) },
    );
    expect(one[1]?.map((intent) => intent.type === 'order' && [intent.order.side, intent.order.symbol])).toEqual([
      ['sell', 'X'],
    ]);
  });

  it('closes both legs where one was filled in part, and nothing while orders work', () => {
    const [bar] = spot.map((each) => viewOf(each));
    const held = (direction: 'long' | 'short', quantity: string) => ({
      direction,
      quantity: exact(quantity),
      entryPrice: exact(100),
    });
    const strategy = cashAndCarry({ perpSymbol: 'P' })();
    const answer = (perpQuantity: string, workingOrders: StrategyContext['workingOrders'] = []): number =>
      bar === undefined
        ? Number.NaN
        : strategy.onBar(
            bar,
            contextOf({
              position: held('long', '2'),
              positionOf: () => held('short', perpQuantity),
              bars: new Map([
                ['X', bar],
                ['P', { ...bar, closePoints: bar.closePoints * 1.01 }],
              ]),
              workingOrders,
            }),
          ).length;
    const working: WorkingOrder = {
      orderId: 'o',
      symbol: 'P',
      side: 'buy',
      terms: { type: 'market' },
      quantity: exact(1),
      filledQuantity: exact(0),
      timeInForce: 'GTC',
      expiresAt: undefined,
      reduceOnly: true,
      ocoGroup: undefined,
      bracket: undefined,
      label: undefined,
      reason: 'r',
    };
    expect([answer('2'), answer('1.5'), answer('1.5', [working])]).toEqual([0, 2, 0]);
  });

  it('decides nothing at a bar without the perpetual, and says when there is none at all', () => {
    expect(play(cashAndCarry({ perpSymbol: 'P' }), spot).flat()).toEqual([]);
    expect(() => play(cashAndCarry(), spot)).toThrow('name perpSymbol');
  });

  it.each([
    [{ exitPremiumRatio: '0.0004' }, 'the exit must be below the entry'],
    [{ exitFundingRatio: '0.1' }, 'the exit must be at most the least of an entry'],
    [{ capitalRatio: '1.01' }, 'capitalRatio must be above 0 up to 1'],
    [{ gapReserveRatio: '-1' }, 'gapReserveRatio must be zero or more'],
    [{ lotSize: '0' }, 'lotSize must be above zero'],
  ])('refuses %o', (options, message) => {
    expect(() => cashAndCarry(options)).toThrow(message);
  });

  it('compares premiums exactly, whatever the decimals of the two prices', () => {
    const price = fc.integer({ min: 1, max: 10_000_000 });
    const scale = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(
        price,
        price,
        fc.tuple(scale, scale),
        fc.integer({ min: -500, max: 500 }),
        (spotUnits, perpUnits, scales, units) => {
          const [spotScale, perpScale] = scales;
          const ratio = (units / 10_000).toFixed(4);
          const premium = createPremium({ entryPremiumRatio: ratio, exitPremiumRatio: ratio }, spotScale, perpScale);
          premium.take(spotUnits, perpUnits);
          const left = BigInt(perpUnits) * 10n ** BigInt(spotScale) * 10_000n;
          const right = BigInt(spotUnits) * 10n ** BigInt(perpScale) * BigInt(10_000 + units);
          expect([premium.reachesEntry, premium.reachesExit]).toEqual([left >= right, left <= right]);
        },
      ),
    );
    const tooLong = { entryPremiumRatio: '0.00000000000000001', exitPremiumRatio: '0' };
    expect(() => createPremium(tooLong, 2, 2)).toThrow('give a decimal with fewer digits');
  });
});

const quick = { stopAtrMultiple: 1, atrBars: 2, sides: 'long-short' } as const;
const cross = movingAverageCross({ fastBars: 2, slowBars: 4, ...quick });
const spices = { regimeBars: 3, volatilityBars: 3, barsPerYear: 252, regime: 'trending' } as const;
const strategies: Readonly<Record<string, StrategyFactory>> = {
  'moving-average cross': cross,
  'RSI reversion': rsiReversion({ rsiBars: 2, ...quick }),
  'Donchian breakout': donchianBreakout({ entryBars: 3, exitBars: 2, ...quick }),
  'cash and carry': cashAndCarry({ entryPremiumRatio: '0.05', leastFundingRatio: '-1', exitFundingRatio: '-1' }),
  'spiced cross': spiced(cross, spices),
};

describe.each(Object.keys(strategies))('the %s', (name) => {
  const factory = strategies[name] ?? cross;
  const later = (bars: readonly Bar[]): Bar[] =>
    bars.map((bar, index) => ({ ...bar, time: firstDay + index * 86_400_000 }));

  it('answers the same to the same bars, whatever comes after them', () => {
    fc.assert(
      fc.property(anyBars(12, 40), anyBars(12, 40), anyBars(40, 40), fc.nat(39), (bars, others, perp, at) => {
        const cut = Math.min(at, bars.length - 1);
        const changed = later([...bars.slice(0, cut), ...others]);
        const known = play(factory, bars, { bars: perp }).slice(0, cut);
        const again = play(factory, changed, { bars: [...perp.slice(0, cut), ...perp.slice(cut).toReversed()] });
        expect(again.slice(0, cut)).toEqual(known);
      }),
    );
  });

  it('wants something at all over random bars', () => {
    const wants = fc.sample(anyBars(40, 40), { numRuns: 30, seed: 7 }).map((bars, index, all) => {
      const perp = all[(index + 1) % all.length] ?? bars;
      return play(factory, bars, { bars: perp })
        .flat()
        .filter(({ type }) => type === 'enter' || type === 'order').length;
    });
    expect(Math.max(...wants)).toBeGreaterThan(0);
  });

  it('keeps nothing from one run to the next', () => {
    const [bars = []] = fc.sample(anyBars(40, 40), { numRuns: 1, seed: 8 });
    const first = play(factory, bars, { bars: bars.toReversed() });
    expect(play(factory, bars, { bars: bars.toReversed() })).toEqual(first);
  });
});
