import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDurableLogOptions } from './durable-log-options.ts';
import { alertOf, StoreRig } from './store-rig.fixture.ts';
import { StoreServant } from './store-servant.ts';
import type { StoreNews, StoreRequest } from './store-messages.ts';

const hourMs = 3_600_000;

let rig: StoreRig;
let servant: StoreServant;
let news: StoreNews[];
/** What runs when all that waits has had its turn, and what runs again and again. */
let soon: (() => void)[];
let again: (() => void)[];

beforeEach(() => {
  rig = new StoreRig({ sliceMs: hourMs });
  for (let hour = 0; hour < 4; hour += 1) {
    rig.append(alertOf(`${hour}`));
    rig.nowMs += hourMs;
  }
  rig.store.close();
  news = [];
  soon = [];
  again = [];
  servant = new StoreServant({
    now: () => rig.nowMs,
    tell: (one) => news.push(one),
    every: (_intervalMs, run) => again.push(run),
    soon: (run) => soon.push(run),
  });
});

afterEach(() => {
  servant.serve({ do: 'close' });
  rig.remove();
});

const openRequest = (retentionMs: number): StoreRequest => ({
  do: 'open',
  directory: rig.directory,
  options: { ...defaultDurableLogOptions, retentionMs },
});

const readAll: StoreRequest = { do: 'read', reading: { afterSeq: 0, throughSeq: 4, limit: 100 } };

/** Runs what waits for its turn, one at a time, until nothing does. */
const runSoon = (between: () => void = () => undefined): void => {
  for (let run = soon.shift(); run !== undefined; run = soon.shift()) {
    run();
    between();
  }
};

describe('the servant of a log’s files', () => {
  it('keeps retention between requests, and tells each new horizon once', () => {
    servant.serve(openRequest(2.5 * hourMs));
    expect(servant.serve(readAll)).toMatchObject({ say: 'page', page: { through: 4 } });
    let served = 0;
    runSoon(() => {
      const answer = servant.serve({ do: 'seqBefore', timeMs: rig.nowMs });
      expect(answer).toEqual({ say: 'seq', seq: 4 });
      served += 1;
    });
    expect(served).toBeGreaterThan(2);
    expect(news).toEqual([
      { say: 'horizon', seq: 1 },
      { say: 'horizon', seq: 2 },
    ]);
    expect(servant.serve(readAll)).toMatchObject({ say: 'refused', code: 'CURSOR_EXPIRED' });
  });

  it('looks again after a while whether something is to go', () => {
    servant.serve(openRequest(10 * hourMs));
    runSoon();
    expect(news).toEqual([]);
    rig.nowMs += 8 * hourMs;
    for (const run of again) run();
    runSoon();
    expect(news.at(-1)).toEqual({ say: 'horizon', seq: 2 });
  });

  it('lets go in the middle of retention when it is closed', () => {
    servant.serve(openRequest(2.5 * hourMs));
    soon.shift()?.();
    expect(servant.serve({ do: 'close' })).toEqual({ say: 'done' });
    runSoon();
    expect(news).toEqual([]);
  });

  it('refuses without harm what is wrong with a request, and tells of what is wrong with itself', () => {
    expect(servant.serve(readAll)).toMatchObject({ say: 'refused', code: 'INTERNAL' });
    expect(news).toMatchObject([{ say: 'failed' }]);
  });
});
