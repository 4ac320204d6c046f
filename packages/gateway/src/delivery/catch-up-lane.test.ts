import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { CatchUpLane } from './catch-up-lane.ts';

class Rig {
  readonly clock = new FakeClock();
  readonly lane: CatchUpLane;
  readonly ran: string[] = [];

  constructor(maxCatchUpBytesPerTurn = 100) {
    this.lane = new CatchUpLane({ maxCatchUpBytesPerTurn, maxCatchUpMsPerTurn: 4 }, this.clock);
  }

  /** A reader that wants so many steps of so many bytes, one right after the other. */
  job(name: string, steps: number, bytes: number): () => number {
    let left = steps;
    const job = (): number => {
      this.ran.push(name);
      left -= 1;
      if (left > 0) this.lane.add(job);
      return bytes;
    };
    return job;
  }

  /** What runs in one turn. */
  turn(): readonly string[] {
    this.ran.length = 0;
    this.clock.endTurn();
    return [...this.ran];
  }
}

describe('the lane of readers that catch up', () => {
  it('does nothing within the call, and one step of each at the end of the turn', () => {
    const rig = new Rig();
    for (const name of ['a', 'b']) rig.lane.add(rig.job(name, 1, 10));
    expect(rig.ran).toEqual([]);
    expect(rig.turn()).toEqual(['a', 'b']);
    expect(rig.lane.waiting).toBe(0);
    expect(rig.turn()).toEqual([]);
  });

  it('starts no step in a turn that has written its bytes', () => {
    const rig = new Rig(100);
    for (const name of ['a', 'b', 'c', 'd', 'e']) rig.lane.add(rig.job(name, 1, 50));
    expect([rig.turn(), rig.turn(), rig.turn()]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('lets those who had to wait go before those who want another step', () => {
    const rig = new Rig(100);
    for (const name of ['a', 'b', 'c']) rig.lane.add(rig.job(name, 3, 100));
    expect([1, 2, 3, 4, 5, 6].flatMap(() => rig.turn())).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('gives each one step a turn, even when there are bytes left', () => {
    const rig = new Rig(100);
    rig.lane.add(rig.job('a', 3, 1));
    expect([rig.turn(), rig.turn(), rig.turn(), rig.turn()]).toEqual([['a'], ['a'], ['a'], []]);
  });

  it('holds each reader once', () => {
    const rig = new Rig();
    const job = rig.job('a', 1, 1);
    rig.lane.add(job);
    rig.lane.add(job);
    expect(rig.lane.waiting).toBe(1);
    expect(rig.turn()).toEqual(['a']);
  });

  it('forgets a reader that left, also when another’s step made it leave', () => {
    const rig = new Rig();
    const gone = rig.job('gone', 1, 1);
    rig.lane.add(() => {
      rig.lane.remove(gone);
      return 1;
    });
    rig.lane.add(gone);
    expect(rig.turn()).toEqual([]);
    expect(rig.turn()).toEqual([]);
  });
});
