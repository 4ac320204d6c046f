import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatPreciseTime, formatShortTime } from './time-text.ts';

const at = Date.UTC(2026, 10, 21, 14, 3, 59, 120);

describe('a time', () => {
  it('says its zone where it is precise', () => {
    expect(formatPreciseTime(at, 'utc')).toBe('2026-11-21 14:03:59.120 UTC');
  });

  it('is a clock on its own day, and has its day on any other', () => {
    expect(formatShortTime(at, 'utc', at + 1)).toBe('14:03:59');
    expect(formatShortTime(at, 'utc', at + 86_400_000)).toBe('2026-11-21 14:03:59');
  });
});

describe('a length of time', () => {
  it.each([
    [350, '350 ms'],
    [3_240, '3.2 s'],
    [9_999, '9.9 s'],
    [42_000, '42 s'],
    [250_000, '4 min 10 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
  ])('of %d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it.each([
    [900, 'now'],
    [3_900, '3 s'],
    [150_000, '2 min'],
    [90_000_000, '25 h'],
    [180_000_000, '2 d'],
  ])('since something happened, of %d ms, is %s', (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });
});
