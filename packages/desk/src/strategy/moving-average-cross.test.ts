import { describe, expect, it } from 'vitest';
import { barsFromCloses } from '../bars.fixture.ts';
import { contextOf, viewOf } from './context.fixture.ts';
import { createForewarning } from './forewarning.ts';
import { movingAverageCross, type MovingAverageCrossOptions } from './moving-average-cross.ts';
import type { Intent } from './strategy.ts';

const decisionsOver = (
  closes: readonly number[],
  options: MovingAverageCrossOptions,
): readonly (readonly Intent[])[] => {
  const strategy = movingAverageCross(options)();
  return barsFromCloses(closes).map((bar, barIndex) => strategy.onBar(viewOf(bar), contextOf({ barIndex })));
};

const wordsOf = (intents: readonly Intent[]): string =>
  intents.map((intent) => ('direction' in intent ? `${intent.type} ${intent.direction}` : intent.type)).join(', ');

const bare = { fastBars: 2, slowBars: 4, stopAtrMultiple: 0, atrBars: 2, reachAtrMultiple: 0 };

describe('the moving-average cross', () => {
  it('enters at the close at which the fast average rises above the slow one, and leaves when it falls below', () => {
    // Averages of 2 and 4: below until the close of 14 (12 against 11), above until the close of 8 (11 against 12.25).
    const words = decisionsOver([13, 12, 11, 10, 10, 14, 15, 14, 8], bare).map(wordsOf);
    expect(words).toEqual(['', '', '', '', '', 'enter long', '', '', 'exit']);
  });

  it('enters short on the falling cross when both sides are traded', () => {
    const words = decisionsOver([13, 12, 11, 10, 10, 14, 15, 14, 8], { ...bare, sides: 'long-short' }).map(wordsOf);
    expect(words[5]).toBe('enter long');
    expect(words[8]).toBe('enter short');
  });

  it('prepares an entry within reach, and aborts it when the next close did not bring it', () => {
    const words = decisionsOver([20, 18, 16, 14, 14, 13.5, 13, 10, 9], { ...bare, reachAtrMultiple: 1.5 }).map(wordsOf);
    const prepared = words.indexOf('prepare long');
    expect(prepared).toBeGreaterThan(3);
    expect(words[prepared + 1]).toBe('abort');
  });

  it('stays silent on the approach to an entry that it will not take', () => {
    const rising = [10, 11, 12, 13, 14, 14, 13.9];
    const eager = { ...bare, reachAtrMultiple: 5 };
    expect(decisionsOver(rising, eager).map(wordsOf).join('')).toBe('');
    const both = decisionsOver(rising, { ...eager, sides: 'long-short' }).map(wordsOf);
    expect(both.join('')).toContain('prepare short');
  });

  it('keeps its direction while the averages are equal', () => {
    const words = decisionsOver([10, 10, 10, 10, 10, 10], bare).map(wordsOf);
    expect(words.join('')).toBe('');
    // Averages of 1 and 2: below at 9, even at the second 9, above at 10, even, above.
    const averages = { ...bare, fastBars: 1, slowBars: 2 };
    expect(decisionsOver([10, 9, 9, 10, 10, 11], averages).map(wordsOf).join()).toBe(',,,enter long,,');
  });

  it('puts the stop two average true ranges below the close of the entry', () => {
    const closes = [13, 12, 11, 10, 10, 14];
    const [entry] = decisionsOver(closes, { ...bare, atrBars: 1, stopAtrMultiple: 2 })[5] ?? [];
    // The last bar went from 10 to 14: its true range is 4.
    expect(entry).toMatchObject({ type: 'enter', direction: 'long', stopPrice: '6' });
  });

  it('asks for as many bars of warm-up as its longest indicator', () => {
    expect(movingAverageCross()().warmupBars).toBe(30);
    expect(movingAverageCross({ fastBars: 2, slowBars: 5 })().warmupBars).toBe(14);
  });

  it.each([
    [{ fastBars: 30, slowBars: 10 }, 'fastBars is 30 and slowBars 10: give whole numbers with 1 ≤ fastBars < slowBars'],
    [{ fastBars: 2.5 }, 'fastBars is 2.5'],
    [{ atrBars: 0 }, 'atrBars is 0'],
    [{ stopAtrMultiple: -1 }, 'stopAtrMultiple is -1'],
    [{ patienceBars: 0 }, 'patienceBars is 0'],
    [{ reachAtrMultiple: -1 }, 'reachAtrMultiple is -1'],
  ])('refuses %o', (options, message) => {
    expect(() => movingAverageCross(options)).toThrow(message);
  });
});

describe('a forewarning', () => {
  it('tells one approach once, however long it lasts', () => {
    const forewarning = createForewarning(2);
    const reaches = [false, true, true, true, true, false, true, false];
    const words = reaches.map((reach) => wordsOf(forewarning.heed('long', reach, 'averages')));
    expect(words).toEqual(['', 'prepare long', '', 'abort', '', '', 'prepare long', 'abort']);
  });

  it('starts anew once what was prepared has come', () => {
    const forewarning = createForewarning(1);
    forewarning.heed('long', true, 'averages');
    forewarning.settle();
    expect(wordsOf(forewarning.heed('long', false, 'averages'))).toBe('');
    expect(wordsOf(forewarning.heed('long', true, 'averages'))).toBe('prepare long');
  });
});
