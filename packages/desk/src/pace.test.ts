import { describe, expect, it } from 'vitest';
import { createFakeClock } from './fake-clock.fixture.ts';
import { createPace } from './pace.ts';

describe('a pace', () => {
  it('takes the first step at once and the others evenly', async () => {
    const clock = createFakeClock(0);
    const pace = createPace(5, clock, undefined);
    const times: number[] = [];
    for (let step = 0; step < 4; step += 1) {
      await pace.next();
      times.push(clock.now());
    }
    expect(times).toEqual([0, 200, 400, 600]);
  });

  it('makes up for the time that a step took', async () => {
    const clock = createFakeClock(0);
    const pace = createPace(5, clock, undefined);
    await pace.next();
    clock.advance(150);
    await pace.next();
    expect(clock.now()).toBe(200);
  });

  it('gives up lost time after a long pause instead of rushing', async () => {
    const clock = createFakeClock(0);
    const pace = createPace(5, clock, undefined);
    await pace.next();
    clock.advance(60_000);
    await pace.next();
    const woke = clock.now();
    await pace.next();
    await pace.next();
    expect(clock.now() - woke).toBe(400);
  });

  it('lets other work in when it is faster than the clock', async () => {
    const clock = createFakeClock(0);
    const pace = createPace(100_000, clock, undefined);
    for (let step = 0; step < 1000; step += 1) await pace.next();
    expect(clock.slept.length).toBeGreaterThanOrEqual(10);
    expect(clock.now()).toBeLessThanOrEqual(11);
  });

  it('wakes up when it is asked to stop', async () => {
    const stop = new AbortController();
    const asleep = Promise.withResolvers<void>();
    const sleep = (): Promise<void> => {
      asleep.resolve();
      return new Promise<void>(() => undefined);
    };
    const pace = createPace(0.001, { now: () => 0, sleep }, stop.signal);
    await pace.next();
    const next = pace.next();
    await asleep.promise;
    stop.abort();
    await expect(next).resolves.toBe(0);
  });
});
