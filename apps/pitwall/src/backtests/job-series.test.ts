import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barsOf } from '@pitwall/desk';
import type { ReadOptions } from '@pitwall/desk';
import type { BacktestJob } from './backtest-job.ts';
import { seriesOfJob } from './job-series.ts';

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

const job = (request: BacktestJob['request'], reading: ReadOptions = {}): BacktestJob => ({
  backtestId: 'b',
  account: 'a',
  data: { name: 'hours.csv', path: dataPath, isBundled: false, reading },
  request,
});

const read = (one: BacktestJob) => seriesOfJob(one, new AbortController().signal);

const bars = async (request: BacktestJob['request'], reading: ReadOptions = {}) =>
  barsOf((await read(job(request, reading))).series);

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

  it('are read as the request says, which comes before what was told of the file', async () => {
    const [first] = await bars({ dataTimeZone: '+01:00' }, { timeZone: '+05:00' });
    expect(first?.time).toBe(1_704_067_200_000 - 3_600_000);
    expect((await bars({}, { timeZone: '+05:00' }))[0]?.time).toBe(1_704_067_200_000 - 5 * 3_600_000);
    expect((await bars({ dataTimeUnit: 'ms' }))[0]?.time).toBe(1_704_067_200);
  });

  it('come with those of the perpetual and with what it paid, and with what was found out about the files', async () => {
    const fundingPath = join(dataPath, '..', 'funding.csv');
    writeFileSync(fundingPath, 'fundingTime,fundingRate\n1704067200001,0.0001\n1704096000000,-0.0002\n');
    const file = { name: 'perp.csv', path: dataPath, isBundled: false };
    const { series, perp, funding, notes } = await read({
      ...job({ timeframe: 'H4', endDate: '2024-01-01' }),
      perpData: file,
      funding: { ...file, name: 'funding.csv', path: fundingPath },
    });
    expect([series.length, perp?.length, funding?.length]).toEqual([6, 6, 2]);
    expect(funding?.fundingAt(0)).toEqual({ time: 1_704_067_200_000, rate: '0.0001' });
    expect(notes).toEqual([
      expect.stringMatching(/^hours\.csv read as .*72 bars of H1/),
      expect.stringMatching(/^perp\.csv read as /),
      expect.stringMatching(/^funding\.csv read as /),
    ]);
  });
});
