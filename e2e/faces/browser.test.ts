import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, ChromiumPage } from '../peers/chromium-page.ts';
import { isFields } from '../peers/fields.ts';
import { isAtHand } from '../peers/peer.ts';
import { FacesWorld, facts } from './faces-world.ts';
import { serveModules } from './module-server.ts';

/** What a page of each kind does, in a module of its own. Everything it hears goes to the test. */
const programOf = (modules: string, world: FacesWorld): string => `(async () => {
  const say = (what) => window.heard(0, { what });
  const token = ${JSON.stringify(world.token)};
  const { ConsoleWebSocket } = await import('${modules}/faces/titan/index.ts');
  const { createCarryClient } = await import('${modules}/faces/carry/index.ts');
  const { default: realtimeClient } = await import('${modules}/faces/fleet/index.ts');
  const { createMciClient } = await import('${modules}/faces/mci/index.ts');
  const { createBacktestClient } = await import('${modules}/faces/quantmind/index.ts');

  const titan = new ConsoleWebSocket('${world.at('/ws/console')}', { token, reconnectIntervalMs: 50 });
  titan.on('MASTER_ARM_CHANGE', ({ data }) => say('titan ' + data.reason));
  const carry = createCarryClient('${world.at('/ws/carry')}?token=' + token);
  carry.on('risk_status_update', ({ data }) => say('carry ' + data.message));
  realtimeClient.on('trades', (trade) => say('fleet ' + trade.id));
  realtimeClient.connect(token, { url: '${world.at('/api/ws')}' });
  const mci = createMciClient('${world.at('/telemetry')}', { token, channels: ['activity'], firstDelayMs: 50 });
  mci.on('activity:log', ({ data }) => say('mci ' + data.id));
  mci.connect();
  const quantmind = await createBacktestClient('${world.at('/ws/quantmind', 'http')}', { token, reconnectIntervalMs: 50 });
  quantmind.on('backtest_start', ({ data }) => say('quantmind ' + data.backtest_id));
  window.standing = () =>
    [titan, carry, realtimeClient, mci, quantmind].map(({ status }) => status.state).join();
})()`;

const publishAll = (world: FacesWorld, round: number): Promise<void> =>
  world.publish(
    facts.arm(`${round}`),
    facts.pause(`${round}`),
    facts.trade(`${round}`),
    facts.activity(`${round}`),
    facts.backtestStart(`${round}`),
  );

describe.runIf(isAtHand(chromium))('the clients of all pages in Chromium', () => {
  const heard: string[] = [];
  const page = new ChromiumPage((_id, what) => {
    if (isFields(what)) heard.push(String(what['what']));
  });
  let world: FacesWorld;
  let modules: { server: Server; url: string };

  beforeAll(async () => {
    world = await FacesWorld.open();
    modules = await serveModules();
    await page.evaluate(programOf(modules.url, world));
  });

  afterAll(async () => {
    await page.close();
    modules.server.close();
    await world.close();
  });

  it('hear what happens, come back, and have what happened meanwhile', async () => {
    const standing = (): Promise<unknown> => page.evaluate('window.standing()');
    const roundOf = (round: number): string[] =>
      ['carry', 'fleet', 'mci', 'quantmind', 'titan'].map((name) => `${name} ${round}`);
    const heardOf = (round: number): string[] => heard.filter((what) => what.endsWith(` ${round}`));

    await expect.poll(standing).toBe('live,live,live,live,live');
    await publishAll(world, 1);
    await expect.poll(() => heardOf(1).toSorted()).toEqual(roundOf(1));
    world.proxy.cut();
    await publishAll(world, 2);
    await expect.poll(() => [...new Set(heardOf(2))].toSorted()).toEqual(roundOf(2));
    await expect.poll(standing).toBe('live,live,live,live,live');
  });
});
