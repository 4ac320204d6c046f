import { RawClient } from '@pitwall/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PitwallProcess } from './pitwall-process.ts';

let demo: PitwallProcess;
let port: number;

beforeAll(async () => {
  demo = new PitwallProcess(['demo', '--port', '0', '--no-legacy-ports', '--speed', '200']);
  port = await demo.port();
});

afterAll(async () => {
  await demo.stop();
});

const number = expect.any(Number) as number;

describe('the demo', () => {
  it('prints where everything is and what to try', async () => {
    await demo.print(/Ctrl-C/);
    expect(demo.stdout).toMatch(/ws:\/\/127\.0\.0\.1:[0-9]+\/ws\/console/);
    expect(demo.stdout).toMatch(/\/metrics/);
    expect(demo.stdout).toContain('npx pitwall tail');
  });

  it('shows a titan client equity, positions and signals with sane real numbers', async () => {
    const client = await RawClient.open({ port, path: '/ws/console' });
    const equity = await client.until((message) => message['type'] === 'EQUITY_UPDATE');
    expect(equity).toMatchObject({
      timestamp: number,
      data: { equity: number, high_watermark: number, drawdown: number },
    });
    const worth = equity['data'] as Record<string, number>;
    expect(worth['equity']).toBeGreaterThan(1000);
    expect(worth['drawdown']).toBeLessThanOrEqual(0);
    const position = await client.until((message) => message['type'] === 'POSITION_UPDATE');
    const held = (position['data'] as { position: Record<string, number> }).position;
    // The S&P 500 of 2000 to 2020 was never outside of these.
    expect(held['entry_price']).toBeGreaterThan(600);
    expect(held['entry_price']).toBeLessThan(4000);
    const signal = await client.until((message) => message['type'] === 'SIGNAL_NOTIFICATION');
    expect(['PREPARE', 'CONFIRM', 'ABORT', 'HEARTBEAT']).toContain((signal['data'] as { type: string }).type);
    client.destroy();
  });

  it('makes every message type of its desk within the time a person waits', async () => {
    const client = await RawClient.open({ port, path: '/ws/titan' });
    // Phases and arm change once a run; whoever connects later has them from the snapshot.
    const awaited = new Set([
      'EQUITY_UPDATE',
      'POSITION_UPDATE',
      'SIGNAL_NOTIFICATION',
      'PERFORMANCE_UPDATE',
      'SYSTEM_STATUS_UPDATE',
      'MASTER_ARM_CHANGE',
      'PHASE_TRANSITION',
      'CIRCUIT_BREAKER_UPDATE',
    ]);
    await client.until((message) => {
      awaited.delete(String(message['type']));
      return awaited.size === 0;
    });
    expect([...awaited]).toEqual([]);
    client.destroy();
  });

  it('answers health, readiness, metrics and its OpenAPI document', async () => {
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'healthy' });
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/pitwall_events_in_total\{kind="equity"\} [1-9]/);
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ paths: { '/v1/events': {} } });
    expect(await (await fetch(`${url}/asyncapi.json`)).json()).toMatchObject({
      channels: { 'titan.ws.console': { address: '/ws/console' }, 'pitwall.v1.stream': { address: '/v1/stream' } },
    });
  });

  // Promise: ruling-10.both-loopbacks
  it('is reachable as localhost over IPv4 and IPv6', async () => {
    for (const host of ['127.0.0.1', '[::1]']) {
      const response = await fetch(`http://${host}:${port}/health`).catch(() => undefined);
      // A machine without IPv6 has no ::1 to listen on.
      if (response === undefined && host === '[::1]') continue;
      expect(response?.status).toBe(200);
    }
  });
});

describe('the fleet of the demo', () => {
  // As it begins with `npm start`, five bars a second.
  let atItsPace: PitwallProcess;
  let ownPort: number;

  beforeAll(async () => {
    atItsPace = new PitwallProcess(['demo', '--port', '0', '--no-legacy-ports']);
    ownPort = await atItsPace.port();
  });

  afterAll(async () => {
    await atItsPace.stop();
  });

  it.each([
    ['/ws/console', undefined, 'type', ['EQUITY_UPDATE', 'POSITION_UPDATE', 'SIGNAL_NOTIFICATION']],
    ['/ws/carry', undefined, 'type', ['equity_update', 'position_update', 'risk_status_update', 'system_log']],
    ['/ws/fleet?account=*', undefined, 'type', ['trades', 'bots', 'balances', 'decisions', 'metrics', 'alerts']],
    [
      '/ws/mci',
      { event: 'subscribe', data: { channels: ['positions', 'orders', 'account', 'market', 'activity'] } },
      'event',
      ['positions:update', 'orders:update', 'account:update', 'market:update', 'activity:log'],
    ],
    ['/ws/quantmind', { action: 'subscribe', topic: 'trading' }, 'type', ['trading_update']],
  ])('has something to show at %s before long', async (path, request, name, types) => {
    const client = await RawClient.open({ port: ownPort, path });
    if (request !== undefined) client.sendJson(request);
    const missing = new Set(types);
    await client.until((message) => {
      missing.delete(String(message[name]));
      return missing.size === 0;
    });
    expect([...missing]).toEqual([]);
    client.destroy();
  });

  it('is flattened by an operator before the eyes of its titan console, and one account alone', async () => {
    const client = await RawClient.open({ port: ownPort, path: '/ws/titan?account=demo-2' });
    await client.until((message) => message['type'] === 'POSITION_UPDATE');
    const response = await fetch(`http://127.0.0.1:${ownPort}/api/desk/flatten`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'demo-2', reason: 'a drill' }),
    });
    expect(response.status).toBe(202);
    const arm = await client.until((message) => (message['data'] as Record<string, unknown>)['master_arm'] === false);
    expect(arm).toMatchObject({ type: 'MASTER_ARM_CHANGE', data: { reason: 'a drill', auto_disabled: false } });
    const flatten = await client.until((message) => message['type'] === 'EMERGENCY_FLATTEN');
    expect(flatten).toMatchObject({ data: { reason: 'a drill' } });
    const standing = await fetch(`http://127.0.0.1:${ownPort}/api/desk`);
    expect(await standing.json()).toMatchObject({
      accounts: [
        { account: 'demo', armed: true },
        { account: 'demo-2', armed: false },
      ],
    });
    client.destroy();
  });
});

describe('a backtest started by REST', () => {
  // Promises: quantmind.rest-start, quantmind.backtests-rest, quantmind.order
  it('is seen by a quantmind client from start to complete, with progress', async () => {
    const client = await RawClient.open({ port, path: '/ws/quantmind' });
    client.sendJson({ action: 'subscribe', topic: 'backtest' });
    expect(await client.next()).toEqual({ type: 'subscription_confirmed', topic: 'backtest' });
    const response = await fetch(`http://127.0.0.1:${port}/api/backtests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({}),
    });
    expect(response.status).toBe(202);
    const types: string[] = [];
    const complete = await client.until((message) => {
      types.push(String(message['type']));
      return message['type'] === 'backtest_complete' || message['type'] === 'backtest_error';
    });
    expect(types[0]).toBe('backtest_start');
    expect(types).toContain('backtest_progress');
    expect(complete).toMatchObject({
      type: 'backtest_complete',
      data: { final_balance: number, total_trades: number, drawdown: number, return_pct: number },
    });
    client.destroy();
  });
});
