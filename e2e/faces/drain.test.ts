import { createCarryClient } from '@pitwall/client/carry';
import { createRealtimeClient } from '@pitwall/client/fleet';
import { createMciClient } from '@pitwall/client/mci';
import { createBacktestClient } from '@pitwall/client/quantmind';
import { ConsoleWebSocket } from '@pitwall/client/titan';
import { expect, it, onTestFinished } from 'vitest';
import { FacesWorld } from './faces-world.ts';

it('a gateway that goes away is waited for by the client of every page, by the policy of its page', async () => {
  const world = await FacesWorld.open();
  const { token } = world;
  const at = (path: string): string => `ws://127.0.0.1:${world.port}${path}`;
  const titan = new ConsoleWebSocket(at('/ws/console'), { token });
  const carry = createCarryClient(at('/ws/carry'), { token });
  const fleet = createRealtimeClient({ url: at('/api/ws'), token });
  const mci = createMciClient(at('/telemetry'), { token });
  fleet.connect();
  mci.connect();
  const quantmind = await createBacktestClient(at('/ws/quantmind'), { token });
  onTestFinished(() => {
    titan.close();
    for (const client of [carry, fleet, mci, quantmind]) client.disconnect();
    world.proxy.close();
  });
  const all = [titan, carry, fleet, mci, quantmind];
  await expect.poll(() => all.map(({ status }) => status.state)).toEqual(all.map(() => 'live'));

  const waits: number[] = [];
  for (const [n, client] of all.entries()) {
    client.onStatus(({ state, retryAtMs = NaN }) => {
      if (state === 'waiting') waits[n] ??= retryAtMs - Date.now();
    });
  }
  await world.gateway.drain();
  await expect.poll(() => Object.keys(waits)).toHaveLength(5);

  const [ofTitan = NaN, ofCarry = NaN, ofFleet = NaN, ofMci = NaN, ofQuantmind = NaN] = waits;
  // A little time may have passed since the wait began.
  const slackMs = 500;
  expect(ofTitan).toBeGreaterThan(1_000 - slackMs);
  expect(ofTitan).toBeLessThanOrEqual(1_000);
  expect(ofCarry).toBeLessThanOrEqual(1_000);
  expect(ofFleet).toBeLessThanOrEqual(1_000);
  // The 5 s that the page's server asks for, and the first wait of the page.
  expect(ofMci).toBeGreaterThan(6_000 - slackMs);
  // The page comes back after a connection that was not closed cleanly, and so this one is not.
  expect(ofQuantmind).toBeGreaterThan(5_000 - slackMs);
  expect(quantmind.status.why).toMatchObject({ status: 1006 });
});
