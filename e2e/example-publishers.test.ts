import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAtHand } from './peers/peer.ts';
import { PitwallProcess } from './pitwall-process.ts';
import { tradesShown } from './publishers/console-view.ts';
import { examplePublishers, startPublisher } from './publishers/example-publisher.ts';
import type { ExamplePublisher, PublishTask, RunningPublisher } from './publishers/example-publisher.ts';
import { ForgetfulProxy } from './publishers/forgetful-proxy.ts';
import { publishToken, PublishingWorld } from './publishers/publishing-world.ts';

const atHand = examplePublishers.filter(isAtHand);

const running: RunningPublisher[] = [];

const start = (publisher: ExamplePublisher, task: PublishTask): RunningPublisher => {
  const started = startPublisher(publisher, task);
  running.push(started);
  return started;
};

afterEach(() => {
  for (const { child } of running.splice(0)) child.kill();
});

const unique = (ids: readonly unknown[]): number => new Set(ids).size;

describe.each(atHand)('the publisher of examples/ that needs only $name', (publisher) => {
  const { source } = publisher;
  let world: PublishingWorld;

  beforeEach(async () => {
    world = new PublishingWorld();
    await world.start();
  });

  afterEach(() => world.stop());

  it('is seen by consoles in order and says goodbye', async () => {
    const { ended } = start(publisher, { url: world.url, token: publishToken, trades: 8, betweenMs: 10 });
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('8 taken (0 had come before)') });
    const numbers = (await world.seenByConsole(8)).map((id) => String(id).split('-')[1]);
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(world.said).toEqual([`${source} live`, `${source} gone`]);
  });

  it('loses nothing and doubles nothing while the gateway goes away and comes back', async () => {
    const task = { url: world.url, token: publishToken, trades: 100, betweenMs: 20 };
    const { ended, notes } = start(publisher, task);
    await world.wrote(5);
    await world.stop();
    expect(world.written.length).toBeLessThan(100);
    await expect.poll(notes).toMatch(/away: .*; next attempt/);
    await world.start();
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('100 taken') });
    const seen = await world.seenByConsole(100);
    expect([unique(seen), world.written.length]).toEqual([100, 100]);
    expect(seen).toEqual(world.written);
  });

  it('begins before the gateway does', async () => {
    await world.stop();
    const { ended, notes } = start(publisher, { url: world.url, token: publishToken, trades: 5, betweenMs: 1 });
    await expect.poll(notes).toMatch(/away: .*; next attempt/);
    await world.start();
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('5 taken') });
    expect(await world.seenByConsole(5)).toEqual(world.written);
  });

  it('sends again what it was not told to have arrived, and it is not written twice', async () => {
    const proxy = await ForgetfulProxy.open(world.port);
    const { ended } = start(publisher, { url: proxy.url, token: publishToken, trades: 5, betweenMs: 1 });
    const { code, stdout } = await ended;
    proxy.close();
    expect({ code, lost: proxy.lost }).toEqual({ code: 0, lost: 1 });
    expect(stdout).toMatch(/^5 taken \([1-5] had come before\), 0 refused/);
    expect(unique(world.written)).toBe(5);
    expect(world.written).toHaveLength(5);
  });

  it('ends with 77 when its token is not known, and says why', async () => {
    const { ended } = start(publisher, { url: world.url, token: 'a-token-of-nobody', trades: 2, betweenMs: 1 });
    expect(await ended).toMatchObject({ code: 77, stderr: expect.stringContaining('UNAUTHENTICATED') });
    expect(world.written).toEqual([]);
  });
});

describe('against a gateway that keeps its log on a disk', () => {
  const gateways: PitwallProcess[] = [];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pitwall-publishers-'));
  });

  afterEach(async () => {
    for (const gateway of gateways.splice(0)) await gateway.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const serve = async (port: number): Promise<PitwallProcess> => {
    const own = ['--dev', '--no-legacy-ports', '--port', String(port), '--data-dir', folder];
    const gateway = new PitwallProcess(['serve', ...own], { PITWALL_MEMORY: 'false' });
    gateways.push(gateway);
    await gateway.port();
    return gateway;
  };

  it.each(atHand)(
    'the publisher that needs only $name loses and doubles nothing when it is killed',
    async (publisher) => {
      const first = await serve(0);
      const port = await first.port();
      const url = `http://127.0.0.1:${port}`;
      const { ended, notes } = start(publisher, { url, trades: 100, betweenMs: 20 });
      await tradesShown({ port, path: '/ws/fleet' }, 5);
      await first.stop('SIGKILL');
      await expect.poll(notes).toMatch(/away: .*; next attempt/);
      await serve(port);
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('100 taken') });
      const { cursor } = (await (await fetch(`${url}/v1/snapshot`)).json()) as { cursor: string };
      const since = `${cursor.split('.')[0]}.0`;
      const shown = await tradesShown({ port, path: `/ws/fleet?since=${since}` }, 100);
      expect(shown.map((id) => Number(String(id).split('-')[1]))).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
    },
    60_000,
  );
});

describe('against the demo', () => {
  let demo: PitwallProcess;
  let url: string;

  beforeAll(async () => {
    demo = new PitwallProcess(['demo', '--port', '0', '--no-legacy-ports']);
    url = `http://127.0.0.1:${await demo.port()}`;
  });

  afterAll(() => demo.stop());

  const statuses = async (): Promise<readonly string[]> => {
    const answer = await fetch(`${url}/v1/snapshot?kinds=source-status`);
    const { events } = (await answer.json()) as { events: readonly { data: { source: string; status: string } }[] };
    return events.map(({ data }) => `${data.source} ${data.status}`);
  };

  it('the desk is live', async () => {
    await expect.poll(statuses).toContain('desk live');
  });

  it.each(atHand)('the publisher that needs only $name runs without a token', async (publisher) => {
    const { ended } = start(publisher, { url, trades: 3, betweenMs: 1 });
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('3 taken') });
    expect(await statuses()).toContain(`${publisher.source} gone`);
  });
});
