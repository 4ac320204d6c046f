import { describe, expect, it } from 'vitest';
import { roomsOf } from './gap-rooms.ts';

describe('the room of a gap', () => {
  it('is a place for each candle that is missing in it', () => {
    const candles = [0, 1_000, 3_000, 6_000].map((timeMs) => ({ timeMs }));
    expect(roomsOf(candles, [{ fromMs: 1_000, toMs: 6_000 }], 1_000)).toEqual([2_000, 4_000, 5_000]);
  });

  it('is none where nothing is missing', () => {
    expect(roomsOf([{ timeMs: 0 }, { timeMs: 1_000 }], [{ fromMs: 0, toMs: 1_000 }], 1_000)).toEqual([]);
    expect(roomsOf([{ timeMs: 0 }], [{ fromMs: 0, toMs: 0 }], 1_000)).toEqual([]);
  });

  it('ends where a night would push a day out of sight', () => {
    expect(roomsOf([], [{ fromMs: 0, toMs: 86_400_000 }], 1_000)).toHaveLength(120);
  });
});
