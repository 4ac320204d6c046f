import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { positionDraft, SessionRig, tradeDraft, typesOf } from './session-rig.fixture.ts';
import { links, StreamClient, streamOf } from './stream-client.fixture.ts';
import type { Message } from './stream-client.fixture.ts';

const equityDraft: EventDraft = { kind: 'equity', data: { equity: 5 } };

describe('a session with streams', () => {
  // Promise: pitwall.welcome
  it('tells in its welcome what it may see and use, and hears nothing before it asks', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1), { ...tradeDraft, account: 'other' });
    const expiresAtMs = rig.clock.now() + 3_600_000;
    const { socket, session } = new StreamClient(rig, {
      accounts: ['demo'],
      identity: { subject: 's', admin: false, accounts: ['demo'], expiresAtMs },
    });
    await rig.publish(positionDraft('closed', 1));
    expect(socket.read()).toMatchObject([
      {
        type: 'reply:welcome',
        session: {
          version: '1.2.3',
          epoch: 'e1',
          // Not the head of the other account.
          head: 'e1.1',
          accounts: ['demo'],
          expiresAtMs,
          limits: {
            maxInboundFrameBytes: 65_536,
            inboundMessages: 200,
            inboundWindowMs: 2_000,
            maxStreams: 3,
            maxTopics: 8,
          },
        },
      },
    ]);
    expect(session.state).toBe('ready');
  });

  it('opens a stream with its beginning, its states, and the moment from which on it is live', async () => {
    const rig = new SessionRig();
    await rig.publish(tradeDraft, positionDraft('opened', 1), equityDraft);
    const client = new StreamClient(rig);
    const opened = client.open({}, 'r1');
    const stream = streamOf(opened);
    expect(opened).toMatchObject([
      { type: 'reply:stream-opened', stream, requestId: 'r1', accounts: ['demo'], cursor: 'e1.3' },
      { type: 'position', occasion: 'snapshot', stream, seq: 'e1.2', prev: 'e1.0' },
      { type: 'reply:live', position: { stream, through: 'e1.3', last: 'e1.0' }, prev: 'e1.2' },
    ]);
    expect(opened[0]).not.toHaveProperty('recovered');
    expect(stream).toMatch(/^[A-Za-z0-9_-]{8}$/);
    expect(client.session.state).toBe('live');
    await rig.publish(tradeDraft);
    expect(client.socket.read()).toMatchObject([
      { type: 'trade', occasion: 'live', stream, seq: 'e1.4', prev: 'e1.0', sentAt: rig.clock.now() },
    ]);
  });

  it('gives several streams, each with its own filters, links and form', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const trades = streamOf(client.open({ topics: ['trades'] }));
    const positions = streamOf(client.open({ topics: ['positions'], delta: true, batch: true }));
    expect(positions).not.toBe(trades);
    await rig.publish(positionDraft('opened', 1), tradeDraft);
    await rig.publish(positionDraft('updated', 2), tradeDraft);
    const read = client.socket.read();
    const arrays = read.filter((one) => Array.isArray(one)) as unknown as Message[][];
    expect(arrays.flat()).toMatchObject([
      { type: 'position', stream: positions, seq: 'e1.1', prev: 'e1.0' },
      { type: 'position', stream: positions, seq: 'e1.3', prev: 'e1.1', base: 'e1.1', delta: { size: 2 } },
    ]);
    const single = read.filter((one) => !Array.isArray(one));
    expect(single.map((one) => one['stream'])).toEqual([trades, trades]);
    expect(links(single)).toEqual([
      ['e1.0', 'e1.2'],
      ['e1.2', 'e1.4'],
    ]);
  });

  // Promise: pitwall.snapshot
  it('gives a reader of events alone no states, and no changes of states that it does not hold', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1));
    const client = new StreamClient(rig);
    expect(typesOf(client.open({ snapshot: false, delta: true }))).toEqual(['reply:stream-opened', 'reply:live']);
    await rig.publish(positionDraft('updated', 2));
    const [update] = client.socket.read();
    expect(update).toMatchObject({ type: 'position', data: { size: 2 } });
    expect(update).not.toHaveProperty('base');
  });

  // Promise: pitwall.rate
  it('paces each stream by its own wish, and every stream ends with the newest value', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const fast = streamOf(client.open({ topics: ['positions'] }));
    const slow = streamOf(client.open({ topics: ['positions'], minIntervalMs: 1_000 }));
    for (let size = 1; size <= 10; size += 1) {
      await rig.publish(positionDraft('updated', size));
      rig.clock.advance(100);
    }
    rig.clock.advance(1_000);
    const read = client.socket.read();
    const sizesOf = (stream: string): unknown[] =>
      read.filter((one) => one['stream'] === stream).map((one) => (one['data'] as { size: number }).size);
    expect(sizesOf(fast)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(sizesOf(slow)).toEqual([1, 10]);
  });

  it('says the newest state before an event of its key, though it waited for a long interval', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    client.open({ topics: ['positions'], minIntervalMs: 60_000 });
    await rig.publish(positionDraft('updated', 1));
    await rig.publish(positionDraft('updated', 2), positionDraft('closed', 0));
    const read = client.socket.read();
    expect(links(read)).toEqual([
      ['e1.0', 'e1.1'],
      ['e1.1', 'e1.2'],
      ['e1.2', 'e1.3'],
    ]);
  });
});

