import { describe, expect, it } from 'vitest';
import { FakePlatform } from '../fake-platform.fixture.ts';
import { createConnection } from './connection.ts';

const rig = () => {
  const platform = new FakePlatform();
  const connection = createConnection({ url: () => 'ws://gateway/x' }, { message: () => undefined }, platform.ports);
  return { platform, connection };
};

describe('an attempt that is waited for', () => {
  it.each([
    ['its owner asks for it', 'owner'],
    ['the page is looked at again', 'visible'],
    ['the network is back', 'online'],
  ] as const)('is made at once when %s, and one at a time', (_why, by) => {
    const { connection, platform } = rig();
    const hurry = (): void => (by === 'owner' ? connection.retryNow() : platform.happen(by));
    connection.start();
    hurry();
    expect(platform.sockets).toHaveLength(1);
    platform.socket.end(1006);
    hurry();
    hurry();
    expect(platform.sockets).toHaveLength(2);
    expect(connection.status.retryAtMs).toBeUndefined();
    platform.clock.advance(1_000);
    expect(platform.sockets).toHaveLength(2);
  });

  it('is not made before the server wants it, whoever asks', () => {
    const { connection, platform } = rig();
    connection.start();
    platform.socket.open();
    connection.foretell({ retry: true, retryAfterMs: 5_000 });
    platform.socket.end(1001);
    platform.clock.advance(4_999);
    connection.retryNow();
    expect(platform.sockets).toHaveLength(1);
    platform.clock.advance(1);
    connection.retryNow();
    expect(platform.sockets).toHaveLength(2);
  });
});
