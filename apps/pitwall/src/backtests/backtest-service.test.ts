import type { Publisher } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { FakeClock } from '@pitwall/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BacktestAnswer } from './backtest-answer.ts';
import { backtestLost, BacktestService } from './backtest-service.ts';
import type { BacktestServiceParts } from './backtest-service.ts';
import { played } from './played-backtest.fixture.ts';
import type { Played } from './played-backtest.fixture.ts';
import type { BacktestStore } from './store/backtest-store.ts';
import { createMemoryStore } from './store/memory-store.ts';

let runs: Played[];
let published: { draft: EventDraft; publisher: Publisher }[];
let faults: unknown[];
let store: BacktestStore;
let clock: FakeClock;
let service: BacktestService;
let lastId = 0;

const limits = {
  maxBacktestsRunning: 2,
  maxBacktestsQueued: 3,
  maxBacktestsQueuedPerAccount: 2,
  maxBacktestsKept: 2,
  maxBacktestResultBytes: 1_000_000,
  maxBacktestAgeMs: 3_600_000,
};

const serviceWith = (more: Partial<BacktestServiceParts> = {}): BacktestService =>
  new BacktestService(limits, {
    files: { find: () => ({ name: 'bars.csv', path: '/bars.csv', isBundled: false }) },
    strategies: { find: (name) => `/strategies/${name}` },
    store,
    start(job) {
      const run = played(job);
      runs.push(run);
      return run;
    },
    publish: (drafts, publisher) => Promise.resolve(drafts.map((draft) => published.push({ draft, publisher }))),
    clock,
    newId: () => `b${(lastId += 1)}`,
    onFault: (fault) => void faults.push(fault),
    ...more,
  });

beforeEach(() => {
  runs = [];
  published = [];
  faults = [];
  lastId = 0;
  store = createMemoryStore();
  clock = new FakeClock();
  service = serviceWith();
});

const submit = (account = 'a'): string => service.submit({}, account).backtest_id;
const statusOf = (id: string): BacktestAnswer['status'] | undefined => service.find(id)?.status;

const complete = (backtestId: string): EventDraft => ({
  kind: 'backtest-complete',
  data: { backtestId, finalBalance: 5000 },
});
const run = (index: number): Played => {
  const found = runs[index];
  if (found === undefined) throw new Error(`run ${index} has not begun`);
  return found;
};

/** Lets a backtest begin, complete, and be kept. */
const finish = async (index: number, id: string): Promise<void> => {
  run(index).say(complete(id));
  run(index).end();
  await expect.poll(() => statusOf(id) ?? 'forgotten').not.toBe('running');
};

