import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { gather } from '../gather.fixture.ts';
import { bundledPricesPath } from '../serve/bundled-prices.ts';
import type { BacktestJob, RunningBacktest } from './backtest-job.ts';
import { failureOf } from './failure-of.ts';
import { startInProcess } from './start-in-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-process-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

const job = (more: Partial<BacktestJob> = {}): BacktestJob => ({
  backtestId: 'b1',
  account: 'demo',
  request: {},
  data: { name: 'sp500-daily.csv', path: bundledPricesPath(), isBundled: true },
  ...more,
});

/** A job of a file that is not the bundled one. */
const jobOf = (name: string, text: string, more: Partial<BacktestJob> = {}): BacktestJob => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return job({ data: { name, path, isBundled: false }, ...more });
};

/** A module of a strategy that does this at each bar. */
const moduleOf = (name: string, onBar: string): string => {
  const path = join(directory, name);
  writeFileSync(path, `export default () => ({ name: 'mine', warmupBars: 0, ${onBar} });`);
  return path;
};

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
    const broken = jobOf('broken.csv', 'date,open,high,low,close\n2020-01-01,10,9,8,10\n');
    const failure = await eventsOf(start(broken)).catch(failureOf);
    expect(failure).toEqual({
      error: 'broken.csv: line 2, open is 10, expected a price from the low 8 to the high 9',
      details: expect.stringContaining('/2/open is 10') as string,
    });
  });

  it('fails when the bars are not what was expected', async () => {
    await expect(eventsOf(start(job({ request: { timeframe: 'H1' } })))).rejects.toThrow('The bars are D1, not H1');
    await expect(eventsOf(start(job({ request: { startDate: '2030-01-01' } })))).rejects.toThrow(
      'the data goes from 2000-01-03 to 2020-04-17',
    );
  });

  it('fails alone when its memory does not suffice, and says so', async () => {
    const onBar = 'onBar() { (globalThis.kept ??= []).push(new Array(100_000).fill(1)); return []; }';
    const hoarding = job({ strategyPath: moduleOf('hoarding.mjs', onBar), request: { strategy: 'hoarding.mjs' } });
    const small = startInProcess({ memoryMb: 64 }, systemClock);
    const failure: unknown = await eventsOf(small(hoarding)).catch((thrown: unknown) => thrown);
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

  it('is ended when it takes longer than it may, because its strategy never comes back', async () => {
    const clock = new FakeClock();
    const strategyPath = moduleOf('endless.mjs', 'onBar: () => { for (;;); }');
    const limited = startInProcess({ memoryMb: 256, maxDurationMs: 60_000 }, clock);
    const events = eventsOf(limited(job({ strategyPath, request: { strategy: 'endless.mjs' } })));
    clock.advance(60_000);
    await expect(events).rejects.toThrow('longer than the 1 minutes that it may (maxBacktestMinutes)');
  });

  it('is the same to the byte for the same seed, whatever its strategy leaves to chance, and another for another', async () => {
    const onBar = `onBar: (bar, { position }) => Math.random() < 0.1
      ? [position ? { type: 'exit', reason: 'r' } : { type: 'enter', direction: 'long', reason: 'r' }] : []`;
    const strategyPath = moduleOf('chance.mjs', onBar);
    const resultsFor = async (seed: number): Promise<string> => {
      const request = { strategy: 'chance.mjs', variant: 'spiced_full', seed } as const;
      const end = (await eventsOf(start(job({ strategyPath, request })))).at(-1);
      return end?.kind === 'backtest-complete' ? JSON.stringify(end.data.results) : JSON.stringify(end?.data);
    };
    const [first, again, other] = [await resultsFor(7), await resultsFor(7), await resultsFor(8)];
    expect(first).toContain('"trades":[{');
    expect(first).toBe(again);
    expect(first).not.toBe(other.replace('"seed":8', '"seed":7'));
  });

  it('fails with the bar and the reason when its strategy throws', async () => {
    const strategyPath = moduleOf('throwing.mjs', "onBar() { throw new Error('division by zero'); }");
    const events = await eventsOf(start(job({ strategyPath, request: { strategy: 'throwing.mjs' } })));
    expect(events.at(-1)).toMatchObject({
      kind: 'backtest-error',
      data: {
        error: expect.stringContaining('throwing.mjs: onBar at bar 0 threw: division by zero') as string,
        // Where in the module, and nothing of where that lies.
        errorDetails: expect.stringMatching(/Object\.onBar \(throwing\.mjs:1:[0-9]+\)/) as string,
      },
    });
    expect(JSON.stringify(events.at(-1))).not.toContain(directory);
  });

  it('fails with its reason when a promise of its strategy fails that nobody waits for', async () => {
    const onBar = "onBar() { this.asked ??= Promise.reject(new Error('no answer')); return []; }";
    const strategyPath = moduleOf('careless.mjs', onBar);
    const failure = eventsOf(start(job({ strategyPath, request: { strategy: 'careless.mjs' } })));
    await expect(failure).rejects.toThrow(/^no answer$/);
  });

  it('fails with the name of a module that is none', async () => {
    const strategyPath = join(directory, 'half.mjs');
    writeFileSync(strategyPath, 'export default (');
    const failure = eventsOf(start(job({ strategyPath, request: { strategy: 'half.mjs' } })));
    await expect(failure).rejects.toThrow('half.mjs cannot be loaded: Unexpected end of input');
  });

  it('trades spot and a perpetual with what that paid', async () => {
    const hours = (price: number): string =>
      Array.from(
        { length: 48 },
        (_, hour) => `${1_704_067_200 + hour * 3600},${price},${price},${price},${price}`,
      ).join('\n');
    const header = 'time,open,high,low,close\n';
    const spot = jobOf('spot.csv', header + hours(1000), {
      request: {
        strategy: 'cash-and-carry',
        variant: 'vanilla_full',
        fee: '0',
        slippageBps: '0',
        initialBalance: '10000',
      },
    });
    const perpData = jobOf('perp.csv', header + hours(1001)).data;
    const funding = jobOf('funding.csv', 'fundingTime,fundingRate\n1704096000000,0.001\n1704124800000,0.001\n').data;
    const events = await eventsOf(start({ ...spot, perpData, funding }));
    // 4.897 of each: 10000 / (2 × 1001 × 1.02). Two payments of 0.1 % of 4.897 × 1001.
    expect(events.at(-1)).toMatchObject({
      kind: 'backtest-complete',
      data: { results: { fundingReceived: '9.803794', trades: [{ quantity: '4.897' }, { quantity: '4.897' }] } },
    });
    const notes = events.filter(({ kind }) => kind === 'log').slice(0, 3);
    expect(notes.map(({ data }) => (data as { message: string }).message)).toEqual([
      expect.stringMatching(/^spot\.csv read as tradingview/),
      expect.stringMatching(/^perp\.csv read as tradingview/),
      expect.stringMatching(/^funding\.csv read as /),
    ]);
  });

  it.runIf(process.platform === 'linux')(
    'ends with a parent that was killed, also when its strategy never comes back',
    async () => {
      const strategyPath = moduleOf('deaf.mjs', "onBar: () => { console.error('deaf'); for (;;); }");
      const script = fileURLToPath(new URL('./killed-parent.fixture.ts', import.meta.url));
      const args = ['--conditions=pitwall-source', script, bundledPricesPath(), strategyPath];
      const parent = spawn(process.execPath, args, { stdio: 'ignore' });
      const children = (): string => readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim();
      await expect.poll(children, { timeout: 20_000 }).not.toBe('');
      const child = children();
      // It is in its loop once it has used up more than a moment of its processor.
      const ticks = (): number => Number(readFileSync(`/proc/${child}/stat`, 'utf8').split(' ')[13]);
      await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(150);
      parent.kill('SIGKILL');
      await expect.poll(() => existsSync(`/proc/${child}`), { timeout: 20_000 }).toBe(false);
    },
  );
});
