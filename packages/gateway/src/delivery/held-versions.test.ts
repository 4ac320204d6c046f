import { describe, expect, it } from 'vitest';
import { HeldVersions } from './held-versions.ts';

const positions = ['positions'];

describe('the versions that a reader holds', () => {
  it('are none of a reader that never heard anything', () => {
    const held = HeldVersions.none();
    expect(held.holds('unit', positions, 1)).toBe(false);
    expect(held.holds('unit', [], 0)).toBe(false);
  });

  it('are all up to where it was a member, of what it heard', () => {
    const held = new HeldVersions(10, new Set(['positions', 'trades']), new Map());
    expect([9, 10, 11].map((seq) => held.holds('unit', positions, seq))).toEqual([true, true, false]);
    expect(held.holds('unit', ['equity'], 5)).toBe(false);
    expect(held.holds('unit', ['equity', 'trades'], 5)).toBe(true);
  });

  it('are older ones of units whose newest was waiting then', () => {
    const held = new HeldVersions(
      10,
      new Set(positions),
      new Map([
        ['waiting', 4],
        ['never sent', 0],
      ]),
    );
    expect([4, 5, 10].map((seq) => held.holds('waiting', positions, seq))).toEqual([true, false, false]);
    expect(held.holds('never sent', positions, 1)).toBe(false);
    expect(held.holds('other', positions, 10)).toBe(true);
  });

  it('are what it was given since, and never less than before', () => {
    const held = new HeldVersions(10, new Set(positions), new Map([['waiting', 4]]));
    held.give('waiting', 12);
    held.give('new', 3);
    expect([12, 13].map((seq) => held.holds('waiting', positions, seq))).toEqual([true, false]);
    expect([3, 4].map((seq) => held.holds('new', ['equity'], seq))).toEqual([true, false]);
    held.give('member', 5);
    expect(held.holds('member', positions, 10)).toBe(true);
  });

  it('may exceed a version when the reader holds any newer one', () => {
    const held = new HeldVersions(10, new Set(positions), new Map([['waiting', 4]]));
    expect([9, 10].map((seq) => held.mayExceed('unit', positions, seq))).toEqual([true, false]);
    expect([3, 4].map((seq) => held.mayExceed('waiting', positions, seq))).toEqual([true, false]);
  });
});
