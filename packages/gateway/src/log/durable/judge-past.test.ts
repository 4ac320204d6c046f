import { describe, expect, it } from 'vitest';
import { judgePast } from './judge-past.ts';
import type { FoundPast } from './judge-past.ts';

const entry: FoundPast['entry'] = {
  logId: 'log',
  epoch: 'e',
  firstSlice: 1,
  lastSlice: 1,
  horizonSeq: 0,
  floorSeq: 0,
  bootId: 'monday',
  durability: 'system',
  closed: false,
  file: '',
};

const past = (of: Partial<FoundPast> = {}): FoundPast => ({
  entry,
  slices: [{ number: 1, places: { afterSeq: 0, lastSeq: 10 }, isOriginal: true }],
  headMark: 10,
  bootId: 'monday',
  isOriginal: true,
  ...of,
});

const process = { ...entry, durability: 'process' } as const;

describe('the judgement of a past', () => {
  it.each([
    ['a killed process', past()],
    ['a crash of the machine that each commit waited for', past({ bootId: 'tuesday' })],
    ['a killed process that did not wait for the disk', past({ entry: process })],
    ['a good end and a new start of the machine', past({ entry: { ...process, closed: true }, bootId: 'tuesday' })],
    ['a mark that a crash of the machine took back', past({ headMark: 4 })],
    ['events that were written and never confirmed', past({ headMark: 9 })],
  ])('trusts it after %s', (_what, found) => {
    expect(judgePast(found)).toMatchObject({ doubts: [], used: [1], setAside: [], lastSeq: 10, horizonSeq: 0 });
  });

  it('does not trust what did not wait for the disk when the machine went down, and says so', () => {
    expect(judgePast(past({ entry: process, bootId: 'tuesday' })).doubts).toEqual([
      'the machine went down, and durability is "process"',
    ]);
  });

  it('doubts once what is missing once: the places of an earlier epoch are no loss of this one', () => {
    const found = past({ headMark: 20 });
    expect(judgePast(found)).toMatchObject({ doubts: [expect.stringContaining('they end at 10')], lastSeq: 20 });
    expect(judgePast({ ...found, entry: { ...entry, floorSeq: 20 } })).toMatchObject({ doubts: [], lastSeq: 20 });
  });
});
