import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { gather } from '../gather.fixture.ts';
import { bundledPricesPath } from '../serve/bundled-prices.ts';
import type { BacktestJob, RunningBacktest } from './backtest-job.ts';
import { startInProcess } from './start-in-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-process-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const job = (more: Partial<BacktestJob> = {}): BacktestJob => ({
  backtestId: 'b1',
  account: 'demo',
  request: {},
  dataPath: bundledPricesPath(),
  dataName: 'sp500-daily.csv',
  isBundled: true,
  ...more,
});

const start = startInProcess({ memoryMb: 256, cancelGraceMs: 5000 }, systemClock);

const eventsOf = async ({ batches }: RunningBacktest): Promise<readonly EventDraft[]> => (await gather(batches)).flat();

describe('a backtest in a process', () => {
  it('tells start, progress, log and completion of real prices', async () => {
    const request = { startDate: '2010-01-01', endDate: '2010-12-31', timeframe: 'D1' } as const;
    const events = await eventsOf(start(job({ request })));
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).toBe('backtest-start');
    expect(kinds.at(-1)).toBe('backtest-complete');
    expect(new Set(kinds)).toEqual(new Set(['backtest-start', 'backtest-progress', 'log', 'backtest-complete']));
    expect(events[0]).toMatchObject({
      account: 'demo',
      data: { symbol: 'SPX', timeframe: 'D1', startDate: '2010-01-04', endDate: '2010-12-31' },
    });
  });

  it('makes no more events than are taken', async () => {
    const { batches } = start(job());
    const iterator = batches[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject([{ kind: 'backtest-start' }, { kind: 'backtest-progress' }]);
    await iterator.return?.();
  });

  it('ends early when it is cancelled, and says so', async () => {
    const running = start(job());
    const events: EventDraft[] = [];
    for await (const batch of running.batches) {
      events.push(...batch);
      running.cancel();
    }
    expect(events.at(-1)).toMatchObject({ kind: 'backtest-error', data: { error: 'Backtest cancelled' } });
  });

  it('fails with a line and a column for bars that cannot be', async () => {
    const dataPath = join(directory, 'broken.csv');
    writeFileSync(dataPath, 'date,open,high,low,close\n2020-01-01,10,9,8,10\n');
    await expect(eventsOf(start(job({ dataPath, dataName: 'broken.csv', isBundled: false })))).rejects.toThrow(
      /^broken\.csv: line 2/,
    );
  });

  it('fails when the bars are not what was expected', async () => {
    await expect(eventsOf(start(job({ request: { timeframe: 'H1' } })))).rejects.toThrow('The bars are D1, not H1');
    await expect(eventsOf(start(job({ request: { startDate: '2030-01-01' } })))).rejects.toThrow(
      'the data goes from 2000-01-03 to 2020-04-17',
    );
  });

  it('fails alone when its memory does not suffice, and says so', async () => {
    const dataPath = join(directory, 'long.csv');
    const rows = Array.from({ length: 600_000 }, (_, minute) => `${1_577_836_800 + minute * 60},1,2,1,2`);
    writeFileSync(dataPath, ['time,open,high,low,close', ...rows].join('\n'));
    const small = startInProcess({ memoryMb: 64 }, systemClock);
    const failure: unknown = await eventsOf(small(job({ dataPath, dataName: 'long.csv', isBundled: false }))).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({
      message: 'The backtest ran out of its 64 MiB of memory (backtestMemoryMb)',
      stack: expect.stringContaining('heap out of memory') as string,
    });
  });

  it('is ended when it does not hear in time that it shall end, which is no failure', async () => {
    const clock = new FakeClock();
    const running = startInProcess({ memoryMb: 256, cancelGraceMs: 2000 }, clock)(job());
    const events = eventsOf(running);
    // It is still being loaded, and hears nothing.
    running.cancel();
    clock.advance(2000);
    await expect(events).rejects.toThrow('Backtest cancelled');
  });

  it('does not begin when it was cancelled before', async () => {
    const running = start(job());
    running.cancel();
    await expect(eventsOf(running)).rejects.toThrow('Backtest cancelled');
  });
});
