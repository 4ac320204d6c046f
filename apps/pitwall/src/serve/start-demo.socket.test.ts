import { once } from 'node:events';
import { defaultsOf, systemClock } from '@pitwall/gateway';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { backtestCommandLine } from '../backtest/command-line.fixture.ts';
import { demoOptionTable } from '../configuration/app-options.ts';
import { fieldsOf, parseJson } from '../terminal/json-fields.ts';
import type { Fields } from '../terminal/json-fields.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

let demo: Demo;
let main: string;

beforeAll(async () => {
  const options = {
    ...defaultsOf(demoOptionTable),
    port: 0,
    legacyPorts: false,
    dev: true,
    speed: 60,
    drainSpreadMs: 50,
  };
  demo = await startDemo(options, { logger: pino({ level: 'silent' }), version: '9.9.9', clock: systemClock });
  main = demo.addresses.main.url;
});

afterAll(async () => {
  await demo.stop();
});

const connect = async (path: string): Promise<{ socket: WebSocket; heard: Fields[] }> => {
  const socket = new WebSocket(`${main.replace('http', 'ws')}${path}`);
  const heard: Fields[] = [];
  socket.on('message', (data: Buffer) => heard.push(fieldsOf(parseJson(data.toString()))));
  await once(socket, 'open');
  return { socket, heard };
};

const types = (heard: readonly Fields[]): readonly unknown[] => [
  ...new Set(heard.map(({ type, event }) => type ?? event)),
];

const carryTypes = ['connection_established', 'position_update', 'equity_update', 'risk_status_update', 'system_log'];

// Nobody pays in, no whale swims by and no assistant works: wallet, whale and ai_tasks have no source here.
const fleetTypes = ['connection', 'trades', 'bots', 'balances', 'decisions', 'metrics', 'alerts', 'system_health'];

const fourBots = ['carry', 'donchian-breakout', 'ma-cross', 'rsi-reversion'];

const botIds = new RegExp(fourBots.join('|'), 'g');

const mciChannels = ['positions', 'orders', 'account', 'health', 'market', 'activity'];

const mciTypes = [
  'positions:update',
  'orders:update',
  'account:update',
  'health:update',
  'market:update',
  'activity:log',
];

