import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertOf, StoreRig } from './store-rig.fixture.ts';

let rig: StoreRig;

beforeEach(() => {
  rig = new StoreRig();
});

afterEach(() => {
  rig.remove();
});

const long = { kind: 'log', data: { level: 'info', message: 'x'.repeat(30_000) } } as const;

describe('a disk without room', () => {
  it('refuses a batch whole, with a code of its own, and takes more when there is room again', () => {
    const first = rig.append(alertOf('before'))[0]?.seq ?? 0;
    rig.store.limitPages(16);
    expect(() => rig.append(alertOf('part of it'), long, long, long)).toThrow(
      expect.objectContaining({ code: 'LOG_FULL', status: 507 }),
    );
    expect(rig.seqs()).toEqual([first]);
    rig.store.limitPages(1_000_000);
    const next = rig.append(alertOf('after'), long)[0]?.seq ?? 0;
    expect(next).toBeGreaterThan(first);
    expect(rig.seqs()).toEqual([first, next, next + 1]);
    expect(rig.reopen().report.doubts).toEqual([]);
    expect(rig.seqs()).toEqual([first, next, next + 1]);
  });
});
