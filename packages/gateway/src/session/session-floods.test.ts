import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';

describe('a flood into a session', () => {
  // Promises: ruling-14.inbound-window, titan.message-rate
  it('is read up to 200 messages in 2 s, then discarded with one error per window', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    for (let count = 0; count < 500; count += 1) ask({ ask: 'ping' });
    const types = typesOf(socket.read());
    expect(types.filter((type) => type === 'reply:pong')).toHaveLength(200);
    expect(types.filter((type) => type === 'reply:error')).toHaveLength(1);
    expect(rig.counts['discarded']).toBe(300);
    rig.clock.advance(2_000);
    for (let count = 0; count < 201; count += 1) ask({ ask: 'ping' });
    expect(typesOf(socket.read()).filter((type) => type === 'reply:error')).toHaveLength(1);
  });

  // Promise: ruling-14.inbound-patience
  it('closes 4429 when it goes on for 10 s, and not when it pauses', () => {
    const rig = new SessionRig();
    const flood = (ask: (message: unknown) => void): void => {
      for (let count = 0; count < 250; count += 1) ask({ ask: 'pong' });
    };
    const pausing = rig.connect();
    const steady = rig.connect();
    for (let second = 0; second < 12; second += 1) {
      flood(steady.ask);
      if (second % 5 === 0) flood(pausing.ask);
      rig.clock.advance(1_000);
    }
    expect(steady.socket.endings).toEqual([{ how: 'close', code: 4429, reason: 'rate limited' }]);
    expect(pausing.socket.endings).toEqual([]);
  });

  it('of pings pauses reading and gets no more pongs than the mark holds', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    socket.taking = false;
    for (let count = 0; count < 10_000; count += 1) session.onPing(Buffer.alloc(0));
    expect(socket.reading).toBe(false);
    expect(socket.unsentBytes()).toBeLessThanOrEqual(4_096 + 2);
    rig.clock.advance(2_000);
    expect(socket.reading).toBe(true);
  });

  // Promise: ruling-16.unreadable-frames
  it('of frames that are not JSON closes 1008 at the twentieth in a minute', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    for (let count = 0; count < 19; count += 1) session.onMessage(count % 2 === 0 ? '{"half' : undefined);
    expect(socket.endings).toEqual([]);
    session.onMessage('nonsense');
    expect(socket.endings).toEqual([{ how: 'close', code: 1008, reason: 'too many unreadable frames' }]);
  });

  // Promise: ruling-16.unknown-messages
  it('of well-formed unknown messages is answered and never closes', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    for (let count = 0; count < 100; count += 1) session.onMessage('{"ask":"dance"}');
    expect(socket.endings).toEqual([]);
    expect(typesOf(socket.read()).filter((type) => type === 'reply:error')).toHaveLength(100);
  });
});
