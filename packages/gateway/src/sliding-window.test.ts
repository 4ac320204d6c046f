import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindow } from './sliding-window.ts';

describe('a sliding window', () => {
  it('has room for so many at once, and for one more a window after each', () => {
    const window = new SlidingWindow({ count: 3, windowMs: 100 });
    expect([0, 40, 90].map((nowMs) => window.tryTake(nowMs))).toEqual([true, true, true]);
    expect([window.tryTake(99), window.freeAtMs()]).toEqual([false, 100]);
    expect([100, 101, 140, 141].map((nowMs) => window.tryTake(nowMs))).toEqual([true, false, true, false]);
  });

  it('says that there is room before it is full', () => {
    const window = new SlidingWindow({ count: 1, windowMs: 100 });
    expect(window.freeAtMs()).toBeLessThan(0);
    expect(window.hasRoom(0)).toBe(true);
  });

  it('counts what happens regardless of room, so that there is none until enough of it is past', () => {
    const window = new SlidingWindow({ count: 2, windowMs: 100 });
    for (const nowMs of [0, 10, 20, 30]) window.take(nowMs);
    expect(window.freeAtMs()).toBe(120);
    expect([119, 120, 129, 130].map((nowMs) => window.tryTake(nowMs))).toEqual([false, true, false, true]);
  });

  it('has room exactly when fewer than its count happened in the window before, forced ones included', () => {
    const steps = fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 30 }), forced: fc.boolean() }));
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }), (taken, count, windowMs) => {
        const window = new SlidingWindow({ count, windowMs });
        const times: number[] = [];
        let nowMs = 0;
        for (const { waitMs, forced } of taken) {
          nowMs += waitMs;
          const hasRoom = times.filter((time) => time > nowMs - windowMs).length < count;
          expect(window.hasRoom(nowMs)).toBe(hasRoom);
          const counted = forced || window.tryTake(nowMs);
          if (forced) window.take(nowMs);
          expect(counted).toBe(forced || hasRoom);
          if (counted) times.push(nowMs);
        }
      }),
    );
  });
});