describe('a stream that begins now', () => {
  it('is given what may be dropped and comes while its first values are on their way', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    client.ask({ ask: 'open', wish: { topics: ['logs'] } });
    await rig.append({ kind: 'log', data: { level: 'info', message: 'm' } });
    rig.clock.endTurns();
    expect(client.socket.read().map(({ type }) => type)).toContain('log');
  });
});

describe('streams of one session', () => {
  it('take turns to catch up, a page each, so that none waits for a long past of another', async () => {
    const rig = new SessionRig({ maxPageChars: 600 });
    const facts = Array.from({ length: 40 }, (_, n) => [tradeDraft, positionDraft('opened', n)]);
    await rig.publish(...facts.flat());
    const client = new StreamClient(rig);
    client.socket.taking = false;
    client.ask({ ask: 'open', wish: { topics: ['trades'], since: 'e1.0' } });
    client.ask({ ask: 'open', wish: { topics: ['positions'], since: 'e1.0' } });
    const turns: unknown[] = [];
    for (let page = 0; page < 9; page += 1) {
      rig.clock.endTurns();
      const types = new Set(
        client.socket.read().flatMap(({ type, occasion }) => (occasion === 'replay' ? [type] : [])),
      );
      turns.push(...types);
      client.socket.takeUnsent(client.session);
    }
    expect(turns.filter((type) => type === 'trade').length).toBeGreaterThanOrEqual(3);
    expect(turns.filter((type) => type === 'position').length).toBeGreaterThanOrEqual(3);
  });

  it('are heard by account where the session sees several', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig, { accounts: '*' });
    const one = streamOf(client.open({ accounts: ['demo', '@shared'] }));
    const all = streamOf(client.open());
    await rig.publish(tradeDraft, { ...tradeDraft, account: 'other' });
    const heard = client.socket.read().map(({ stream, account }) => [stream, account]);
    expect(heard.filter(([stream]) => stream === one)).toEqual([[one, 'demo']]);
    expect(heard.filter(([stream]) => stream === all)).toEqual([
      [all, 'demo'],
      [all, 'other'],
    ]);
  });

  it('make it live when all are, and ready when none is left', () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const names = [streamOf(client.open()), streamOf(client.open({ topics: ['equity'] }))];
    expect(client.session.state).toBe('live');
    client.ask({ ask: 'open', wish: { topics: ['market'] } });
    expect(client.session.state).toBe('lagging');
    rig.clock.endTurns();
    expect(client.session.state).toBe('live');
    names.push(streamOf(client.socket.read()));
    for (const stream of names) client.ask({ ask: 'close', stream });
    expect(client.session.state).toBe('ready');
  });

  // Promise: pitwall.ping
  it('stand in each ping: how far they are, and what was their last message', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const trades = streamOf(client.open({ topics: ['trades'] }));
    const equity = streamOf(client.open({ topics: ['equity'] }));
    await rig.publish(tradeDraft, positionDraft('opened', 1));
    client.socket.read();
    rig.clock.advance(30_000);
    expect(client.socket.read()).toMatchObject([
      {
        type: 'reply:ping',
        positions: [
          { stream: trades, through: 'e1.2', last: 'e1.1' },
          { stream: equity, through: 'e1.2', last: 'e1.0' },
        ],
      },
    ]);
  });

  it('that fell behind catch up with nothing lost, and tell what was skipped', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const trades = streamOf(client.open({ topics: ['trades'] }));
    const positions = streamOf(client.open({ topics: ['positions'] }));
    client.socket.taking = false;
    for (let size = 1; size <= 60; size += 1) {
      await rig.publish(tradeDraft, positionDraft('updated', size));
      rig.clock.advance(25);
    }
    expect(client.session.state).toBe('lagging');
    for (let round = 0; round < 40 && client.session.state !== 'live'; round += 1) {
      client.socket.take(client.session);
      rig.clock.endTurns();
    }
    expect(client.session.state).toBe('live');
    rig.clock.advance(30);
    const read = client.socket.read();
    expect(read.filter((one) => one['type'] === 'trade')).toHaveLength(60);
    const lags = read.flatMap(({ position, lag }) => (position === undefined ? [] : [{ position, lag }]));
    expect(lags).toHaveLength(2);
    expect(lags).toContainEqual({
      position: expect.objectContaining({ stream: trades }),
      lag: { conflated: 0, dropped: 0 },
    });
    const lag = { conflated: expect.toSatisfy((count: number) => count > 0), dropped: 0 };
    expect(lags).toContainEqual({ position: expect.objectContaining({ stream: positions }), lag });
  });

  it('wait to be opened for a client that does not read, and are opened when it does', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    client.open({ topics: ['trades'] });
    client.socket.taking = false;
    for (let n = 0; n < 40; n += 1) await rig.publish(tradeDraft);
    client.socket.read();
    client.ask({ ask: 'open', id: 'r2', wish: { topics: ['positions'] } });
    rig.clock.endTurns();
    expect(client.socket.read()).toEqual([]);
    client.socket.take(client.session);
    expect(client.socket.read()).toMatchObject([{ type: 'reply:stream-opened', requestId: 'r2' }]);
  });

  it('can be closed by a client that does not read, which is told so behind all that waits', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    const stream = streamOf(client.open({ topics: ['trades'] }));
    client.socket.taking = false;
    for (let n = 0; n < 40; n += 1) await rig.publish(tradeDraft);
    client.socket.read();
    client.ask({ ask: 'close', id: 'r2', stream });
    expect(client.socket.read()).toMatchObject([{ type: 'reply:stream-closed', stream, requestId: 'r2' }]);
    expect(client.session.state).toBe('ready');
  });

  // Promise: pitwall.dropped
  it('are told what they lose of bounded messages', async () => {
    const rig = new SessionRig({ maxBoundedPerBatch: 2 });
    const client = new StreamClient(rig);
    const stream = streamOf(client.open({ topics: ['logs'] }));
    const line: EventDraft = { kind: 'log', data: { level: 'info', message: 'm' } };
    await rig.publish(line, line, line);
    expect(client.socket.read()).toMatchObject([
      { type: 'log', seq: 'e1.2', prev: 'e1.0' },
      { type: 'log', seq: 'e1.3', prev: 'e1.2' },
      { type: 'reply:dropped', stream, count: 1 },
    ]);
  });

  // Promise: pitwall.drain
  it('send what gathered before the session closes, and nothing after', async () => {
    const rig = new SessionRig();
    const client = new StreamClient(rig);
    client.open();
    await rig.append(tradeDraft);
    client.session.drain();
    await rig.publish(tradeDraft);
    expect(typesOf(client.socket.read())).toEqual(['trade', 'reply:closing']);
  });
});
