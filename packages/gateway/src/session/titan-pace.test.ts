import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';
import { connect, equity, pass, performance, position, positionOf, signal, whole } from './titan-client.fixture.ts';

describe('rapid updates', () => {
  // Promises: titan.coalescing, titan.throttling
  it('of one thing go out at once and then every 20 ms, the newest each time', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    await rig.publish(equity(1), equity(2));
    await rig.publish(equity(3), equity(4));
    expect(socket.read().map((message) => message['data'])).toEqual([{ equity: 1 }]);
    rig.clock.advance(19);
    expect(socket.read()).toEqual([]);
    rig.clock.advance(1);
    expect(socket.read().map((message) => message['data'])).toEqual([{ equity: 4 }]);
  });

  // Promises: titan.position-actions, titan.coalescing
  it('lose no beginning and no end of a position, nor their order', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    await rig.publish(
      position('opened', 11),
      position('updated', 12),
      position('updated', 13),
      position('updated', 14),
      position('closed', 14),
      position('opened', 15),
      position('liquidated', 5),
    );
    expect(
      socket
        .read()
        .map((message) => [
          (message['data'] as { action: string }).action,
          (positionOf(message) as { current_price: number }).current_price,
        ]),
    ).toEqual([
      ['OPENED', 11],
      ['UPDATED', 12],
      ['UPDATED', 14],
      ['CLOSED', 14],
      ['OPENED', 15],
      ['LIQUIDATED', 5],
    ]);
  });

  // Promise: titan.outbound-budget
  it('of many things go out 200 in 2 s, and what must arrive goes at once and uses that up', async () => {
    const rig = new SessionRig();
    const { socket } = connect(rig);
    const states = Array.from({ length: 250 }, (_, index) => performance(`${index}`));
    const signals = Array.from({ length: 20 }, (_, index) => signal(`s${index}`));
    await rig.publish(...signals, ...states);
    const first = socket.read();
    expect(typesOf(first).filter((type) => type === 'SIGNAL_NOTIFICATION')).toHaveLength(20);
    expect(first).toHaveLength(200);
    await rig.publish(signal('more'));
    expect(typesOf(socket.read())).toEqual(['SIGNAL_NOTIFICATION']);
    rig.clock.advance(2_000);
    const timeframes = [...first, ...socket.read()].flatMap(
      (message) => (message['data'] as { timeframe?: string }).timeframe ?? [],
    );
    expect(timeframes).toEqual(states.map(({ data }) => (data as { timeframe: string }).timeframe));
  });
});

describe('the outbound limit', () => {
  // Promise: titan.outbound-budget-off
  it('can be switched off for measurements', async () => {
    const rig = new SessionRig({ outboundLimit: false });
    const { socket } = connect(rig);
    await rig.publish(...Array.from({ length: 250 }, (_, index) => performance(`${index}`)));
    expect(socket.read()).toHaveLength(250);
  });
});

describe('a reader of deltas', () => {
  // Promises: titan.forms-together, titan.batch, titan.position-delta
  it('gets what changed, with filter and arrays at once; others get whole objects, one a frame', async () => {
    const rig = new SessionRig();
    await rig.publish(equity(1), position('opened', 11));
    const deltas = connect(rig, 'types=POSITION_UPDATE&delta=1&batch=1');
    const others = connect(rig);
    expect(deltas.socket.read()).toMatchObject([[{ type: 'POSITION_UPDATE', data: { position: whole(11) } }]]);
    others.socket.read();
    await rig.publish(equity(2), position('updated', 12), position('opened', 13, 'short'));
    const [frame, ...more] = deltas.socket.read();
    expect(more).toEqual([]);
    expect([...Object(frame)].map(positionOf)).toEqual([
      { symbol: 'BTC', side: 'LONG', current_price: 12 },
      { ...whole(13), side: 'SHORT' },
    ]);
    const messages = others.socket.read();
    expect(typesOf(messages)).toEqual(['EQUITY_UPDATE', 'POSITION_UPDATE', 'POSITION_UPDATE']);
    expect(positionOf(messages[1])).toEqual(whole(12));
  });

  // Promise: titan.position-delta-whole
  it('gets the whole object again every 30 s, at a close, and on connect; others only when something changes', async () => {
    const rig = new SessionRig();
    await rig.publish(position('opened', 11));
    const deltas = connect(rig, 'delta=1');
    const others = connect(rig);
    await rig.publish(position('updated', 12));
    expect(deltas.socket.read().map(positionOf)).toEqual([
      whole(11),
      { symbol: 'BTC', side: 'LONG', current_price: 12 },
    ]);
    others.socket.read();
    for (const client of [deltas, others]) pass(rig, client, 15_000);
    expect(deltas.socket.read()).toMatchObject([{ data: { action: 'UPDATED', position: whole(12) } }]);
    expect(others.socket.read()).toEqual([]);
    expect(connect(rig, 'delta=1').socket.read().map(positionOf)).toEqual([whole(12)]);
    await rig.publish(position('closed', 12));
    expect(deltas.socket.read()).toMatchObject([{ data: { action: 'CLOSED', position: whole(12) } }]);
  });
});
