import { describe, expect, it } from 'vitest';
import { SessionRig, tradeDraft, typesOf } from './session-rig.fixture.ts';

describe('the heartbeat of a session', () => {
  // Promise: ruling-8.control-pings
  it('pings every 30 s and closes 4408 when nothing comes for a further 10 s', () => {
    const rig = new SessionRig();
    const { socket } = rig.connect();
    rig.clock.advance(30_000);
    expect(socket.controls).toEqual(['ping']);
    rig.clock.advance(9_999);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(1);
    expect(socket.endings).toEqual([{ how: 'close', code: 4408, reason: 'no pong' }]);
  });

  // Promise: ruling-8.any-frame
  it('takes any inbound frame for life', () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect();
    rig.clock.advance(5_000);
    for (let round = 0; round < 5; round += 1) {
      rig.clock.advance(30_000);
      if (round % 2 === 0) session.onPong();
      else ask({ ask: 'pong' });
    }
    expect(socket.endings).toEqual([]);
  });

  it('says a ping of the dialect beside the control ping', () => {
    const rig = new SessionRig();
    const { socket } = rig.connect();
    rig.clock.advance(30_000);
    expect(typesOf(socket.read())).toEqual(['reply:welcome', 'reply:ping']);
  });

  // Promise: ruling-8.slow-reader
  it('leaves a reader with unsent bytes to the slow-reader rule', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    rig.clock.advance(25_000);
    socket.taking = false;
    await rig.publish(tradeDraft);
    rig.clock.advance(20_000);
    expect(socket.controls).toEqual([]);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(10_000);
    expect(socket.endings).toEqual([{ how: 'close', code: 1013, reason: 'too slow, resume with your cursor' }]);
  });

  it('leaves a reader that stops taking after a ping to the slow-reader rule', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    rig.clock.advance(31_000);
    expect(socket.controls).toEqual(['ping']);
    socket.taking = false;
    await rig.publish(tradeDraft);
    rig.clock.advance(29_999);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(1_000);
    expect(socket.endings).toEqual([{ how: 'close', code: 1013, reason: 'too slow, resume with your cursor' }]);
  });
});
