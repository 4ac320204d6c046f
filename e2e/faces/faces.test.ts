import { createCarryClient } from '@pitwall/client/carry';
import { createRealtimeClient } from '@pitwall/client/fleet';
import { createMciClient } from '@pitwall/client/mci';
import { createBacktestClient } from '@pitwall/client/quantmind';
import { ConsoleWebSocket, MessageFilter } from '@pitwall/client/titan';
import type { TitanMessage } from '@pitwall/client/titan';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FacesWorld, facts } from './faces-world.ts';

let world: FacesWorld;

beforeAll(async () => {
  world = await FacesWorld.open();
  await world.publish(facts.equity('10000.10'));
});

afterAll(() => world.close());

describe("the titan page's console", () => {
  it('shows what its example shows, comes back by itself, and has missed nothing', async () => {
    const shown: unknown[] = [];
    const filter = new MessageFilter();
    filter.addFilter('EQUITY_UPDATE');
    filter.addFilter('MASTER_ARM_CHANGE');
    class Dashboard extends ConsoleWebSocket {
      override handleMessage(message: TitanMessage): void {
        if (!filter.shouldProcess(message)) return;
        switch (message.type) {
          case 'EQUITY_UPDATE':
            shown.push(message.data.equity);
            break;
          case 'MASTER_ARM_CHANGE':
            shown.push(message.data.reason);
            break;
          default:
        }
      }
    }
    const { token } = world;
    const dashboard = new Dashboard(world.at('/ws/console'), { token, reconnectIntervalMs: 50 });
    onTestFinished(() => dashboard.close());
    await expect.poll(() => shown).toEqual([10000.1]);
    await world.publish(facts.arm('titan 1'));
    await expect.poll(() => shown).toContain('titan 1');
    world.proxy.cut();
    await world.publish(facts.arm('titan 2'), facts.arm('titan 3'));
    await expect.poll(() => shown).toContain('titan 3');
    // The arm is a state too: its present value comes again with the others.
    expect(shown.filter((what, n) => typeof what === 'string' && what !== shown[n - 1])).toEqual([
      'titan 1',
      'titan 2',
      'titan 3',
    ]);
  });

  it('stops at a token that is no good', async () => {
    const dashboard = new ConsoleWebSocket(world.at('/ws/console'), { token: 'forged' });
    await expect.poll(() => dashboard.status).toMatchObject({ state: 'failed', why: { code: 'UNAUTHENTICATED' } });
  });
});

describe("the carry page's client", () => {
  it('hears the greeting, decimals to the digit, and what it missed', async () => {
    const heard: unknown[] = [];
    const client = createCarryClient(`${world.at('/ws/carry')}?token=${world.token}`, {
      backoff: { delayMs: () => 50 },
    });
    onTestFinished(() => client.disconnect());
    client.on('connection_established', ({ message }) => heard.push(message));
    client.on('equity_update', ({ data }) => heard.push(data.total_equity));
    client.on('risk_status_update', ({ data }) => heard.push(data.message));
    await expect.poll(() => heard).toEqual(['Connected to Stable Cash & Carry WebSocket server', '10000.10']);
    world.proxy.cut();
    await world.publish(facts.pause('carry 1'));
    await expect.poll(() => heard).toContain('carry 1');
  });

  it('stops at a token that is no good, with the words of the page', async () => {
    const client = createCarryClient(world.at('/ws/carry'), { token: 'forged' });
    await expect.poll(() => client.status.state).toBe('failed');
    expect(client.status.why).toMatchObject({ status: 1008, message: expect.stringContaining('Invalid token') });
  });
});

