import { setImmediate as turn } from 'node:timers/promises';
import type { EventDraft } from '@pitwall/model';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { defaultDurableLogOptions } from './log/durable/durable-log-options.ts';
import { openDurableLog } from './log/durable/durable-log.ts';
import type { EventLog } from './log/event-log.ts';
import { position, publish, StreamRig, trade } from './stream-rig.fixture.ts';
import type { Message } from './stream-rig.fixture.ts';

const rig = new StreamRig();
afterEach(() => rig.stop());

const isTrade =
  (tradeId: string) =>
  ({ data }: Message): boolean =>
    (data as { tradeId?: string } | undefined)?.tradeId === tradeId;

const idsOf = (messages: readonly Message[]): unknown[] =>
  messages
    .filter(({ kind }) => kind === 'trade')
    .map(({ type, data }) => `${String(type)} ${(data as { tradeId: string }).tradeId}`);

/** What each message of a stream names as the one before it. */
const linksOf = (messages: readonly Message[], of: string): unknown[] =>
  messages.filter(({ stream, prev }) => stream === of && prev !== undefined).map(({ prev }) => prev);

describe('a client of /v1/stream', () => {
  // Promises: pitwall.welcome, pitwall.nothing-unasked
  it('is greeted with what it may see and use, and hears nothing before it subscribes', async () => {
    const { gateway, port } = await rig.start();
    await publish(gateway, trade('t1'));
    const { token } = await rig.tokenFor('ann', ['main']);
    const peer = await rig.connect(port, `/v1/stream?token=${token}`);
    expect(peer.welcome).toMatchObject({
      type: 'welcome',
      protocol: 'pitwall.v1',
      version: '9.9.9',
      accounts: ['main'],
      expiresAt: expect.any(Number),
      limits: { maxFrameBytes: 65_536, messages: 200, windowMs: 2_000, maxStreams: 16, maxTopics: 2_000 },
    });
    expect(peer.welcome['head']).toBe(`${String(peer.welcome['epoch'])}.1`);
    await publish(gateway, trade('t2'));
    peer.client.sendJson({ type: 'ping', echo: 7 });
    expect(await peer.client.next()).toMatchObject({ type: 'pong', echo: 7, serverTime: expect.any(Number) });
  });

  // Promises: pitwall.streams, pitwall.filters, pitwall.chain
  it('has several streams, each with its own filters, and each message names the one before it', async () => {
    const { gateway, port } = await rig.start();
    const peer = await rig.connect(port);
    const bitcoin = await peer.subscribe({ id: 'r1', kinds: ['trade'], symbols: ['BTC'] });
    const positions = await peer.subscribe({ id: 'r2', channels: ['positions'] });
    expect(bitcoin.messages[0]).toMatchObject({ type: 'subscribed', id: 'r1', kinds: ['trade'], symbols: ['BTC'] });
    await publish(gateway, trade('b1'), trade('e1', 'main', 'ETH'), position(1), trade('b2'), position(2, 'ETH'));
    const heard: Message[] = [];
    while (heard.length < 4) heard.push(await peer.client.next());
    expect(idsOf(heard)).toEqual(['event b1', 'event b2']);
    const seqs = (stream: string) => heard.filter((one) => one['stream'] === stream).map(({ seq }) => seq);
    for (const { name, messages } of [bitcoin, positions]) {
      expect(linksOf(heard, name)).toEqual([messages.at(-1)?.['last'], seqs(name)[0]]);
    }
  });

  // Promises: pitwall.delta, pitwall.batch
  it('gets changes against the version that it holds, in arrays, where it asks for both', async () => {
    const { gateway, port } = await rig.start();
    await publish(gateway, position(1));
    const peer = await rig.connect(port);
    const { messages } = await peer.subscribe({ kinds: ['position'], delta: true, batch: true });
    const [snapshot] = messages.filter(({ type }) => type === 'snapshot');
    expect(snapshot).toMatchObject({ kind: 'position', data: { size: 1 } });
    await publish(gateway, position(2));
    const text = await peer.client.nextText();
    expect(JSON.parse(String(text))).toMatchObject([
      { type: 'delta', kind: 'position', data: { size: 2 }, base: snapshot?.['seq'], prev: messages.at(-1)?.['last'] },
    ]);
  });

  // Promises: pitwall.same-stream, pitwall.unsubscribe
  it('is told what was wrong with a request, and its streams go on', async () => {
    const { gateway, port } = await rig.start();
    const peer = await rig.connect(port);
    const { name } = await peer.subscribe({ kinds: ['trade'] });
    expect((await peer.subscribe({ id: 'r2', kinds: ['trade'] })).messages).toMatchObject([
      { type: 'error', id: 'r2', code: 'INVALID_REQUEST', message: expect.stringContaining(name) },
    ]);
    peer.client.sendJson({ type: 'unsubscribe', id: 'r3', stream: 'nothing' });
    expect(await peer.client.next()).toMatchObject({ type: 'error', id: 'r3', code: 'NOT_FOUND' });
    await publish(gateway, trade('t1'));
    expect(await peer.client.next()).toMatchObject({ type: 'event', kind: 'trade' });
    peer.client.sendJson({ type: 'unsubscribe', id: 'r4', stream: name });
    expect(await peer.client.next()).toMatchObject({ type: 'unsubscribed', id: 'r4', stream: name });
    await publish(gateway, trade('t2'));
    peer.client.sendJson({ type: 'ping' });
    expect(await peer.client.next()).toMatchObject({ type: 'pong' });
  });

  // Promise: pitwall.accounts
  it('hears its own accounts alone, and no word tells whether there are others', async () => {
    const { gateway, port } = await rig.start({ auth: 'required' });
    await publish(gateway, trade('theirs', 'other'));
    const { token } = await rig.tokenFor('ann', ['main', 'second']);
    const peer = await rig.connect(port, `/v1/stream?token=${token}`);
    expect(peer.welcome['accounts']).toEqual(['main', 'second']);
    const refusals: Message[] = [];
    for (const account of ['other', 'never']) {
      const { messages } = await peer.subscribe({ accounts: ['main', account] });
      refusals.push(...messages.map(({ code, message }) => ({ code, message: String(message).replace(account, '') })));
    }
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ code: 'FORBIDDEN_ACCOUNT' });
    const all = await peer.subscribe({ kinds: ['trade'] });
    const one = await peer.subscribe({ kinds: ['trade'], accounts: ['second'] });
    await publish(gateway, trade('theirs', 'other'), trade('a', 'main'), trade('b', 'second'), trade('last', 'second'));
    const heard: Message[] = [];
    while (heard.length < 5) heard.push(await peer.client.next());
    const tradesOf = (stream: string) => idsOf(heard.filter((message) => message['stream'] === stream));
    expect(tradesOf(all.name)).toEqual(['event a', 'event b', 'event last']);
    expect(tradesOf(one.name)).toEqual(['event b', 'event last']);
    const narrowed = await rig.connect(port, `/v1/stream?token=${token}&account=second`);
    expect(narrowed.welcome['accounts']).toEqual(['second']);
  });

  // Promise: pitwall.subprotocol
  it('may offer pitwall.v1, which is confirmed on its paths and selects it on /ws', async () => {
    const { port } = await rig.start();
    for (const path of ['/v1/stream', '/ws/pitwall', '/ws']) {
      const peer = await rig.connect(port, path, { 'Sec-WebSocket-Protocol': 'nonsense, pitwall.v1' });
      expect(peer.welcome).toMatchObject({ type: 'welcome', protocol: 'pitwall.v1' });
      expect(peer.client.head).toMatch(/^sec-websocket-protocol: pitwall\.v1\r?$/im);
    }
    const unnamed = await rig.connect(port);
    expect(unnamed.client.head).not.toMatch(/sec-websocket-protocol/i);
  });

  // Promise: pitwall.token
  it('brings a new token in place, and each answer names its request', async () => {
    const { port } = await rig.start();
    const [first, second, foreign] = await Promise.all([
      rig.tokenFor('ann', ['main'], 60_000),
      rig.tokenFor('ann', ['main'], 600_000),
      rig.tokenFor('bob', ['main']),
    ]);
    const peer = await rig.connect(port, `/v1/stream?token=${first.token}`);
    peer.client.sendJson({ type: 'authenticate', id: 'r1', token: foreign.token });
    expect(await peer.client.next()).toMatchObject({ type: 'error', id: 'r1', code: 'INVALID_TOKEN' });
    peer.client.sendJson({ type: 'authenticate', id: 'r2', token: second.token });
    const authenticated = await peer.client.next();
    expect(authenticated).toMatchObject({ type: 'authenticated', id: 'r2' });
    expect(Number(authenticated['expiresAt'])).toBeGreaterThan(Number(peer.welcome['expiresAt']) + 300_000);
  });

  // Promise: pitwall.drain
  it('is told before the gateway goes away, when to come back, and gets what was pending', async () => {
    const { gateway, port } = await rig.start({ retryAfterMs: 1_234 });
    const peer = await rig.connect(port);
    await peer.subscribe({ kinds: ['trade'] });
    await publish(gateway, trade('t1'));
    void gateway.drain();
    const messages = await peer.readTo(({ type }) => type === 'bye');
    expect(messages.map(({ type, retryAfterMs }) => [type, retryAfterMs])).toEqual([
      ['event', undefined],
      ['notice', 1_234],
      ['bye', 1_234],
    ]);
    expect(messages.at(-1)).toMatchObject({ code: 1001, retry: true });
    expect(await peer.client.closed).toMatchObject({ code: 1001 });
  });
});

