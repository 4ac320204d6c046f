import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { LagWatch } from './lag-watch.ts';

/** An output of which a peer takes as much as the test says, watched as a session does it. */
class Rig {
  readonly clock = new FakeClock(0);
  readonly tooSlowAtS: number[] = [];
  written = 0;
  taken = 0;
  readonly watch = new LagWatch(30_000, {
    clock: this.clock,
    output: { writtenBytes: () => this.written, unsentBytes: () => this.written - this.taken },
    tooSlow: () => void this.tooSlowAtS.push(this.clock.monotonicMs() / 1_000),
  });

  write(bytes: number): void {
    this.written += bytes;
    if (this.written > this.taken) this.watch.start();
  }

  take(bytes: number): void {
    this.taken = Math.min(this.written, this.taken + bytes);
    if (this.taken === this.written) this.watch.stop();
  }

  seconds(count: number): void {
    this.clock.advance(count * 1_000);
  }
}

describe('a lag watch', () => {
  it('finds a reader too slow that takes nothing for the whole time', () => {
    const rig = new Rig();
    rig.write(100);
    rig.seconds(20);
    rig.write(100);
    rig.seconds(9.999);
    expect(rig.tooSlowAtS).toEqual([]);
    rig.seconds(60);
    expect(rig.tooSlowAtS).toEqual([30]);
  });

  it('leaves a reader alone that keeps up, though a few bytes wait whenever it is asked', () => {
    const rig = new Rig();
    rig.write(150);
    for (let second = 0; second < 300; second += 1) {
      rig.write(100);
      rig.take(100);
      rig.seconds(1);
    }
    expect(rig.written - rig.taken).toBe(150);
    expect(rig.tooSlowAtS).toEqual([]);
  });

  it('finds a reader too slow that stops after it kept up, within twice the time', () => {
    const rig = new Rig();
    rig.write(150);
    rig.seconds(10);
    rig.take(149);
    rig.write(50);
    rig.take(1);
    rig.seconds(90);
    expect(rig.tooSlowAtS).toEqual([60]);
  });

  it('finds a reader too slow that takes a byte now and then, and never what waited', () => {
    const rig = new Rig();
    rig.write(10_000);
    for (let second = 0; second < 30; second += 1) {
      rig.take(1);
      rig.seconds(1);
    }
    expect(rig.tooSlowAtS).toEqual([30]);
  });

  it('gives the whole time anew once everything was taken', () => {
    const rig = new Rig();
    rig.write(100);
    rig.seconds(29);
    rig.take(100);
    expect(rig.clock.timerCount).toBe(0);
    rig.seconds(29);
    rig.write(100);
    rig.seconds(29.999);
    expect(rig.tooSlowAtS).toEqual([]);
    rig.seconds(0.001);
    expect(rig.tooSlowAtS).toEqual([88]);
  });
});
