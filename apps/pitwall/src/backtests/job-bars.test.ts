import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BacktestJob } from './backtest-job.ts';
import { barsOfJob } from './job-bars.ts';

let dataPath: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'pitwall-job-'));
  dataPath = join(folder, 'hours.csv');
  const hours = Array.from({ length: 72 }, (_, hour) => `${1_704_067_200 + hour * 3600},1,2,1,2,0.5`);
  writeFileSync(dataPath, `time,open,high,low,close,volume\n${hours.join('\n')}\n`);
});

afterAll(() => {
  rmSync(join(dataPath, '..'), { recursive: true });
});

const bars = (request: BacktestJob['request'], reading: BacktestJob['reading'] = {}) =>
  barsOfJob(
    { backtestId: 'b', account: 'a', dataName: 'hours.csv', isBundled: false, dataPath, request, reading },
    new AbortController().signal,
  );

describe('the bars of a job', () => {
  it('are those of its days', async () => {
    expect(await bars({})).toHaveLength(72);
    const chosen = await bars({ startDate: '2024-01-02', endDate: '2024-01-02' });
    expect([chosen.length, chosen[0]?.time]).toEqual([24, Date.UTC(2024, 0, 2)]);
  });

  it('are made longer when a longer timeframe is asked for, by the clock of the file’s sessions', async () => {
    expect((await bars({ timeframe: 'D1' })).map(({ volume }) => volume)).toEqual(['12', '12', '12']);
    expect(await bars({ timeframe: 'H1' }, { timeframe: 'H4' })).toHaveLength(72);
    expect(await bars({}, { timeframe: 'H4' })).toHaveLength(18);
    expect(await bars({ timeframe: 'D1' }, { sessionZone: '+05:00' })).toHaveLength(4);
  });

  it('are refused when they would have to be shorter, or of other days', async () => {
    await expect(bars({ timeframe: 'M5' })).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'The bars are H1, not M5',
      problems: [{ path: '/timeframe', found: '"M5"', expected: 'H1 or longer' }],
    });
    await expect(bars({ startDate: '2025-01-01' })).rejects.toThrow('the data goes from 2024-01-01 to 2024-01-03');
  });
});
