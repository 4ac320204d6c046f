import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStartRecord } from './start-record.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-starts-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('the record of starts', () => {
  it('has none at first, and each once whatever is written down again', async () => {
    const path = join(directory, 'starts');
    expect(await createFileStartRecord(path).read()).toEqual([]);
    for (const seq of [0, 7, 7, 12]) await createFileStartRecord(path).add(seq);
    expect(await createFileStartRecord(path).read()).toEqual([0, 7, 12]);
  });

  it('passes over what says no place', async () => {
    const path = join(directory, 'starts');
    writeFileSync(path, '3\nnonsense\n-1\n\n99999999999999999999\n5');
    expect(await createFileStartRecord(path).read()).toEqual([3, 5]);
  });

  it('remembers the newest thousand', async () => {
    const path = join(directory, 'starts');
    writeFileSync(path, Array.from({ length: 1_000 }, (_, n) => `${n}\n`).join(''));
    await createFileStartRecord(path).add(5_000);
    const seqs = await createFileStartRecord(path).read();
    expect([seqs.length, seqs[0], seqs.at(-1)]).toEqual([1_000, 1, 5_000]);
  });
});