describe('backtests', () => {
  it('run a few at a time, and the next begins when one has ended', async () => {
    const ids = ['a', 'a', 'b', 'a'].map(submit);
    expect(ids.map(statusOf)).toEqual(['running', 'running', 'queued', 'queued']);
    await finish(0, 'b1');
    await expect.poll(() => ids.map(statusOf)).toEqual(['complete', 'running', 'running', 'queued']);
    expect(run(2).job).toMatchObject({ backtestId: 'b3', account: 'b', data: { path: '/bars.csv' } });
  });

  it('are refused when as many wait as may, of one account or of all', () => {
    for (let count = 0; count < 4; count += 1) submit('a');
    expect(() => submit('a')).toThrow('2 backtests of this account wait, which is as many as one account may');
    expect(statusOf(submit('b'))).toBe('queued');
    expect(() => submit('c')).toThrow('2 backtests run and 3 wait');
  });

  it('of somebody with one go before the further ones of somebody with many', async () => {
    for (let count = 0; count < 4; count += 1) submit('a');
    const own = submit('b');
    await finish(0, 'b1');
    await expect.poll(() => statusOf(own)).toBe('running');
  });

  it('publish their events to their account alone', async () => {
    submit();
    run(0).say({ kind: 'backtest-start', data: { backtestId: 'b1' } });
    await expect.poll(() => published).toHaveLength(1);
    expect(published[0]).toMatchObject({
      draft: { kind: 'backtest-start' },
      publisher: { name: 'backtests', accounts: ['a'], shared: false },
    });
  });

  it('keep what was told last of them, the results too', async () => {
    const id = submit();
    run(0).say({ kind: 'backtest-progress', data: { backtestId: 'b1', progressRatio: 0.5 } });
    run(0).say({ kind: 'backtest-complete', data: { backtestId: 'b1', finalBalance: 5000, results: { bars: 7 } } });
    run(0).end();
    await expect.poll(() => statusOf(id)).toBe('complete');
    expect(service.find(id)).toMatchObject({ progress: 50, result: { final_balance: 5000 } });
    expect(JSON.stringify(service.find(id))).not.toContain('bars":7');
    expect(await service.whole(id)).toMatchObject({ request: {}, result: { results: { bars: 7 } } });
  });

  it('have been kept when their end is told', async () => {
    const keptAtEnd: unknown[] = [];
    service = serviceWith({
      async publish(drafts) {
        if (drafts[0]?.kind === 'backtest-complete') keptAtEnd.push((await store.get('b1'))?.status);
      },
    });
    submit();
    await finish(0, 'b1');
    await expect.poll(() => keptAtEnd).toEqual(['complete']);
  });

  it('are complete also when they cannot be kept, which is told', async () => {
    const full = () => Promise.reject(new Error('no space left'));
    service = serviceWith({ store: { ...store, put: full } });
    const id = submit();
    await finish(0, id);
    expect(statusOf(id)).toBe('complete');
    expect(faults).toEqual([new Error('no space left'), new Error('no space left')]);
  });

  it('that die are told as errors with details, and end nothing else', async () => {
    const [broken, other] = [submit(), submit()];
    run(0).die(new Error('out of memory'));
    await expect.poll(() => statusOf(broken)).toBe('failed');
    expect(published.at(-1)?.draft).toMatchObject({
      kind: 'backtest-error',
      account: 'a',
      data: { backtestId: 'b1', error: 'out of memory', errorDetails: expect.stringContaining('Error') as string },
    });
    expect(await service.whole(broken)).toMatchObject({
      error: 'out of memory',
      error_details: expect.stringContaining('Error') as string,
    });
    expect(statusOf(other)).toBe('running');
  });

  it('that end without a result are told as errors', async () => {
    const id = submit();
    run(0).end();
    await expect.poll(() => statusOf(id)).toBe('failed');
    expect(service.find(id)?.error).toBe('The backtest ended without a result');
  });

  it('are cancelled while they run by asking them, and tell it themselves', async () => {
    const id = submit();
    service.cancel(id);
    expect(run(0).cancelled).toBe(true);
    run(0).say({ kind: 'backtest-error', data: { backtestId: 'b1', error: 'Backtest cancelled' } });
    run(0).end();
    await expect.poll(() => statusOf(id)).toBe('cancelled');
    expect(published).toHaveLength(1);
  });

  it('are cancelled too when they did not hear it and had to be ended', async () => {
    const id = submit();
    service.cancel(id);
    run(0).die(new Error('Backtest cancelled'));
    await expect.poll(() => statusOf(id)).toBe('cancelled');
    await expect
      .poll(() => published.at(-1)?.draft)
      .toMatchObject({ kind: 'backtest-error', data: { error: 'Backtest cancelled' } });
  });

  it('are cancelled while they wait without ever beginning', async () => {
    const [first, , waiting] = [submit(), submit(), submit()];
    service.cancel(waiting);
    expect(statusOf(waiting)).toBe('cancelled');
    await expect
      .poll(() => published.map(({ draft }) => draft.data))
      .toEqual([{ backtestId: 'b3', error: 'Backtest cancelled' }]);
    await finish(0, first);
    expect(runs).toHaveLength(2);
  });

  it('are forgotten when they ended and newer ones did too', async () => {
    for (const [index, id] of ['b1', 'b2', 'b3'].entries()) {
      submit();
      await finish(index, id);
    }
    await expect.poll(() => service.list().map(({ backtest_id: id }) => id)).toEqual(['b3', 'b2']);
    expect(await store.get('b1')).toBeUndefined();
  });

  it('are forgotten when they are too old', async () => {
    const id = submit();
    await finish(0, id);
    clock.advance(limits.maxBacktestAgeMs);
    expect(service.list()).toHaveLength(1);
    clock.advance(1);
    expect(service.list()).toEqual([]);
  });

  it('are removed when somebody asks for it, but not before they ended', async () => {
    const id = submit();
    expect(await service.remove(id)).toBe(false);
    await finish(0, id);
    expect(await service.remove(id)).toBe(true);
    expect([service.find(id), await service.whole(id), await store.get(id)]).toEqual([undefined, undefined, undefined]);
  });

  it('that would trade two symbols of one file, or with options that cannot work, are refused before they wait', () => {
    const refusals = [
      { strategy: 'cash-and-carry' },
      { strategy: 'rsi-reversion', options: { rsiBars: 1 } },
      { strategy: 'rsi-reversoin' },
      { funding: 'funding.csv' },
    ].map((request) => {
      try {
        return service.submit(request, 'a').status;
      } catch (thrown) {
        return (thrown as Error).message;
      }
    });
    expect(refusals).toEqual([
      '/perpData is absent, expected the file of the perpetual’s bars, which cash-and-carry trades beside spot',
      expect.stringContaining('rsiBars is 1: give a whole number from 2 to 1000000'),
      expect.stringContaining('did you mean rsi-reversion?'),
      expect.stringContaining('no funding without perpData'),
    ]);
    expect(service.list()).toEqual([]);
  });

  it('all end when the service closes, and none begins any more', async () => {
    submit();
    submit();
    const waiting = submit();
    const closed = service.close();
    expect(statusOf(waiting)).toBe('cancelled');
    for (const one of runs) one.end();
    await closed;
    expect(runs).toHaveLength(2);
    expect(published).toHaveLength(3);
    expect(() => submit()).toThrow('shutting down');
  });

  it('that ended and could not be told are told by the next gateway, once, by the id of their end', async () => {
    const cut = serviceWith({ publish: () => Promise.reject(new Error('the log is closed')) });
    const [done, broken] = [cut.submit({}, 'a').backtest_id, cut.submit({}, 'a').backtest_id];
    run(0).say(complete(done));
    run(1).die(new Error('out of memory'));
    const endsIn = (one: BacktestService) => [done, broken].map((id) => one.find(id)?.status);
    await expect.poll(() => endsIn(cut)).toEqual(['complete', 'failed']);
    await expect.poll(() => faults).toHaveLength(2);
    expect(published).toEqual([]);

    for (const next of [serviceWith(), serviceWith()]) {
      await next.open();
      await next.tellLost();
      expect(endsIn(next)).toEqual(['complete', 'failed']);
    }
    expect(published.map(({ draft, publisher }) => [draft.kind, draft.id, publisher.accounts])).toEqual([
      ['backtest-complete', 'backtest-b1-end', ['a']],
      ['backtest-error', 'backtest-b2-end', ['a']],
    ]);
  });

  it('of a gateway that ended without a word are told as failed by the next one, and the others are there', async () => {
    const done = submit();
    await finish(0, done);
    const cut = submit();
    const next = serviceWith();
    await next.open();
    await next.tellLost();
    expect(published.at(-1)?.draft).toMatchObject({
      kind: 'backtest-error',
      account: 'a',
      data: { backtestId: cut, error: backtestLost },
    });
    expect(next.list().map(({ backtest_id: id, status }) => [id, status])).toEqual([
      [cut, 'failed'],
      [done, 'complete'],
    ]);
    expect((await next.whole(done))?.request).toEqual({});
  });
});
