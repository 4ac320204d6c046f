import type { Publisher } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BacktestJob, RunningBacktest } from './backtest-job.ts';
import { BacktestService } from './backtest-service.ts';

/** A backtest whose events a test gives. */
interface Played extends RunningBacktest {
  readonly job: BacktestJob;
  cancelled: boolean;
  say(...drafts: readonly EventDraft[]): void;
  end(): void;
  die(error: Error): void;
}

const played = (job: BacktestJob): Played => {
  type Step = { drafts: readonly EventDraft[] } | { end: true } | { error: Error };
  const steps: Step[] = [];
  let wake = Promise.withResolvers<void>();
  const add = (step: Step): void => {
    steps.push(step);
    wake.resolve();
  };
  const batches = async function* () {
    for (;;) {
      const step = steps.shift();
      if (step === undefined) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      } else if ('error' in step) throw step.error;
      else if ('end' in step) return;
      else yield step.drafts;
    }
  };
  return {
    job,
    batches: batches(),
    cancelled: false,
    cancel() {
      this.cancelled = true;
    },
    say: (...drafts) => add({ drafts }),
    end: () => add({ end: true }),
    die: (error) => add({ error }),
  };
};

let runs: Played[];
let published: { draft: EventDraft; publisher: Publisher }[];
let service: BacktestService;

beforeEach(() => {
  runs = [];
  published = [];
  let lastId = 0;
  service = new BacktestService(
    { maxBacktestsRunning: 2, maxBacktestsQueued: 2, maxBacktestsKept: 2 },
    {
      files: { find: () => ({ name: 'bars.csv', path: '/bars.csv', isBundled: false }) },
      start(job) {
        const run = played(job);
        runs.push(run);
        return run;
      },
      publish: (drafts, publisher) => Promise.resolve(drafts.map((draft) => published.push({ draft, publisher }))),
      clock: new FakeClock(),
      newId: () => `b${(lastId += 1)}`,
      onFault: (fault) => {
        throw fault;
      },
    },
  );
});

const complete = (backtestId: string): EventDraft => ({
  kind: 'backtest-complete',
  data: { backtestId, finalBalance: 5000 },
});
const run = (index: number): Played => {
  const found = runs[index];
  if (found === undefined) throw new Error(`run ${index} has not begun`);
  return found;
};

describe('backtests', () => {
  it('run a few at a time, and the next begins when one has ended', async () => {
    const records = ['a', 'a', 'b', 'a'].map((account) => service.submit({}, account));
    expect(records.map(({ status }) => status)).toEqual(['running', 'running', 'queued', 'queued']);
    run(0).say(complete('b1'));
    run(0).end();
    await expect.poll(() => records.map(({ status }) => status)).toEqual(['complete', 'running', 'running', 'queued']);
    expect(run(2).job).toMatchObject({ backtestId: 'b3', account: 'b', dataPath: '/bars.csv' });
  });

  it('are refused when as many wait as may', () => {
    for (let count = 0; count < 4; count += 1) service.submit({}, 'a');
    expect(() => service.submit({}, 'a')).toThrow('2 backtests run and 2 wait');
  });

  it('publish their events to their account alone', async () => {
    service.submit({}, 'a');
    run(0).say({ kind: 'backtest-start', data: { backtestId: 'b1' } });
    await expect.poll(() => published).toHaveLength(1);
    expect(published[0]).toMatchObject({
      draft: { kind: 'backtest-start' },
      publisher: { name: 'backtests', accounts: ['a'], shared: false },
    });
  });

  it('keep what was told last of them', async () => {
    const record = service.submit({}, 'a');
    run(0).say({ kind: 'backtest-progress', data: { backtestId: 'b1', progressRatio: 0.5 } });
    run(0).say(complete('b1'));
    run(0).end();
    await expect.poll(() => record.status).toBe('complete');
    expect(record).toMatchObject({ progress: { progressRatio: 0.5 }, result: { finalBalance: 5000 } });
  });

  it('that die are told as errors with details, and end nothing else', async () => {
    const [broken, other] = [service.submit({}, 'a'), service.submit({}, 'a')];
    run(0).die(new Error('out of memory'));
    await expect.poll(() => broken.status).toBe('failed');
    expect(published.at(-1)?.draft).toMatchObject({
      kind: 'backtest-error',
      account: 'a',
      data: { backtestId: 'b1', error: 'out of memory', errorDetails: expect.stringContaining('Error') as string },
    });
    expect(other.status).toBe('running');
  });

  it('that end without a result are told as errors', async () => {
    const record = service.submit({}, 'a');
    run(0).end();
    await expect.poll(() => record.status).toBe('failed');
    expect(record.error).toBe('The backtest ended without a result');
  });

  it('are cancelled while they run by asking them, and tell it themselves', async () => {
    const record = service.submit({}, 'a');
    service.cancel(record);
    expect(run(0).cancelled).toBe(true);
    run(0).say({ kind: 'backtest-error', data: { backtestId: 'b1', error: 'Backtest cancelled' } });
    run(0).end();
    await expect.poll(() => record.status).toBe('cancelled');
    expect(published).toHaveLength(1);
  });

  it('are cancelled too when they did not hear it and had to be ended', async () => {
    const record = service.submit({}, 'a');
    service.cancel(record);
    run(0).die(new Error('Backtest cancelled'));
    await expect.poll(() => record.status).toBe('cancelled');
    expect(published.at(-1)?.draft).toMatchObject({ kind: 'backtest-error', data: { error: 'Backtest cancelled' } });
  });

  it('are cancelled while they wait without ever beginning', async () => {
    const records = [1, 2, 3].map(() => service.submit({}, 'a'));
    const waiting = records[2];
    if (waiting !== undefined) service.cancel(waiting);
    expect(waiting?.status).toBe('cancelled');
    await expect
      .poll(() => published.map(({ draft }) => draft.data))
      .toEqual([{ backtestId: 'b3', error: 'Backtest cancelled' }]);
    run(0).say(complete('b1'));
    run(0).end();
    await expect.poll(() => records[0]?.status).toBe('complete');
    expect(runs).toHaveLength(2);
  });

  it('are forgotten when they ended and newer ones did too', async () => {
    for (const id of ['b1', 'b2', 'b3']) {
      service.submit({}, 'a');
      runs.at(-1)?.say(complete(id));
      runs.at(-1)?.end();
      await expect.poll(() => service.find(id)?.status).toBe('complete');
    }
    await expect.poll(() => service.list().map(({ job }) => job.backtestId)).toEqual(['b3', 'b2']);
  });

  it('all end when the service closes, and none begins any more', async () => {
    service.submit({}, 'a');
    service.submit({}, 'a');
    const waiting = service.submit({}, 'a');
    const closed = service.close();
    expect(waiting.status).toBe('cancelled');
    for (const one of runs) one.end();
    await closed;
    expect(runs).toHaveLength(2);
    expect(() => service.submit({}, 'a')).toThrow('shutting down');
  });
});
