import { describe, expect, it } from 'vitest';
import { ClientError } from '../client-error.ts';
import { FakePlatform, settle } from '../fake-platform.fixture.ts';
import { exponentialBackoff } from './backoff.ts';
import { createConnection } from './connection.ts';
import type { ConnectionHandlers, ConnectionOptions } from './connection-contract.ts';

const rig = (options: Partial<ConnectionOptions> = {}, handlers: Partial<ConnectionHandlers> = {}) => {
  const platform = new FakePlatform();
  const states: string[] = [];
  const messages: string[] = [];
  const connection = createConnection(
    { url: () => 'ws://gateway/x', ...options },
    {
      message: (text) => messages.push(text),
      changed: ({ state }) => states.push(state),
      ...handlers,
    },
    platform.ports,
  );
  const goLive = (): void => {
    platform.socket.open();
    connection.welcomed();
    connection.caughtUp();
  };
  return { platform, states, messages, connection, goLive };
};

describe('a connection', () => {
  it('goes from its start to live by the server’s words', () => {
    const { connection, states, platform, goLive, messages } = rig({ protocols: ['pitwall.v1'] });
    connection.start();
    expect(platform.socket).toMatchObject({ url: 'ws://gateway/x', protocols: ['pitwall.v1'] });
    goLive();
    platform.socket.receive('hello');
    expect(states).toEqual(['preparing', 'opening', 'greeting', 'catching-up', 'live']);
    expect(messages).toEqual(['hello']);
  });

  it('asks for its address anew at each attempt', async () => {
    let asked = 0;
    const { connection, platform } = rig({ url: () => Promise.resolve(`ws://gateway/${(asked += 1)}`) });
    connection.start();
    await settle();
    platform.socket.open();
    platform.socket.end(1006);
    platform.clock.advance(1_000);
    await settle();
    expect(platform.sockets.map(({ url }) => url)).toEqual(['ws://gateway/1', 'ws://gateway/2']);
  });

  it('waits longer after each failed attempt, by chance within the longest wait', () => {
    const { connection, platform } = rig();
    connection.start();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      platform.socket.end(1006);
      waits.push((connection.status.retryAtMs ?? 0) - platform.clock.now());
      platform.clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('counts its attempts from the first again only after a stable connection', () => {
    const { connection, platform, goLive } = rig();
    connection.start();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      goLive();
      platform.socket.end(1006);
      platform.clock.advance((connection.status.retryAtMs ?? 0) - platform.clock.now());
    }
    goLive();
    expect(connection.status.attempt).toBe(5);
    platform.clock.advance(10_000);
    platform.socket.end(1006);
    expect(connection.status.attempt).toBe(1);
    platform.clock.advance(250);
    expect(platform.sockets).toHaveLength(6);
  });

  it('comes back no earlier than the server asked for, and not all at once', () => {
    const { connection, platform, goLive } = rig();
    connection.start();
    goLive();
    connection.foretell({ retry: true, retryAfterMs: 5_000 });
    platform.socket.end(1001);
    expect((connection.status.retryAtMs ?? 0) - platform.clock.now()).toBe(5_250);
    platform.happen('online');
    expect(platform.sockets).toHaveLength(1);
    platform.clock.advance(5_250);
    expect(platform.sockets).toHaveLength(2);
  });

  it.each([1000, 1002, 1007, 1008, 1009, 4401, 4403])('ends for good when it was closed with %i', (code) => {
    const { connection, platform, goLive } = rig();
    connection.start();
    goLive();
    platform.socket.end(code, 'because');
    platform.clock.advance(600_000);
    expect(platform.sockets).toHaveLength(1);
    expect(connection.status.state).toBe('failed');
    expect(connection.status.why).toMatchObject({ retry: false, status: code });
    expect(platform.clock.timerCount + platform.watcherCount).toBe(0);
  });

  it.each([1001, 1005, 1006, 1011, 1012, 1013, 4408, 4429, 3001])('comes back after %i', (code) => {
    const { connection, platform, goLive } = rig();
    connection.start();
    goLive();
    platform.socket.end(code);
    expect(connection.status.state).toBe('waiting');
    platform.clock.advance(1_000);
    expect(platform.sockets).toHaveLength(2);
  });

  it('gives up when its policy does, and says after how many attempts', () => {
    const { connection, platform } = rig({ backoff: exponentialBackoff({ maxAttempts: 2, jitter: 'none' }) });
    connection.start();
    for (const waitMs of [500, 1_000]) {
      platform.socket.end(1006);
      platform.clock.advance(waitMs);
    }
    platform.socket.end(1006);
    expect(connection.status).toMatchObject({ state: 'failed', why: { code: 'GAVE_UP' } });
    expect(platform.sockets).toHaveLength(3);
    connection.start();
    expect(platform.sockets).toHaveLength(4);
    expect(connection.status.attempt).toBe(1);
  });

  it('replaces a socket that does not open, and one that does not greet', () => {
    const { connection, platform } = rig();
    connection.start();
    platform.clock.advance(10_000);
    expect(connection.status.why?.code).toBe('OPEN_TIMEOUT');
    platform.clock.advance(250);
    platform.socket.open();
    platform.clock.advance(10_000);
    expect(connection.status.state).toBe('waiting');
    expect(platform.socket.closedWith?.code).toBe(4000);
  });

  it('hears nothing more of a socket that it replaced', () => {
    const { connection, platform, goLive, messages } = rig();
    connection.start();
    goLive();
    const old = platform.socket;
    connection.replace({ retry: true });
    old.receive('late');
    old.end(4401);
    expect(messages).toEqual([]);
    expect(connection.status.state).toBe('waiting');
  });

  it('takes an address that cannot be had for a failed attempt, and one that cannot be opened for the end', async () => {
    const { connection, platform } = rig({ url: () => Promise.reject(new Error('offline')) });
    connection.start();
    await settle();
    expect(connection.status).toMatchObject({ state: 'waiting', why: { code: 'TOKEN_UNAVAILABLE' } });
    connection.stop();
    const other = rig();
    other.platform.refuseSockets = true;
    other.connection.start();
    expect(other.connection.status).toMatchObject({ state: 'failed', why: { code: 'INVALID_ADDRESS' } });
    expect(platform.sockets).toHaveLength(0);
  });

  it('ends for good when its address is refused for good', async () => {
    const { connection } = rig({ url: () => Promise.reject(new ClientError('UNAUTHENTICATED', 'no')) });
    connection.start();
    await settle();
    expect(connection.status).toMatchObject({ state: 'failed', why: { code: 'UNAUTHENTICATED' } });
  });

  it('does not try without a network, but tries now and then in case the platform errs, and at once when it is back', () => {
    const { connection, platform } = rig();
    connection.start();
    platform.happen('offline');
    platform.socket.end(1006);
    expect(connection.status.state).toBe('offline');
    platform.clock.advance(59_999);
    expect(platform.sockets).toHaveLength(1);
    platform.clock.advance(1);
    expect(platform.sockets).toHaveLength(2);
    platform.socket.end(1006);
    platform.happen('online');
    expect(platform.sockets).toHaveLength(3);
  });

  it('leaves nothing behind when it is stopped, in any state', () => {
    const reach: Record<string, (one: ReturnType<typeof rig>) => void> = {
      idle: () => undefined,
      opening: ({ connection }) => connection.start(),
      greeting: ({ connection, platform }) => (connection.start(), platform.socket.open()),
      live: ({ connection, goLive }) => (connection.start(), goLive(), connection.expectFrames(20_000)),
      waiting: ({ connection, platform }) => (connection.start(), platform.socket.end(1006)),
      failed: ({ connection, platform }) => (connection.start(), platform.socket.end(4401)),
    };
    for (const [state, go] of Object.entries(reach)) {
      const one = rig();
      go(one);
      expect(one.connection.status.state).toBe(state);
      one.connection.stop();
      expect(one.connection.status.state).toBe('closed');
      expect(one.platform.clock.timerCount + one.platform.watcherCount).toBe(0);
      one.platform.happen('online');
      one.platform.clock.advance(100_000);
      expect(one.connection.status.state).toBe('closed');
    }
  });

  it('stays stopped when it is stopped by whoever hears of its loss', () => {
    const { connection, platform, goLive } = rig({}, { lost: () => connection.stop() });
    connection.start();
    goLive();
    platform.socket.end(1006);
    expect(connection.status.state).toBe('closed');
    expect(platform.clock.timerCount).toBe(0);
  });

  it('sends only to an open socket, and says so', () => {
    const { connection, platform } = rig();
    expect(connection.send('a')).toBe(false);
    connection.start();
    expect(connection.send('b')).toBe(false);
    platform.socket.open();
    expect(connection.send('c')).toBe(true);
    expect(platform.socket.sent).toEqual(['c']);
  });
});

describe('the watchdog of a connection', () => {
  const watched = (probes: string[] = []) => {
    const one = rig({ silentAfterMs: 20_000 }, { probe: () => probes.push('probe') });
    one.connection.start();
    one.goLive();
    return { ...one, probes };
  };

  it('asks for a sign of life when nothing came for too long, and replaces a socket that gives none', () => {
    const { platform, connection, probes } = watched();
    platform.clock.advance(20_000);
    expect(probes).toHaveLength(1);
    platform.clock.advance(5_000);
    expect(connection.status).toMatchObject({ state: 'waiting', why: { code: 'MUTE' } });
  });

  it('is content with any message', () => {
    const { platform, connection, probes } = watched();
    for (let at = 0; at < 20; at += 1) {
      platform.clock.advance(19_000);
      platform.socket.receive('beat');
    }
    platform.clock.advance(20_000);
    platform.socket.receive('answer');
    platform.clock.advance(15_000);
    expect(connection.status.state).toBe('live');
    expect(probes).toHaveLength(1);
  });

  it.each(['online', 'visible'] as const)('asks at once when the page is %s again', (what) => {
    const { platform, probes } = watched();
    platform.happen(what);
    expect(probes).toHaveLength(1);
  });

  it('takes silence for the end where nobody can be asked', () => {
    const { connection, platform, goLive } = rig({ silentAfterMs: 20_000 });
    connection.start();
    goLive();
    platform.clock.advance(20_000);
    expect(connection.status.state).toBe('waiting');
  });
});
