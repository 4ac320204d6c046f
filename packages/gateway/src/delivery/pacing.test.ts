import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlidingWindow } from '../sliding-window.ts';
import { Pacing } from './pacing.ts';

const intervalMs = 20;

/** Offers as an audience does: goes at once, replaces what waits, or waits. */
const offer = (pacing: Pacing<{ value: string }>, unitId: string, value: string, nowMs: number): boolean => {
  const waiting = pacing.waiting(unitId);
  if (waiting !== undefined) {
    waiting.value = value;
    return false;
  }
  if (pacing.tryNow(unitId, intervalMs, nowMs)) return true;
  pacing.hold(unitId, intervalMs, nowMs, { value });
  return false;
};

const dueAt = (pacing: Pacing<{ value: string }>, nowMs: number): readonly string[] =>
  pacing.due(nowMs, () => intervalMs).map(({ value }) => value);

const budgetOf = (count: number, windowMs: number): SlidingWindow => new SlidingWindow({ count, windowMs });

describe('the pace of latest messages', () => {
  it('lets the first of a unit go at once and the next after the interval, with its newest value', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    expect(offer(pacing, 'a', 'a1', 0)).toBe(true);
    expect(offer(pacing, 'a', 'a2', 5)).toBe(false);
    expect(offer(pacing, 'a', 'a3', 6)).toBe(false);
    expect([pacing.waitingCount, pacing.nextDueMs()]).toEqual([1, 20]);
    expect([dueAt(pacing, 19), dueAt(pacing, 20), dueAt(pacing, 38)]).toEqual([[], ['a3'], []]);
    expect(offer(pacing, 'a', 'a4', 39)).toBe(false);
    expect(dueAt(pacing, 40)).toEqual(['a4']);
    expect(offer(pacing, 'a', 'a5', 60)).toBe(true);
  });

  it('keeps units apart', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    expect(['a', 'b'].map((unitId) => offer(pacing, unitId, unitId, 0))).toEqual([true, true]);
    for (const unitId of ['b', 'a']) offer(pacing, unitId, `${unitId}2`, 1);
    expect([...pacing.allWaiting()].map(([unitId, { value }]) => `${unitId} ${value}`).toSorted()).toEqual([
      'a a2',
      'b b2',
    ]);
    expect(dueAt(pacing, 20).toSorted()).toEqual(['a2', 'b2']);
  });

  it('is never due when nothing waits', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    offer(pacing, 'a', 'a1', 0);
    expect([pacing.nextDueMs(), pacing.waitingCount]).toEqual([Number.POSITIVE_INFINITY, 0]);
  });

  it('lets a first message wait a whole interval where the view wants that', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    pacing.holdWhole('a', 1_000, 100, { value: 'a1' });
    expect(pacing.nextDueMs()).toBe(1_100);
    expect(pacing.due(1_099, () => 1_000)).toEqual([]);
    expect(pacing.due(1_100, () => 1_000)).toEqual([{ value: 'a1' }]);
    // The interval began when it was said, so the next waits for the rest of it alone.
    pacing.holdWhole('a', 1_000, 1_500, { value: 'a2' });
    expect(pacing.nextDueMs()).toBe(2_100);
  });

  it('gives out what waits when something else says it, and starts the interval anew', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    offer(pacing, 'a', 'a1', 0);
    offer(pacing, 'a', 'a2', 5);
    expect(pacing.release('a', intervalMs, 10)).toEqual({ value: 'a2' });
    expect(pacing.release('a', intervalMs, 10)).toBeUndefined();
    expect(dueAt(pacing, 100)).toEqual([]);
    offer(pacing, 'a', 'a3', 100);
    expect(offer(pacing, 'a', 'a4', 119)).toBe(false);
    pacing.restart('b', intervalMs, 100);
    expect([offer(pacing, 'b', 'b1', 119), offer(pacing, 'c', 'c1', 119)]).toEqual([false, true]);
  });
});