describe('a client of /v1/stream that comes back', () => {
  const openLog = async (directory: string): Promise<EventLog> => {
    const { log } = await openDurableLog(directory, defaultDurableLogOptions, {
      clock: systemClock,
      onFailed: (error) => {
        throw error;
      },
    });
    return log;
  };

  // Promise: pitwall.since
  it('gets what it missed once, over a restart of the gateway, and then every present state', async () => {
    const directory = rig.directory();
    const first = await rig.start({}, { log: await openLog(directory) });
    const before = await rig.connect(first.port);
    await before.subscribe({ kinds: ['trade', 'position'] });
    await publish(first.gateway, trade('t1'), position(1), trade('t2'));
    const heard = await before.readTo(isTrade('t2'));
    const since = heard.at(-1)?.['seq'];
    await publish(first.gateway, trade('missed'));
    await first.gateway.drain();
    const second = await rig.start({}, { log: await openLog(directory) });
    await publish(second.gateway, trade('later'), position(2));
    const after = await rig.connect(second.port);
    const { messages } = await after.subscribe({ kinds: ['trade', 'position'], since });
    expect(messages[0]).toMatchObject({ type: 'subscribed', recovered: true, cursor: since });
    expect(idsOf(messages)).toEqual(['event missed', 'event later']);
    expect(messages.filter(({ type }) => type === 'snapshot')).toMatchObject([{ kind: 'position', data: { size: 2 } }]);
    expect(messages.at(-1)).not.toHaveProperty('lag');
  });

  // Promise: pitwall.gap
  it('is told of a gap, and why, where the log does not go on after its cursor', async () => {
    const { gateway, port } = await rig.start({ logEvents: 10 });
    for (let n = 0; n < 30; n += 1) await publish(gateway, trade(`t${n}`));
    await publish(gateway, position(1));
    const peer = await rig.connect(port);
    const epoch = String(peer.welcome['epoch']);
    const reasons: unknown[] = [];
    for (const [index, since] of [`${epoch}.1`, 'other.1', `${epoch}.999999`, 'nonsense'].entries()) {
      const { messages } = await peer.subscribe({ kinds: ['trade', 'position'], since, maxRatePerKeyMs: 100 + index });
      expect(messages.map(({ type }) => type)).toEqual(['subscribed', 'gap', 'snapshot', 'live']);
      expect(messages[0]).toMatchObject({ recovered: false, cursor: peer.welcome['head'] });
      expect(messages[1]).toMatchObject({ since, cursor: peer.welcome['head'] });
      reasons.push(messages[1]?.['reason']);
    }
    expect(reasons).toEqual(['expired', 'other-epoch', 'ahead', 'unreadable']);
  });

  // Promise: pitwall.slow
  it('or that was slow gets every event in order, the newest states, and what was skipped', async () => {
    const { gateway, port } = await rig.start({ highWaterBytes: 16_384 });
    const peer = await rig.connect(port);
    const { name } = await peer.subscribe({ kinds: ['trade', 'component-status', 'position'] });
    peer.client.socket.pause();
    // More than the kernel holds for one connection.
    const note = 'x'.repeat(400_000);
    for (let n = 0; n < 40; n += 1) {
      const status = { component: 'broker', status: 'CONNECTED', details: { note, n } };
      const large: EventDraft = { kind: 'component-status', account: 'main', data: status };
      await publish(gateway, trade(`t${n}`), position(n), large);
      // Each batch by itself.
      await turn();
    }
    peer.client.socket.resume();
    const messages = await peer.readTo(({ type, lag }) => type === 'live' && lag !== undefined);
    expect(idsOf(messages)).toEqual(Array.from({ length: 40 }, (_, n) => `event t${n}`));
    const positions = messages.filter(({ kind }) => kind === 'position');
    expect(positions.at(-1)).toMatchObject({ type: 'snapshot', data: { size: 39 } });
    const { lag } = messages.at(-1) as { lag: { conflated: number; dropped: number } };
    expect(lag.conflated).toBeGreaterThan(0);
    // The chain holds through all of it.
    const links = messages.filter(({ stream, prev }) => stream === name && prev !== undefined);
    expect(links.slice(1).map(({ prev }) => prev)).toEqual(links.slice(0, -1).map(({ seq }) => seq));
  });
});
