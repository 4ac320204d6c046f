import { dialects } from '@pitwall/dialects';
import { createGateway, createLogger, defaultGatewayOptions, mintToken, systemClock } from '@pitwall/gateway';
import type { Gateway } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import { EventStreamClient } from '@pitwall/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, ChromiumPage } from './peers/chromium-page.ts';
import { CuttingProxy } from './peers/cutting-proxy.ts';
import { isFields } from './peers/fields.ts';
import type { Fields } from './peers/fields.ts';
import { Inbox, isAtHand } from './peers/peer.ts';

const options = {
  ...defaultGatewayOptions,
  jwtSecret: 'a secret of at least thirty-two bytes',
  auth: 'required' as const,
  port: 0,
  legacyPorts: false,
  account: 'main',
  sseRetryMs: 100,
  sseHeartbeatMs: 50,
  retryAfterMs: 60_000,
};

const kinds = ['resume', 'equity', 'alert', 'trade', 'bye'];

/** What a page does with an EventSource: it never looks at Last-Event-ID, the browser brings it. */
const openInPage = (id: number, url: string): string => `{
  const source = new EventSource(${JSON.stringify(url)});
  (window.sources ??= {})[${id}] = source;
  const tell = ({ type, data, lastEventId }) => window.heard(${id}, { type, data, lastEventId });
  for (const kind of ${JSON.stringify(kinds)}) source.addEventListener(kind, tell);
  source.onerror = () => window.heard(${id}, { type: 'error', data: '{}', lastEventId: '', state: source.readyState });
}`;

const alert = (alertId: string): EventDraft => ({
  kind: 'alert',
  account: 'main',
  data: { alertId, severity: 'info', title: alertId },
});

const isOf = (type: string) => (message: Fields) => message['type'] === type;
const dataOf = ({ data }: Fields): unknown => JSON.parse(String(data));

describe.runIf(isAtHand(chromium))('the EventSource of Chromium', () => {
  const inboxes = new Map<number, Inbox>();
  const page = new ChromiumPage((id, what) => {
    if (isFields(what)) inboxes.get(id)?.take(JSON.stringify(what));
  });
  let gateway: Gateway;
  let proxy: CuttingProxy;
  let port: number;
  let token: string;

  beforeAll(async () => {
    const logger = createLogger({ level: 'silent' }, { destination: process.stderr });
    gateway = createGateway(options, { dialects, logger, version: 'test' });
    ({ port } = (await gateway.start()).main);
    proxy = await CuttingProxy.open(port);
    await publish({ kind: 'equity', account: 'main', data: { equity: '10000.10' } });
    token = await tokenFor('ann');
    // The first page takes as long as the browser takes to start.
    await page.evaluate('1');
  }, 60_000);

  afterAll(async () => {
    await page.close();
    proxy.close();
    await gateway.stop();
  });

  const publish = async (...drafts: EventDraft[]): Promise<void> => {
    for (const result of await gateway.publish(drafts)) if (!result.ok) throw result.error;
  };

  const tokenFor = async (subject: string, admin = false): Promise<string> =>
    (await mintToken(options, { subject, accounts: ['main'], admin, ttlMs: 600_000 }, systemClock)).token;

  const open = async (query: string): Promise<Inbox> => {
    const inbox = new Inbox();
    const id = inboxes.size;
    inboxes.set(id, inbox);
    await page.evaluate(openInPage(id, `http://127.0.0.1:${proxy.port}/v1/sse?${query}`));
    return inbox;
  };

  // Promises: ruling-6.replay, ruling-6.resume-first, ruling-7.snapshot
  it('comes back by itself after a cut and hears exactly what it missed', async () => {
    const inbox = await open(`token=${token}`);
    expect(dataOf(await inbox.until(isOf('resume')))).toMatchObject({ recovered: false });
    expect(dataOf(await inbox.until(isOf('equity')))).toMatchObject({ snapshot: true, data: { equity: '10000.10' } });
    let n = 0;
    for (let round = 0; round < 5; round += 1) {
      await publish(alert(`a${(n += 1)}`));
      const last = await inbox.until(isOf('alert'));
      expect(dataOf(last)).toMatchObject({ data: { alertId: `a${n}` } });
      proxy.cut();
      await publish(alert(`a${n + 1}`), alert(`a${n + 2}`));
      expect(dataOf(await inbox.until(isOf('resume')))).toEqual({ recovered: true, cursor: last['lastEventId'] });
      for (const missed of [n + 1, n + 2]) {
        expect(dataOf(await inbox.until(isOf('alert')))).toMatchObject({ data: { alertId: `a${missed}` } });
      }
      n += 2;
    }
  });

  it('moves on with heartbeats too, which it does not show', async () => {
    const inbox = await open(`token=${token}&kinds=trade`);
    const { lastEventId } = await inbox.until(isOf('resume'));
    await publish(alert('not-for-it'), alert('nor-this'));
    const [epoch, seq] = String(lastEventId).split('.');
    const resumed = async (): Promise<string> => {
      proxy.cut();
      const resume = dataOf(await inbox.until(isOf('resume'))) as { cursor: string; recovered: boolean };
      // What the browser brought was honoured, so the cursor is its own.
      expect(resume.recovered).toBe(true);
      return resume.cursor;
    };
    // Somebody else's heartbeats tell how long it waited, for the page sees none of its own.
    const metronome = await EventStreamClient.open({ port, path: `/v1/sse?token=${token}&kinds=trade` });
    await metronome.untilComments(4);
    metronome.cut();
    expect(await resumed()).toBe(`${epoch}.${Number(seq) + 2}`);
  });

  it('is told why it ends, and gives up when its token is revoked', async () => {
    const inbox = await open(`token=${await tokenFor('bob')}`);
    await inbox.until(isOf('resume'));
    const answer = await fetch(`http://127.0.0.1:${proxy.port}/v1/revocations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor('root', true)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'bob' }),
    });
    expect(answer.status).toBe(204);
    expect(dataOf(await inbox.until(isOf('bye')))).toEqual({ code: 4401, reason: 'invalid token', retry: false });
    const closed = 2;
    expect(await inbox.until(({ state }) => state === closed)).toMatchObject({ type: 'error' });
  });

  it('is told that the gateway goes away', async () => {
    const inbox = await open(`token=${token}&kinds=equity`);
    await inbox.until(isOf('equity'));
    const drained = gateway.drain();
    expect(dataOf(await inbox.until(isOf('bye')))).toMatchObject({ code: 1001, retry: true });
    await drained;
  });
});