describe('a budget of latest messages', () => {
  it('lets what is beyond it wait, longest waiting first, ahead of what comes new', () => {
    const pacing = new Pacing<{ value: string }>(budgetOf(2, 100));
    expect(['a', 'b', 'c', 'd'].map((unitId) => offer(pacing, unitId, unitId, 0))).toEqual([true, true, false, false]);
    expect(pacing.nextDueMs()).toBe(100);
    expect(dueAt(pacing, 99)).toEqual([]);
    // There is room now, but not for one who comes later than those who wait.
    expect(offer(pacing, 'e', 'e', 100)).toBe(false);
    expect(offer(pacing, 'c', 'c newer', 100)).toBe(false);
    expect(dueAt(pacing, 100)).toEqual(['c newer', 'd']);
    expect(dueAt(pacing, 200)).toEqual(['e']);
    expect(pacing.waitingCount).toBe(0);
  });

  it('is used up by what goes regardless', () => {
    const pacing = new Pacing<{ value: string }>(budgetOf(2, 100));
    pacing.useBudget(0);
    offer(pacing, 'a', 'a1', 0);
    expect(offer(pacing, 'b', 'b1', 10)).toBe(false);
    pacing.useBudget(50);
    expect(dueAt(pacing, 100)).toEqual(['b1']);
  });

  it('is used by what is given out early', () => {
    const pacing = new Pacing<{ value: string }>(budgetOf(2, 100));
    offer(pacing, 'a', 'a1', 0);
    offer(pacing, 'a', 'a2', 10);
    pacing.release('a', intervalMs, 10);
    expect(offer(pacing, 'b', 'b1', 99)).toBe(false);
  });
});

describe('the memory of the pace', () => {
  it('forgets units whose interval is over while others come', () => {
    const pacing = new Pacing<{ value: string }>(undefined);
    for (let unit = 0; unit < 10_000; unit += 1) offer(pacing, `unit ${unit}`, 'v', unit);
    // What was sent within one interval, and no more than the two a message that are looked at.
    expect(pacing.rememberedCount).toBeLessThanOrEqual(intervalMs + 1);
  });
});

describe('any offers and times', () => {
  it('keep interval and budget, lose no last value, and wake at the right moment', () => {
    const steps = fc.array(fc.record({ waitMs: fc.nat(15), unitId: fc.constantFrom('a', 'b', 'c') }), {
      maxLength: 60,
    });
    const limits = fc.option(
      fc.record({ count: fc.integer({ min: 1, max: 4 }), windowMs: fc.integer({ min: 1, max: 50 }) }),
    );
    fc.assert(
      fc.property(steps, limits, (offers, limit) => {
        const pacing = new Pacing<{ value: string }>(limit === null ? undefined : new SlidingWindow(limit));
        const sent: { unitId: string; value: string; atMs: number }[] = [];
        const send = (value: string, atMs: number): void => {
          sent.push({ unitId: value.slice(0, 1), value, atMs });
        };
        const last = new Map<string, string>();
        let nowMs = 0;
        const runUntil = (untilMs: number): void => {
          for (let next = pacing.nextDueMs(); next <= untilMs; next = pacing.nextDueMs()) {
            nowMs = Math.max(nowMs, next);
            for (const value of dueAt(pacing, nowMs)) send(value, nowMs);
            expect(pacing.nextDueMs()).toBeGreaterThan(nowMs);
          }
          nowMs = untilMs;
        };
        for (const [index, { waitMs, unitId }] of offers.entries()) {
          runUntil(nowMs + waitMs);
          const value = `${unitId}${index}`;
          last.set(unitId, value);
          if (offer(pacing, unitId, value, nowMs)) send(value, nowMs);
        }
        runUntil(nowMs + 10_000);
        for (const unitId of last.keys()) {
          const ofUnit = sent.filter((one) => one.unitId === unitId);
          expect(ofUnit.at(-1)?.value).toBe(last.get(unitId));
          for (const [index, one] of ofUnit.slice(1).entries())
            expect(one.atMs - (ofUnit[index]?.atMs ?? 0)).toBeGreaterThanOrEqual(intervalMs);
        }
        for (const one of sent) {
          const within = sent.filter(({ atMs }) => atMs > one.atMs - (limit?.windowMs ?? 0) && atMs <= one.atMs);
          expect(within.length).toBeLessThanOrEqual(limit?.count ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});
