import { describe, expect, it } from 'vitest';
import { median, percentile, ratioOf, shortCount, spreadRatio } from './figures.ts';

describe('figures of a benchmark', () => {
  it('take the middle value, and the mean of the two middle ones of an even count', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });

  it('tell the spread as half the range against the median', () => {
    expect(spreadRatio([90, 100, 110])).toBeCloseTo(0.1);
    expect(spreadRatio([])).toBeUndefined();
  });

  it('find the value that a share of all values does not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeUndefined();
  });

  it('are written with three digits and a unit', () => {
    expect([417, 41_700, 4_170_000].map(shortCount)).toEqual(['417', '41.7k', '4.17M']);
    expect([999_400, 999_600].map(shortCount)).toEqual(['999k', '1.00M']);
    expect(shortCount(undefined)).toBe('—');
  });

  it('have no ratio against something that was not measured', () => {
    expect(ratioOf(3, 4)).toBe(0.75);
    expect(ratioOf(3, undefined)).toBeUndefined();
    expect(ratioOf(3, 0)).toBeUndefined();
  });
});
