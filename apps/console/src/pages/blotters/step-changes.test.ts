import { describe, expect, it } from 'vitest';
import { changesOf } from './step-changes.ts';

describe('what a step changed', () => {
  it('is what it says otherwise than the step before, to the digit', () => {
    const before = { status: 'new', quantity: '1.50', filledQuantity: '0', updatedAt: 1, signalId: 'a' };
    const now = { status: 'filled', quantity: '1.50', filledQuantity: '1.500000001', updatedAt: 2, signalId: 'b' };
    expect(changesOf(before, now)).toEqual([['filledQuantity', '1.500000001']]);
  });

  it('is what matters of a beginning', () => {
    expect(changesOf(undefined, { status: 'new', symbol: 'SPX', quantity: 1200, reason: 'a cross' })).toEqual([
      ['quantity', '1,200'],
      ['reason', 'a cross'],
    ]);
  });
});
