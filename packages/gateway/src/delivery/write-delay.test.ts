import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { WriteDelay } from './write-delay.ts';

const open = (): { told: number[]; clock: FakeClock; delay: WriteDelay } => {
  const told: number[] = [];
  const clock = new FakeClock();
  return { told, clock, delay: new WriteDelay(clock, (ms) => told.push(ms)) };
};

describe('the delay of writing', () => {
  it('is told once a round, for the oldest fact of all audiences', () => {
    const { told, clock, delay } = open();
    const beganAt = clock.now();
    clock.advance(20);
    delay.beginRound();
    for (const ms of [12, 5, 18]) delay.written(beganAt + ms);
    expect(told).toEqual([]);
    delay.endRound();
    expect(told).toEqual([15]);
  });

  it('is told at once of an audience that is flushed by itself', () => {
    const { told, clock, delay } = open();
    const beganAt = clock.now();
    clock.advance(3);
    delay.written(beganAt);
    expect(told).toEqual([3]);
  });

  it('is not told of a round in which nothing was written, nor twice', () => {
    const { told, clock, delay } = open();
    delay.written(clock.now());
    delay.beginRound();
    delay.endRound();
    expect(told).toEqual([0]);
  });
});