const post = (body: unknown): Promise<Response> =>
  fetch(`${main}/api/backtests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const order = (word: string, body: unknown): Promise<Response> =>
  fetch(`${main}/api/desk/${word}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the demo', () => {
  it('shows a titan console the trading of real prices', async () => {
    const { socket, heard } = await connect('/ws/console');
    await expect
      .poll(() => types(heard))
      .toEqual(expect.arrayContaining(['EQUITY_UPDATE', 'POSITION_UPDATE', 'SIGNAL_NOTIFICATION']));
    socket.terminate();
  });

  it('shows a console of the whole fleet four bots on two accounts, and one of an account its own two', async () => {
    const fleet = await connect('/ws/fleet?account=*');
    const bots = (): readonly string[] =>
      fleet.heard.filter(({ type }) => type === 'bots').flatMap(({ data }) => JSON.stringify(data).match(botIds) ?? []);
    await expect.poll(() => [...new Set(bots())].toSorted()).toEqual([...fourBots]);
    fleet.socket.terminate();
    const own = await connect('/ws/carry');
    const other = await connect('/ws/carry?account=demo-2');
    const equities = (heard: readonly Fields[]) => heard.filter(({ type }) => type === 'equity_update').length;
    await expect.poll(() => Math.min(equities(own.heard), equities(other.heard))).toBeGreaterThan(2);
    expect(types(own.heard)).toContain('position_update');
    own.socket.terminate();
    other.socket.terminate();
  });

  it.each([
    ['/ws/carry', [], carryTypes],
    ['/ws/fleet', [], fleetTypes],
    ['/ws/mci', [{ event: 'subscribe', data: { channels: mciChannels } }], mciTypes],
  ])('shows a console at %s every message that it has a source for', async (path, requests, expected) => {
    const { socket, heard } = await connect(path);
    for (const request of requests) socket.send(JSON.stringify(request));
    await expect.poll(() => types(heard)).toEqual(expect.arrayContaining(expected));
    socket.terminate();
  });

  it('is turned by an operator: disarmed, flattened and armed again, before the eyes of a titan console', async () => {
    const { socket, heard } = await connect('/ws/console?account=demo-2');
    const told = (type: string) =>
      heard.filter((message) => message['type'] === type).map(({ data }) => fieldsOf(data));
    await expect.poll(() => told('POSITION_UPDATE').length).toBeGreaterThan(0);
    const flattened = await order('flatten', { account: 'demo-2', reason: 'a drill' });
    expect(flattened.status).toBe(202);
    expect(await flattened.json()).toMatchObject({ account: 'demo-2', waiting: 1 });
    await expect.poll(() => told('EMERGENCY_FLATTEN')).toMatchObject([{ reason: 'a drill' }]);
    const standing = await fetch(`${main}/api/desk`);
    expect(await standing.json()).toMatchObject({
      accounts: [
        { account: 'demo', armed: true },
        { account: 'demo-2', armed: false, entry_objection: 'disarmed: a drill' },
      ],
    });
    expect((await order('arm', { account: 'demo-2', reason: 'over' })).status).toBe(202);
    await expect
      .poll(() => told('MASTER_ARM_CHANGE').map((change) => change['master_arm']))
      .toEqual([true, false, true]);
    socket.terminate();
  });

  it('answers what is wrong with an operator’s command in words', async () => {
    expect((await order('disarm', { account: 'nobody' })).status).toBe(404);
    const wrong = await order('disarm', { accounts: 'demo' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { code: 'INVALID_REQUEST' } });
    expect((await order('explode', {})).status).toBe(404);
  });

  it('runs a backtest started by REST before the eyes of a quantmind console', { timeout: 60_000 }, async () => {
    const { socket, heard } = await connect('/ws/quantmind');
    socket.send(JSON.stringify({ action: 'subscribe', topic: 'backtest' }));
    await expect.poll(() => types(heard)).toEqual(['subscription_confirmed']);
    const response = await post({ fast: 5, slow: 20 });
    expect(response.status).toBe(202);
    const started = fieldsOf(await response.json());
    expect(response.headers.get('location')).toBe(`/api/backtests/${String(started['backtest_id'])}`);
    await expect
      .poll(() => types(heard), { timeout: 50_000 })
      .toEqual(expect.arrayContaining(['backtest_start', 'backtest_progress', 'log_entry', 'backtest_complete']));
    const shown = fieldsOf(await (await fetch(`${main}/api/backtests/${String(started['backtest_id'])}`)).json());
    expect(shown).toMatchObject({
      status: 'complete',
      symbol: 'SPX',
      result: { total_trades: expect.any(Number) as number },
    });
    socket.terminate();
  });

  it('answers what is wrong with a backtest in words', async () => {
    const response = await post({ fast: 50, slow: 20 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'INVALID_REQUEST', message: '/fast is 50, expected less than slow, which is 20' },
    });
    expect((await post({ data: '../package.json' })).status).toBe(404);
    expect((await fetch(`${main}/api/backtests/none`)).status).toBe(404);
    expect((await fetch(`${main}/api/backtests/none`, { method: 'DELETE' })).status).toBe(404);
  });

  it('is driven by `pitwall backtest` from start to list', { timeout: 90_000 }, async () => {
    const run = await backtestCommandLine(['run', '--url', main, '--start-date', '2015-01-01', '--json']);
    expect(run).toMatchObject({ code: 0 });
    expect(parseJson(run.said.join(''))).toMatchObject({ status: 'complete', start_date: '2015-01-02' });
    const list = await backtestCommandLine(['list', '--url', main]);
    expect(list.said.join('\n')).toMatch(/complete/);
    const failed = await backtestCommandLine(['run', '--url', main, '--timeframe', 'H1']);
    expect(failed.code).toBe(1);
    expect(failed.noted.join('\n')).toContain('The bars are D1, not H1');
  });
});
