import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { FlushScheduler } from './flush-scheduler.ts';
import type { Flushable } from './flush-scheduler.ts';

class Rig {
  readonly clock = new FakeClock(0);
  readonly scheduler: FlushScheduler;
  readonly log: string[] = [];

  constructor(minFlushIntervalMs = 0) {
    this.scheduler = new FlushScheduler({ minFlushIntervalMs }, this.clock);
  }

  /** Something that notes when it is flushed and woken, and wants to be woken again at these times. */
  flushable(name: string, nextMs: number[] = [], onFlush?: () => void): Flushable {
    return {
      flush: () => {
        this.log.push(`${name} flushed at ${this.clock.monotonicMs()}`);
        onFlush?.();
      },
      wake: (nowMs) => {
        this.log.push(`${name} woken at ${nowMs}`);
        return nextMs.shift() ?? Number.POSITIVE_INFINITY;
      },
    };
  }
}

describe('the flush scheduler', () => {
  it('flushes at the end of the turn what has gathered, each once', () => {
    const rig = new Rig();
    const [a, b] = [rig.flushable('a'), rig.flushable('b')];
    for (const one of [a, b, a]) rig.scheduler.soon(one);
    expect(rig.log).toEqual([]);
    rig.clock.endTurns();
    expect(rig.log).toEqual(['a flushed at 0', 'b flushed at 0']);
    expect(rig.scheduler.flushCount).toBe(1);
    rig.clock.endTurns();
    expect(rig.log).toHaveLength(2);
  });

  it('makes what gathers during a flush the next batch', () => {
    const rig = new Rig();
    let again = true;
    const a: Flushable = rig.flushable('a', [], () => {
      if (again) rig.scheduler.soon(a);
      again = false;
    });
    rig.scheduler.soon(a);
    rig.clock.endTurn();
    expect(rig.log).toHaveLength(1);
    rig.clock.endTurn();
    expect(rig.log).toHaveLength(2);
  });

  it('lets at least its least interval pass between two flushes, and none before the first', () => {
    const rig = new Rig(10);
    const a = rig.flushable('a');
    rig.scheduler.soon(a);
    rig.clock.endTurns();
    rig.clock.advance(3);
    rig.scheduler.soon(a);
    rig.clock.advance(20);
    rig.scheduler.soon(a);
    rig.clock.endTurns();
    expect(rig.log).toEqual(['a flushed at 0', 'a flushed at 10', 'a flushed at 23']);
  });

  it('flushes at once when it is forced, and not again at the end of the turn', () => {
    const rig = new Rig(10);
    const a = rig.flushable('a');
    rig.scheduler.soon(a);
    rig.scheduler.flushAll();
    rig.scheduler.flushAll();
    rig.clock.advance(100);
    expect(rig.log).toEqual(['a flushed at 0']);
  });

  it('wakes each at its time, earliest first, and again when it says so', () => {
    const rig = new Rig();
    rig.scheduler.wakeAt(rig.flushable('a', [40]), 20);
    rig.scheduler.wakeAt(rig.flushable('b'), 10);
    rig.clock.advance(100);
    expect(rig.log).toEqual(['b woken at 10', 'a woken at 20', 'a woken at 40']);
    expect(rig.clock.timerCount).toBe(0);
  });

  it('lets an earlier wish stand and a later one not put it off', () => {
    const rig = new Rig();
    const a = rig.flushable('a');
    for (const atMs of [20, 30, 10]) rig.scheduler.wakeAt(a, atMs);
    rig.clock.advance(100);
    expect(rig.log).toEqual(['a woken at 10']);
  });

  it('wakes at once what should have been woken before now', () => {
    const rig = new Rig();
    rig.clock.advance(50);
    rig.scheduler.wakeAt(rig.flushable('a'), 20);
    rig.clock.advance(0);
    expect(rig.log).toEqual(['a woken at 50']);
  });

  it('holds one timer, however many want to be woken', () => {
    const rig = new Rig();
    for (let index = 0; index < 100; index += 1) rig.scheduler.wakeAt(rig.flushable('a'), 100 - index);
    expect(rig.clock.timerCount).toBe(1);
  });

  it('neither flushes nor wakes what it was told to forget, and keeps no timer for it', () => {
    const rig = new Rig();
    const [a, b] = [rig.flushable('a'), rig.flushable('b')];
    rig.scheduler.soon(a);
    rig.scheduler.wakeAt(a, 10);
    rig.scheduler.wakeAt(b, 20);
    rig.scheduler.forget(a);
    rig.clock.advance(100);
    expect(rig.log).toEqual(['b woken at 20']);
    rig.scheduler.wakeAt(a, 200);
    rig.scheduler.forget(a);
    expect(rig.clock.timerCount).toBe(0);
    // After all were forgotten the next wish still counts.
    rig.scheduler.wakeAt(b, 300);
    rig.clock.advance(300);
    expect(rig.log.at(-1)).toBe('b woken at 300');
  });
});
