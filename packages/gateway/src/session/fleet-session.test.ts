import { fleet } from '@pitwall/dialects';
import { PitwallError } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../identity/identity.ts';
import { SessionRig, typesOf } from './session-rig.fixture.ts';

const bot = (botId: string, account: string): EventDraft => ({
  kind: 'bot',
  account,
  data: { botId, status: 'running' },
});

const connect = (rig: SessionRig, admission?: Admission) => {
  const client = rig.connect('', fleet, admission);
  rig.clock.endTurns();
  return client;
};

describe('a fleet session', () => {
  // Promises: fleet.greeting, fleet.connection
  it('begins with connection, connected and ws', () => {
    const rig = new SessionRig();
    expect(connect(rig).socket.read()).toEqual([
      { type: 'connection', data: { status: 'connected', mode: 'ws' }, ts: new Date(rig.clock.now()).toISOString() },
    ]);
  });

  it('for a type that does not exist is told so before it is closed', () => {
    const rig = new SessionRig();
    const { socket } = rig.connect('types=trades,prices', fleet);
    const [greeting, error, ...more] = socket.read();
    expect(greeting).toMatchObject({ type: 'connection' });
    expect(error).toMatchObject({ type: 'error', data: { code: 'INVALID_MESSAGE' } });
    expect(JSON.stringify(error)).toContain('there is no prices');
    expect(more).toEqual([]);
    expect(socket.endings).toMatchObject([{ how: 'close', code: 1008 }]);
  });

  // Promises: fleet.ping, fleet.ping-shape, fleet.heartbeat
  it('is pinged in JSON and by a control frame every 30 s, and closed with 4408 after 10 s of silence', () => {
    const rig = new SessionRig();
    const { socket, ask } = connect(rig);
    socket.read();
    rig.clock.advance(30_000);
    expect(socket.read()).toEqual([{ type: 'ping', timestamp: rig.clock.now() }]);
    expect(socket.controls).toEqual(['ping']);
    ask({ type: 'pong', timestamp: rig.clock.now() });
    rig.clock.advance(30_000);
    expect(typesOf(socket.read())).toEqual(['ping']);
    rig.clock.advance(10_000);
    expect(socket.endings).toEqual([{ how: 'close', code: 4408, reason: 'no pong' }]);
  });

  // Promises: fleet.control-pong, ruling-8.any-frame, fleet.client-states
  it('is never told of a connection that is lost or in error: that its client sees by itself', () => {
    const rig = new SessionRig();
    const { socket, session } = connect(rig);
    session.announceDrain();
    session.drain();
    expect(socket.read().filter(({ type }) => type === 'connection')).toMatchObject([
      { data: { status: 'connected' } },
    ]);
    expect(socket.endings).toMatchObject([{ how: 'close', code: 1001 }]);
  });

  it('lives on by control pongs alone', () => {
    const rig = new SessionRig();
    const { socket, session } = connect(rig);
    for (let ping = 0; ping < 5; ping += 1) {
      rig.clock.advance(30_000);
      session.onPong();
    }
    expect(socket.endings).toEqual([]);
  });

  // Promise: fleet.rate-limiting
  it('that sends too often is told so, and held back', () => {
    const rig = new SessionRig();
    const { socket, ask } = connect(rig);
    for (let count = 0; count < 300; count += 1) ask({ type: 'ping', timestamp: count });
    const messages = socket.read();
    expect(messages.filter(({ type }) => type === 'pong')).toHaveLength(200);
    expect(messages.filter(({ type }) => type === 'error')).toMatchObject([{ data: { code: 'RATE_LIMITED' } }]);
  });

  // Promises: fleet.own-data, fleet.admin-all, ruling-11.isolation-live
  it('hears the accounts of its token alone, and an admin’s hears all, each fact with its account', async () => {
    const rig = new SessionRig();
    await rig.publish(bot('b1', 'ann'), bot('b2', 'bob'));
    const ann = connect(rig, { accounts: ['ann'] });
    const admin = connect(rig, { accounts: '*' });
    await rig.publish(bot('b3', 'bob'), bot('b4', 'ann'));
    const botsOf = ({ socket }: typeof ann): unknown[] =>
      socket
        .read()
        .filter(({ type }) => type === 'bots')
        .map(({ data }) => [(data as { id: string }).id, (data as { account?: string }).account]);
    expect(botsOf(ann)).toEqual([
      ['b1', undefined],
      ['b4', undefined],
    ]);
    expect(botsOf(admin)).toEqual([
      ['b1', 'ann'],
      ['b2', 'bob'],
      ['b3', 'bob'],
      ['b4', 'ann'],
    ]);
  });
});

describe('a fleet client that is not let in', () => {
  // Promises: fleet.auth-first, ruling-10.refusals
  it.each(['UNAUTHENTICATED', 'INVALID_TOKEN', 'TOKEN_EXPIRED'] as const)(
    'by %s gets one error and nothing before it, and is closed with 4401',
    (code) => {
      const { socket } = new SessionRig().refuse(new PitwallError(code, 'why'), fleet);
      expect(socket.read()).toMatchObject([{ type: 'error', data: { code: 'UNAUTHORIZED', details: 'why' } }]);
      expect(socket.endings).toMatchObject([{ how: 'close', code: 4401 }]);
    },
  );
});
