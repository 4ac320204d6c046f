import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataFiles } from './data-files.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pitwall-data-'));
  mkdirSync(join(root, 'data'));
  mkdirSync(join(root, 'data/folder.csv'));
  writeFileSync(join(root, 'data/mine.csv'), 'time,open\n');
  writeFileSync(join(root, 'outside.csv'), 'secret\n');
  symlinkSync(join(root, 'outside.csv'), join(root, 'data/link.csv'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

const files = (directory = join(root, 'data')) => createDataFiles({ bundledPath: '/bundled.csv', directory });

describe('data files', () => {
  it('are the bundled bars when none is named', () => {
    for (const name of [undefined, 'sp500-daily.csv', 'sp500-daily']) {
      expect(files().find(name)).toEqual({ name: 'sp500-daily.csv', path: '/bundled.csv', isBundled: true });
    }
  });

  it('are those of the directory by their plain names', () => {
    expect(files().find('mine.csv')).toMatchObject({ path: join(root, 'data/mine.csv'), isBundled: false });
  });

  it.each([
    '../outside.csv',
    '..\\outside.csv',
    '/etc/passwd',
    'folder.csv',
    'folder.csv/../../outside.csv',
    'link.csv',
    '.hidden.csv',
    'mine.csv\u0000',
    'absent.csv',
    '',
  ])('are nowhere else: %j', (name) => {
    expect(() => files().find(name)).toThrow(/There is no data file .*there is sp500-daily\.csv/);
  });

  it('are the bundled bars alone when there is no directory', () => {
    expect(() => files('').find('mine.csv')).toThrow('there is sp500-daily.csv');
  });

  it('are the demo’s own file too, by its name without the directory', () => {
    const own = createDataFiles({ bundledPath: '/bundled.csv', directory: '', file: '/somewhere/mine.csv' });
    expect(own.find('mine.csv')).toMatchObject({ path: '/somewhere/mine.csv', isBundled: false });
    expect(() => own.find('/somewhere/mine.csv')).toThrow('there is sp500-daily.csv, mine.csv');
  });
});
