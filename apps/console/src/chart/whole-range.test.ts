import { describe, expect, it } from 'vitest';
import { wholeRange } from './whole-range.ts';

describe('the range that shows a whole curve', () => {
  it('has room on both sides', () => {
    const { from, to } = wholeRange(101) ?? { from: NaN, to: NaN };
    expect(from).toBeLessThan(0);
    expect(to).toBeGreaterThan(100);
    expect(to - 100).toBeCloseTo(-from);
  });

  it('is one place where there is one value', () => {
    expect(wholeRange(1)).toEqual({ from: 0, to: 0 });
  });

  it('is none where there is no value yet', () => {
    expect(wholeRange(0)).toBeUndefined();
  });
});
