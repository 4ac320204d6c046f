import { randomUUID } from 'node:crypto';
import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { RawClient } from '@pitwall/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BacktestJob, RunningBacktest } from './backtest-job.ts';
import { backtestRoutes } from './backtest-routes.ts';
import { BacktestService } from './backtest-service.ts';
import { createMemoryStore } from './store/memory-store.ts';
import { createStrategyFiles } from './strategy-files.ts';

/** A backtest that begins, and then goes on until it is cancelled. */
const endless = ({ backtestId }: BacktestJob): RunningBacktest => {
  const cancelled = Promise.withResolvers<void>();
  const start: EventDraft = {
    kind: 'backtest-start',
    data: {
      backtestId,
      variant: 'vanilla',
      symbol: 'SECRET',
      timeframe: 'H1',
      startDate: '2023-01-01',
      endDate: '2023-12-31',
    },
  };
  const batches = async function* () {
    yield [start];
    await cancelled.promise;
  };
  return { batches: batches(), cancel: () => cancelled.resolve() };
};

/** A backtest that completes at once. */
const brief = ({ backtestId }: BacktestJob): RunningBacktest => ({
  batches: (async function* () {
    yield [
      {
        kind: 'backtest-complete',
        data: { backtestId, finalBalance: '5000', results: { trades: [], equityCurve: [['2024-01-01', '5000']] } },
      },
    ] as const;
  })(),
  cancel: () => undefined,
});

const options = {
  ...defaultGatewayOptions,
  port: 0,
  legacyPorts: false,
  auth: 'required' as const,
  jwtSecret: 'a secret of at least thirty-two bytes',
};

let gateway: Gateway;
let service: BacktestService;
let port: number;
const tokens = new Map<string, string>();

beforeAll(async () => {
  service = new BacktestService(
    {
      maxBacktestsRunning: 4,
      maxBacktestsQueued: 4,
      maxBacktestsQueuedPerAccount: 4,
      maxBacktestsKept: 4,
      maxBacktestResultBytes: 1_000_000,
      maxBacktestAgeMs: 3_600_000,
    },
    {
      files: { find: () => ({ name: 'bars.csv', path: '/bars.csv', isBundled: true }) },
      strategies: createStrategyFiles(''),
      store: createMemoryStore(),
      start: (job) => (job.request.strategy === 'donchian-breakout' ? brief(job) : endless(job)),
      publish: (drafts, publisher) => gateway.publish(drafts, publisher),
      clock: systemClock,
      newId: randomUUID,
      onFault: (fault) => {
        throw fault;
      },
    },
  );
  const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
  gateway = createGateway(options, { dialects, logger, version: 'test', routes: [backtestRoutes(service)] });
  ({ port } = (await gateway.start()).main);
  for (const subject of ['ann', 'bob', 'root']) {
    const claims = { subject, admin: subject === 'root', ttlMs: 3_600_000 };
    tokens.set(subject, (await mintToken(options, claims, systemClock)).token);
  }
});

afterAll(async () => {
  await service.close();
  await gateway.stop();
});

const ask = async (who: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/backtests${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens.get(who)}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
};

const start = async (who: string): Promise<string> => {
  const { text } = await ask(who, 'POST', '', {});
  return (JSON.parse(text) as { backtest_id: string }).backtest_id;
};