describe("the fleet page's client", () => {
  it('does what its example does, and has each trade of its absence once', async () => {
    const told: string[] = [];
    const trades: string[] = [];
    const realtimeClient = createRealtimeClient({ url: world.at('/api/ws'), backoff: { delayMs: () => 50 } });
    onTestFinished(() => realtimeClient.disconnect());
    realtimeClient.on('connection', ({ status, mode }) => told.push(`${status} ${mode}`));
    realtimeClient.on('trades', (trade) => trades.push(trade.id));
    realtimeClient.on('bots', (bot) => told.push(bot.id));
    realtimeClient.connect(world.token);
    await expect.poll(() => realtimeClient.getStatus()).toMatchObject({ mode: 'ws', connected: true });
    await world.publish(facts.trade('t1'), facts.bot('fleet 1'));
    await expect.poll(() => told).toEqual(['connected ws', 'fleet 1']);
    world.proxy.cut();
    await world.publish(facts.trade('t2'), facts.trade('t3'));
    await expect.poll(() => trades).toEqual(['t1', 't2', 't3']);
    realtimeClient.disconnect();
    expect(realtimeClient.getStatus().connected).toBe(false);
    expect(told.filter((what) => what.endsWith(' ws'))).toEqual([
      'connected ws',
      'disconnected ws',
      'connected ws',
      'disconnected ws',
    ]);
  });

  it('says why a token is refused, and stops', async () => {
    const heard: unknown[] = [];
    const client = createRealtimeClient({ url: world.at('/api/ws') });
    client.on('error', ({ code }) => heard.push(code));
    client.on('connection', ({ status }) => heard.push(status));
    client.connect('forged');
    await expect.poll(() => heard).toEqual(['UNAUTHORIZED', 'error']);
    expect(client.status.state).toBe('failed');
  });
});

describe("the MCI page's client", () => {
  it('goes through the states of the page, subscribes again, and takes leave in order', async () => {
    const states: string[] = [];
    const heard: unknown[] = [];
    const { token } = world;
    const client = createMciClient(world.at('/telemetry'), {
      token,
      channels: ['account', 'activity'],
      firstDelayMs: 50,
    });
    onTestFinished(() => client.disconnect());
    client.onState(({ to }) => states.push(to));
    client.on('account:update', ({ data }) => heard.push(data.equity));
    client.on('activity:log', ({ data }) => heard.push(data.id));
    client.on('connection:closed', ({ data }) => heard.push(data.reason));
    client.connect();
    await expect.poll(() => heard).toEqual([10000.1]);
    expect(states).toEqual(['Connecting', 'Connected', 'Subscribed', 'Streaming']);
    world.proxy.cut();
    await world.publish(facts.activity('mci 1'));
    await expect.poll(() => heard).toContain('mci 1');
    expect(states.slice(4)).toEqual(['Reconnecting', 'Connecting', 'Connected', 'Subscribed', 'Streaming']);
    client.disconnect();
    await expect.poll(() => heard.at(-1)).toBe('client_disconnect');
    expect(client.state).toBe('Disconnected');
  });

  it('is told why it is refused, and stops', async () => {
    const client = createMciClient(world.at('/telemetry'), { token: 'forged' });
    client.connect();
    await expect.poll(() => client.status.why).toMatchObject({ code: 'UNAUTHENTICATED', gatewayCode: 'AUTH_REQUIRED' });
    expect(client.state).toBe('Disconnected');
  });
});

describe("the quantmind page's client", () => {
  it('does what its example does, and hears of a backtest that ended in its absence', async () => {
    const heard: unknown[] = [];
    const { token } = world;
    await world.publish(facts.backtestStart('quantmind 1'));
    const client = await createBacktestClient(world.at('/ws/quantmind', 'http'), { token, reconnectIntervalMs: 50 });
    onTestFinished(() => client.disconnect());
    client.on('backtest_start', (message) => heard.push(message.data.backtest_id));
    client.on('backtest_complete', (message) => heard.push(message.data.final_balance));
    await expect.poll(() => heard).toEqual(['quantmind 1']);
    world.proxy.cut();
    await world.publish(facts.backtestComplete('quantmind 1'));
    await expect.poll(() => heard).toEqual(['quantmind 1', 12500]);
  });

  it('is told of a topic that does not exist', async () => {
    const client = await createBacktestClient(world.at('/ws/quantmind', 'http'), { token: world.token });
    onTestFinished(() => client.disconnect());
    // What a program in JavaScript may ask for.
    const prices = 'prices' as 'logs';
    await expect(client.subscribe(prices)).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('is never there with a token that is no good', async () => {
    const client = createBacktestClient(world.at('/ws/quantmind', 'http'), { token: 'forged' });
    await expect(client).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 4401 });
  });
});
