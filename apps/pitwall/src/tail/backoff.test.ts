import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('the wait between attempts', () => {
  it('lies anywhere up to a limit that doubles with each failure', () => {
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, () => 1))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(3, () => 0)).toBe(0);
    expect(backoffMs(3, () => 0.5)).toBe(1000);
  });

  it('never grows beyond its limit', () => {
    expect(backoffMs(20, () => 1)).toBe(30_000);
    expect(backoffMs(5000, () => 1)).toBe(30_000);
  });
});
