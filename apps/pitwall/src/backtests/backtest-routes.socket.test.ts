import { createGateway, createLogger, defaultsOf, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway, MintClaims } from '@pitwall/gateway';
import { FakeClock } from '@pitwall/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveOptionTable } from '../configuration/app-options.ts';
import { backtestRoutes } from './backtest-routes.ts';
import { BacktestService } from './backtest-service.ts';

const options = {
  ...defaultsOf(serveOptionTable),
  port: 0,
  legacyPorts: false,
  drainSpreadMs: 0,
  jwtSecret: 'a-secret-of-more-than-thirty-two-bytes',
};

let gateway: Gateway;
let url: string;

beforeEach(async () => {
  let lastId = 0;
  const service = new BacktestService(options, {
    files: { find: () => ({ name: 'bars.csv', path: '/bars.csv', isBundled: false }) },
    // They end at once, without a word: who may ask is what matters here.
    start: () => ({ batches: (async function* () {})(), cancel: () => undefined }),
    publish: () => Promise.resolve(),
    clock: new FakeClock(),
    newId: () => `b${(lastId += 1)}`,
    onFault: () => undefined,
  });
  const logger = createLogger({ level: 'silent' }, { destination: { write: () => undefined } });
  gateway = createGateway(options, { dialects: [], logger, version: 'test', routes: [backtestRoutes(service)] });
  url = `${(await gateway.start()).main.url}/api/backtests`;
});

afterEach(() => gateway.stop());

/** Somebody with a token, who may ask. */
const caller = async (subject: string, more: Partial<MintClaims> = {}) => {
  const { token } = await mintToken(options, { subject, ttlMs: 60_000, ...more }, systemClock);
  return async (method: string, path = '', body?: object): Promise<{ status: number; body: unknown }> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
};

it('whoever has a token starts, lists, reads and cancels backtests of its own accounts, and no others', async () => {
  const [alice, bob, admin] = await Promise.all([
    caller('alice', { accounts: ['a', 'a2'] }),
    caller('bob'),
    caller('root', { admin: true }),
  ]);
  expect(await alice('POST', '', {})).toMatchObject({ status: 202, body: { backtest_id: 'b1', account: 'a' } });
  expect(await alice('POST', '', { account: 'a2' })).toMatchObject({ status: 202, body: { account: 'a2' } });
  expect(await bob('POST', '', { account: 'a' })).toMatchObject({
    status: 403,
    body: { error: { code: 'FORBIDDEN_ACCOUNT' } },
  });
  const listed = async (by: typeof alice) => ((await by('GET')).body as { backtests: unknown[] }).backtests.length;
  expect([await listed(alice), await listed(bob), await listed(admin)]).toEqual([2, 0, 2]);
  for (const [method, id] of [
    ['GET', 'b1'],
    ['DELETE', 'b1'],
    ['GET', 'b9'],
  ] as const) {
    expect(await bob(method, `/${id}`)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  }
  expect((await alice('GET', '/b1')).status).toBe(200);
  expect((await admin('DELETE', '/b2')).status).toBe(202);
});

it('whoever has none starts nothing', async () => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
    401,
    'UNAUTHENTICATED',
  ]);
});
