import { describe, expect, it } from 'vitest';
import { SessionRig, tradeDraft } from './session-rig.fixture.ts';

describe('a slow reader', () => {
  // Promise: ruling-15.catches-up
  it('is told what was passed over, and has every trade once and in order', async () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades', 'equity'] });
    rig.clock.endTurns();
    socket.read();
    socket.taking = false;
    for (let count = 0; count < 200; count += 1) {
      await rig.publish(tradeDraft, { kind: 'equity', data: { equity: count } });
      rig.clock.advance(30);
    }
    expect(session.state).toBe('lagging');
    expect(socket.unsentBytes()).toBeLessThan(4_096 + 1_000);
    socket.take(session);
    rig.clock.advance(100);
    expect(session.state).toBe('live');
    const messages = socket.read();
    const seqs = messages.filter((message) => message['type'] === 'trade').map((message) => Number(message['n']));
    expect(seqs).toHaveLength(200);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(messages.find((message) => message['type'] === 'reply:caught-up')).toMatchObject({
      conflated: expect.any(Number),
    });
    expect(messages.filter((message) => message['type'] === 'equity').at(-1)).toMatchObject({ data: { equity: 199 } });
  });

  // Promise: ruling-15.too-slow
  it('is closed 1013 when it does not drain within 30 s', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    socket.taking = false;
    for (let count = 0; count < 50; count += 1) await rig.publish(tradeDraft);
    rig.clock.advance(29_999);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(1);
    expect(socket.endings.at(0)).toMatchObject({ code: 1013 });
  });

  // Promise: ruling-15.too-slow
  it('is closed 1013 when what it missed is beyond retention', async () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    socket.taking = false;
    for (let count = 0; count < 2_200; count += 1) await rig.append(tradeDraft);
    rig.clock.endTurns();
    for (let count = 0; count < 70_000; count += 5_000)
      await rig.append(...Array.from({ length: 5_000 }, () => tradeDraft));
    rig.clock.endTurns();
    socket.take(session);
    for (let round = 0; round < 5; round += 1) {
      rig.clock.endTurns();
      await Promise.resolve();
    }
    expect(socket.endings.at(0)).toMatchObject({ code: 1013 });
  });
});
