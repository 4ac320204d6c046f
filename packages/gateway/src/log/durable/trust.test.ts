import { copyFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertOf, StoreRig } from './store-rig.fixture.ts';

let rig: StoreRig;

beforeEach(() => {
  rig = new StoreRig({ sliceMs: 1000 });
});

afterEach(() => {
  rig.remove();
});

/** Three files of two events each. */
const fillThreeFiles = (): string => {
  for (let file = 0; file < 3; file += 1) {
    rig.append(alertOf(`${file}a`));
    rig.append(alertOf(`${file}b`));
    rig.nowMs += 1000;
  }
  return rig.store.report.epoch;
};

const eventFiles = (): readonly string[] => readdirSync(rig.directory).filter((name) => /^events-.*db$/.test(name));

/** A copy that takes the original's place, as a restored backup does. */
const restore = (name: string): void => {
  copyFileSync(rig.path(name), rig.path(`${name}.copy`));
  rmSync(rig.path(name));
  renameSync(rig.path(`${name}.copy`), rig.path(name));
};

describe('a past that can be trusted', () => {
  it('goes on under its epoch and after its last place', () => {
    const epoch = fillThreeFiles();
    expect(eventFiles()).toHaveLength(3);
    expect(rig.reopen().report).toEqual({ epoch, headSeq: 6, horizonSeq: 0, lastSeq: 6, doubts: [] });
    expect(rig.append(alertOf('next'))).toMatchObject([{ seq: 7 }]);
    expect(rig.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is new at first, under an epoch of its own', () => {
    const other = new StoreRig();
    expect([rig.store.report.doubts, other.store.report.doubts]).toEqual([['it is new'], ['it is new']]);
    expect(rig.store.report.epoch).not.toBe(other.store.report.epoch);
    other.remove();
    expect(rig.reopen().report.doubts).toEqual([]);
  });

  it('is not doubted for a directory that was moved', () => {
    const epoch = fillThreeFiles();
    const moved = `${rig.directory}-moved`;
    rig.reopen(() => {
      renameSync(rig.directory, moved);
      renameSync(moved, rig.directory);
    });
    expect(rig.store.report).toMatchObject({ epoch, doubts: [] });
  });

  it('is not doubted for a file that was only being made', () => {
    const epoch = fillThreeFiles();
    rig.reopen(() => writeFileSync(rig.path('events-00000004.db'), 'half a file'));
    expect(rig.store.report).toMatchObject({ epoch, doubts: [] });
    expect(rig.append(alertOf('next'))).toMatchObject([{ seq: 7 }]);
    expect(rig.reopen().report.doubts).toEqual([]);
  });
});

describe('a past that cannot be trusted', () => {
  /** What reopening after a damage makes of three files: a new epoch, and these places. */
  const expectDoubt = (doubt: RegExp, seqs: readonly number[], damage: () => void): void => {
    const epoch = fillThreeFiles();
    rig.reopen(damage);
    expect(rig.store.report.doubts.join()).toMatch(doubt);
    expect(rig.store.report.epoch).not.toBe(epoch);
    expect(rig.seqs()).toEqual(seqs);
    // Of what was confirmed no place is used again, whether it is still there or not.
    expect(rig.append(alertOf('next'))).toMatchObject([{ seq: 7 }]);
    const after = rig.reopen().report;
    expect(after.doubts).toEqual([]);
    expect(rig.seqs()).toEqual([...seqs, 7]);
  };

  it.each(['catalog.db', 'events-00000001.db', 'events-00000003.db'])('has a restored copy in place of %s', (name) => {
    expectDoubt(/restored or copied/, [1, 2, 3, 4, 5, 6], () => restore(name));
  });

  it('is said to be restored by whoever did it, once', () => {
    expectDoubt(/restored or copied/, [1, 2, 3, 4, 5, 6], () => writeFileSync(rig.path('RESTORED'), ''));
  });

  it('ends before what was confirmed', () => {
    expectDoubt(/up to 6 were confirmed, and they end at 5/, [1, 2, 3, 4, 5], () => {
      const database = new DatabaseSync(rig.path('events-00000003.db'));
      database.exec('DELETE FROM events WHERE seq = 6');
      database.close();
    });
  });

  it('lacks its newest file', () => {
    expectDoubt(/missing/, [1, 2, 3, 4], () => rmSync(rig.path('events-00000003.db')));
  });

  it('lacks a file in its middle: what comes after the gap is used, what comes before is set aside', () => {
    expectDoubt(/missing/, [5, 6], () => rmSync(rig.path('events-00000002.db')));
    const [aside = ''] = readdirSync(rig.directory).filter((name) => name.startsWith('set-aside'));
    expect(readdirSync(rig.path(aside))).toContain('events-00000001.db');
  });

  it('lacks its oldest file', () => {
    expectDoubt(/missing/, [3, 4, 5, 6], () => rmSync(rig.path('events-00000001.db')));
  });

  it('has lost events between two files', () => {
    expectDoubt(/between files/, [3, 4, 5, 6], () => {
      const database = new DatabaseSync(rig.path('events-00000001.db'));
      database.exec('DELETE FROM events WHERE seq = 2');
      database.close();
    });
  });

  it('has a damaged file', () => {
    expectDoubt(/file 3 is damaged/, [1, 2, 3, 4], () => truncateSync(rig.path('events-00000003.db'), 4096 * 2));
  });

  it('has no mark of its last confirmed event', () => {
    expectDoubt(/mark/, [1, 2, 3, 4, 5, 6], () => rmSync(rig.path('head')));
  });
});

describe('a directory that is not for this process', () => {
  const reopening = (damage: () => void): (() => unknown) => {
    rig.append(alertOf('a'));
    rig.store.close();
    damage();
    return () => rig.open();
  };

  it('is refused while another has it, and taken when that one is gone', () => {
    expect(() => rig.open()).toThrow(/another process uses it/);
    rig.append(alertOf('a'));
    expect(rig.reopen().report.headSeq).toBe(1);
  });

  it.each(['catalog.db', 'events-00000001.db'])('is refused when a newer Pitwall wrote %s', (name) => {
    const open = reopening(() => {
      const database = new DatabaseSync(rig.path(name));
      database.exec('PRAGMA user_version = 2');
      database.close();
    });
    expect(open).toThrow(/newer Pitwall/);
    expect(open).toThrow(expect.objectContaining({ code: 'LOG_UNUSABLE' }));
  });

  it.each(['catalog.db', 'events-00000001.db'])('is refused when %s is no file of Pitwall', (name) => {
    expect(reopening(() => writeFileSync(rig.path(name), 'a diary, of some length'.repeat(100)))).toThrow(
      /not a file of Pitwall/,
    );
  });

  it('is refused when a file of another log lies in it', () => {
    const other = new StoreRig();
    other.append(alertOf('a'));
    other.store.close();
    const open = reopening(() => copyFileSync(other.path('events-00000001.db'), rig.path('events-00000001.db')));
    expect(open).toThrow(/another log/);
    other.remove();
  });

  it('is refused when its catalog is gone', () => {
    expect(reopening(() => rmSync(rig.path('catalog.db')))).toThrow(/catalog.db is missing/);
  });

  it('is refused when it is a file', () => {
    const open = reopening(() => {
      rmSync(rig.directory, { recursive: true });
      writeFileSync(rig.directory, '');
    });
    expect(open).toThrow(expect.objectContaining({ code: 'LOG_UNUSABLE' }));
  });
});
