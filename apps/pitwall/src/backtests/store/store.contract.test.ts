import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BacktestAnswer } from '../backtest-answer.ts';
import type { BacktestStore } from './backtest-store.ts';
import { createFileStore } from './file-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { beyondRetention } from './retention.ts';

const root = mkdtempSync(join(tmpdir(), 'pitwall-store-'));
let directories = 0;

afterAll(() => {
  rmSync(root, { recursive: true });
});

const answer = (id: string, more: Partial<BacktestAnswer> = {}): BacktestAnswer => ({
  backtest_id: id,
  status: 'complete',
  account: 'a',
  strategy: 's',
  seed: 0,
  data: 'bars.csv',
  created_at: '2024-01-15T10:30:00.000Z',
  finished_at: '2024-01-15T10:31:00.000Z',
  request: { fast: 5 },
  result: { final_balance: 5000, results: { bars: 7 } },
  ...more,
});

const newDirectory = (): string => join(root, String((directories += 1)), 'backtests');

const fileStore = async (directory = newDirectory(), unreadable: string[] = []): Promise<BacktestStore> => {
  const store = createFileStore(directory, { onUnreadable: (path) => unreadable.push(path) });
  await store.load();
  return store;
};

describe.each([
  ['of files', () => fileStore()],
  ['in memory', () => Promise.resolve(createMemoryStore())],
])('a store %s', (_, open) => {
  it('gives back what it was given, whole, and in its list without what is long', async () => {
    const store = await open();
    const bytes = await store.put(answer('b1'));
    expect(await store.get('b1')).toEqual(answer('b1'));
    const { request: _request, result: _result, ...listed } = answer('b1');
    expect(await store.load()).toEqual([{ listed: { ...listed, result: { final_balance: 5000 } }, bytes }]);
    expect(bytes).toBe(JSON.stringify(answer('b1')).length);
  });

  it('keeps an end that is to be told until it has been, whatever else is kept', async () => {
    const store = await open();
    const end = { kind: 'backtest-complete', id: 'backtest-b1-end', data: { backtestId: 'b1' } } as const;
    const untold = async (): Promise<unknown> => (await store.load()).map((entry) => entry.untold);
    await store.put(answer('b1'), end);
    expect(await untold()).toEqual([end]);
    await store.told('b1');
    await store.told('b1');
    expect(await untold()).toEqual([undefined]);
    await store.put(answer('b1'), end);
    await store.remove('b1');
    await store.put(answer('b1'));
    expect(await untold()).toEqual([undefined]);
  });

  it('keeps the later one of two by one id, and nothing of one that was removed', async () => {
    const store = await open();
    await Promise.all([store.put(answer('b1', { status: 'running' })), store.put(answer('b1'))]);
    expect((await store.get('b1'))?.status).toBe('complete');
    await store.remove('b1');
    await store.remove('b1');
    expect([await store.get('b1'), await store.load()]).toEqual([undefined, []]);
  });
});

describe('a store of files', () => {
  it('is there for the next process, for its owner alone', async () => {
    const directory = newDirectory();
    await (await fileStore(directory)).put(answer('b1'));
    expect(await (await fileStore(directory)).get('b1')).toEqual(answer('b1'));
    expect([statSync(directory).mode & 0o777, statSync(join(directory, 'b1.json')).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
  });

  it('takes away what a crash left half written, and leaves and tells what is no backtest', async () => {
    const directory = newDirectory();
    await (await fileStore(directory)).put(answer('b1'));
    writeFileSync(join(directory, 'b2.json.part'), '{"backtest');
    writeFileSync(join(directory, 'b3.json'), '{"backtest');
    writeFileSync(join(directory, 'b1.end'), '{"kind":"backtest-complete"');
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    const unreadable: string[] = [];
    const store = await fileStore(directory, unreadable);
    expect((await store.load()).map(({ listed }) => listed.backtest_id)).toEqual(['b1']);
    expect(new Set(unreadable)).toEqual(new Set([join(directory, 'b1.end'), join(directory, 'b3.json')]));
    expect(readdirSync(directory).toSorted()).toEqual(['b1.end', 'b1.json', 'b3.json', 'notes.txt']);
  });

  it('says what stands in its way', async () => {
    const directory = newDirectory();
    mkdirSync(join(directory, '..'), { recursive: true });
    writeFileSync(directory, 'mine');
    await expect(fileStore(directory)).rejects.toThrow(
      /^Backtests cannot be kept: EEXIST.*choose another one with dataDir/,
    );
  });

  it.each(['../b1', 'a/b', '..', ''])('has no file for an id that leads elsewhere: %j', async (id) => {
    const directory = newDirectory();
    const store = await fileStore(directory);
    await expect(store.put(answer(id))).rejects.toThrow('is no id');
    await store.remove(id);
    expect([await store.get(id), existsSync(join(directory, '..', 'b1.json'))]).toEqual([undefined, false]);
  });
});

describe('what is kept', () => {
  const limits = { maxBacktestsKept: 3, maxBacktestResultBytes: 100, maxBacktestAgeMs: 1000 };
  const at = (ms: number): string => new Date(ms).toISOString();
  const entry = (id: string, finishedMs: number, bytes = 1) => ({
    listed: answer(id, { finished_at: at(finishedMs) }),
    bytes,
  });
  const beyond = (entries: Parameters<typeof beyondRetention>[0], now: number): readonly string[] =>
    beyondRetention(entries, limits, now).map(({ listed }) => listed.backtest_id);

  it('is so many, so large and so young, the newest first', () => {
    expect(beyond([entry('a', 0), entry('b', 1), entry('c', 2), entry('d', 3)], 4)).toEqual(['a']);
    expect(beyond([entry('a', 0, 60), entry('b', 1, 50), entry('c', 2, 50)], 4)).toEqual(['a']);
    expect(beyond([entry('a', 0), entry('b', 500)], 1001)).toEqual(['a']);
  });

  it('is whatever has not ended', () => {
    const running = { listed: answer('a', { status: 'running' }), bytes: 1000 };
    expect(beyond([running, entry('b', 1)], 1_000_000)).toEqual(['b']);
  });
});
