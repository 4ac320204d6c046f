import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { HandshakeLane } from './handshake-lane.ts';

/** A lane whose handshakes take as long as is said. */
const rig = () => {
  const clock = new FakeClock();
  const lane = new HandshakeLane({ maxHandshakeMsPerTurn: 1 }, clock);
  const done: string[] = [];
  const add = (name: string, tookMs: number): void =>
    lane.add(() => {
      done.push(name);
      clock.advance(tookMs);
    });
  return { clock, done, add };
};

describe('the handshake lane', () => {
  it('shakes hands at the end of a turn, in the order of coming', () => {
    const { clock, done, add } = rig();
    add('ann', 0);
    add('bob', 0);
    expect(done).toEqual([]);
    clock.endTurn();
    expect(done).toEqual(['ann', 'bob']);
  });

  it('leaves to the next turn what its time does not reach for', () => {
    const { clock, done, add } = rig();
    for (const name of ['ann', 'bob', 'cay']) add(name, 0.6);
    clock.endTurn();
    expect(done).toEqual(['ann', 'bob']);
    clock.endTurn();
    expect(done).toEqual(['ann', 'bob', 'cay']);
  });

  it('goes on however long one takes', () => {
    const { clock, done, add } = rig();
    for (const name of ['ann', 'bob']) add(name, 50);
    clock.endTurn();
    expect(done).toEqual(['ann']);
    clock.endTurn();
    expect(done).toEqual(['ann', 'bob']);
  });
});
