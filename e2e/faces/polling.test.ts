import { createRealtimeClient } from '@pitwall/client/fleet';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FacesWorld, facts } from './faces-world.ts';
import { UpgradeBlocker } from './upgrade-blocker.ts';

let world: FacesWorld;
let network: UpgradeBlocker;

beforeAll(async () => {
  world = await FacesWorld.open();
  network = await UpgradeBlocker.open(world.port);
});

afterAll(async () => {
  network.close();
  await world.close();
});

describe("the fleet page's client where no WebSocket gets through", () => {
  it('polls, returns to the WebSocket when one does, and has each trade once and in order', async () => {
    const trades: string[] = [];
    const modes: string[] = [];
    const client = createRealtimeClient({
      url: `ws://127.0.0.1:${network.port}/api/ws`,
      backoff: { delayMs: () => 200 },
    });
    onTestFinished(() => client.disconnect());
    client.on('trades', ({ id }) => trades.push(id));
    client.on('connection', ({ status, mode }) => modes.push(`${status} ${mode}`));
    client.connect(world.token);
    await expect.poll(() => client.getStatus()).toEqual({ connected: true, mode: 'polling', status: 'connected' });

    const published: string[] = [];
    const publishSome = async (): Promise<void> => {
      for (let n = 0; n < 5; n += 1) {
        published.push(`p${published.length}`);
        await world.publish(facts.trade(published.at(-1) ?? ''));
      }
    };
    // WebSockets are tried all the while, and each attempt interrupts the polls.
    for (let round = 0; round < 4; round += 1) {
      const { blocked } = network;
      await publishSome();
      await expect.poll(() => network.blocked).toBeGreaterThan(blocked);
    }
    await expect.poll(() => trades).toEqual(published);

    network.letsThrough = true;
    await publishSome();
    await expect.poll(() => client.getStatus().mode).toBe('ws');
    await publishSome();
    await expect.poll(() => trades.length).toBe(published.length);
    expect(trades).toEqual(published);
    expect(modes).toEqual(['error ws', 'connected polling', 'connected ws']);
  });

  it('stops when its token is refused there', async () => {
    network.letsThrough = false;
    const client = createRealtimeClient({
      url: `ws://127.0.0.1:${network.port}/api/ws`,
      backoff: { delayMs: () => 20 },
    });
    const modes: string[] = [];
    client.on('connection', ({ status, mode }) => modes.push(`${status} ${mode}`));
    client.connect('forged');
    await expect.poll(() => modes).toEqual(['error ws', 'error polling']);
    await expect.poll(() => client.status.state).toBe('closed');
  });
});