describe('a backtest of another’s account', () => {
  it('is in no list, cannot be shown or cancelled, and is answered like one that never was', async () => {
    const id = await start('ann');
    const never = randomUUID();
    expect((await ask('bob', 'GET', '')).text).toBe('{"backtests":[]}');
    const requests = [
      ['GET', ''],
      ['GET', '/report.html'],
      ['POST', '/cancel'],
      ['DELETE', ''],
    ] as const;
    for (const [method, path] of requests) {
      const [foreign, unknown] = [
        await ask('bob', method, `/${id}${path}`),
        await ask('bob', method, `/${never}${path}`),
      ];
      expect(foreign.status).toBe(404);
      expect(foreign.text).toBe(unknown.text.replace(never, id));
    }
    expect(await ask('ann', 'GET', `/${id}`)).toMatchObject({ status: 200, text: expect.stringContaining('running') });
    expect(await ask('root', 'GET', `/${id}`)).toMatchObject({ status: 200 });
  });

  it('cannot be started in its name', async () => {
    expect((await ask('bob', 'POST', '', { account: 'ann' })).status).toBe(403);
  });

  it('is heard on its own topic by those who may, and by nobody else who knows its id', async () => {
    const id = await start('ann');
    const listen = async (who: string): Promise<RawClient> => {
      const client = await RawClient.open({ port, path: `/ws/quantmind?token=${tokens.get(who)}` });
      client.sendJson({ action: 'subscribe', topic: `backtest:${id}` });
      client.sendJson({ action: 'subscribe', topic: 'backtest' });
      return client;
    };
    const [ann, bob] = [await listen('ann'), await listen('bob')];
    await ann.until(({ type }) => type === 'backtest_start');
    expect((await ask('ann', 'DELETE', `/${id}`)).status).toBe(202);
    await ann.until(({ type }) => type === 'backtest_error');
    // What bob is given comes in order: a backtest of his own last.
    const own = await start('bob');
    const heard: unknown[] = [];
    await bob.until((message) => heard.push(message) > 0 && JSON.stringify(message).includes(own));
    expect(heard.map((message) => (message as { type: string }).type)).toEqual([
      'subscription_confirmed',
      'subscription_confirmed',
      'backtest_start',
    ]);
    for (const client of [ann, bob]) client.destroy();
  });
});

describe('a backtest that has ended', () => {
  it('is exported as JSON, CSV and a page that can do nothing, and then forgotten', async () => {
    const { text } = await ask('ann', 'POST', '', { strategy: 'donchian-breakout', variant: 'vanilla_full' });
    const { backtest_id: id } = JSON.parse(text) as { backtest_id: string };
    await expect.poll(async () => (await ask('ann', 'GET', `/${id}`)).text).toContain('"complete"');
    const url = `http://127.0.0.1:${port}/api/backtests/${id}`;
    const headers = { authorization: `Bearer ${tokens.get('ann')}` };
    const page = await fetch(`${url}/report.html`, { headers });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'");
    expect(await page.text()).toMatch(/^<!doctype html>/);
    expect((await ask('ann', 'GET', `/${id}/equity.csv`)).text).toBe('time,equity\r\n2024-01-01,5000\r\n');
    expect(JSON.parse((await ask('ann', 'GET', `/${id}/result.json`)).text)).toMatchObject({ backtest_id: id });
    expect((await ask('ann', 'GET', `/${id}/result.xml`)).status).toBe(400);
    // To cancel it comes too late and does it no harm; to delete it forgets it.
    expect((await ask('ann', 'POST', `/${id}/cancel`)).text).toContain('"complete"');
    expect(await ask('ann', 'DELETE', `/${id}`)).toEqual({ status: 204, text: '' });
    expect((await ask('ann', 'GET', `/${id}`)).status).toBe(404);
  });

  it('has no trades to export unless its variant keeps them, and says which do', async () => {
    const id = await start('ann');
    expect(await ask('ann', 'GET', `/${id}/trades.csv`)).toMatchObject({
      status: 404,
      text: expect.stringContaining('the backtest is running') as string,
    });
    await ask('ann', 'DELETE', `/${id}`);
  });
});

describe('the strategies', () => {
  it('are listed with schemas of their options', async () => {
    const { strategies } = JSON.parse((await ask('ann', 'GET', '/strategies')).text) as {
      strategies: readonly { name: string; options: { properties: object } }[];
    };
    const cross = strategies.find(({ name }) => name === 'moving-average-cross');
    expect(cross?.options.properties).toMatchObject({ fastBars: { type: 'integer', default: 10 } });
  });
});

describe('what a request names', () => {
  it.each([
    [{ strategy: '/etc/passwd.mjs' }, 404],
    [{ strategy: '../mine.mjs' }, 404],
    [{ strategy: 'file:///tmp/mine.mjs' }, 404],
    [{ strategy: 'data:text/javascript,process.exit()' }, 400],
    [{ strategy: 'mine' }, 400],
  ])('never leads to a module elsewhere: %j', async (body, status) => {
    expect((await ask('ann', 'POST', '', body)).status).toBe(status);
  });
});
