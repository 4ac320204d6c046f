import { describe, expect, it } from 'vitest';
import { probeDialect } from '@pitwall/testkit';
import { positionDraft, SessionRig } from './session-rig.fixture.ts';

const typesOf = (messages: readonly Record<string, unknown>[]): unknown[] => messages.map((message) => message['type']);
const trade = { kind: 'trade', data: { tradeId: 't1', symbol: 'BTC', side: 'buy', status: 'filled' } } as const;

describe('a session', () => {
  it('greets first and sends no data before a subscribe', async () => {
    const rig = new SessionRig();
    const { socket } = rig.connect();
    await rig.publish(positionDraft('opened', 1));
    expect(typesOf(socket.read())).toEqual(['reply:welcome']);
  });

  it('confirms a subscription, then gives the present states, then what happens', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1));
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['positions'] });
    rig.clock.endTurns();
    await rig.publish(positionDraft('closed', 0));
    const messages = socket.read();
    expect(typesOf(messages)).toEqual(['reply:welcome', 'reply:subscribed', 'position', 'position']);
    expect(messages.map((message) => message['occasion'])).toEqual([undefined, undefined, 'snapshot', 'live']);
  });

  it('gives a second subscription of the same topic a confirmation and no second snapshot', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1));
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['positions'] });
    rig.clock.endTurns();
    socket.read();
    ask({ ask: 'subscribe', topics: ['positions'] });
    rig.clock.endTurns();
    expect(typesOf(socket.read())).toEqual(['reply:subscribed']);
  });

  it('gives a further topic its states without repeating those of the first', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1), { kind: 'equity', data: { equity: 5 } });
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['positions'] });
    rig.clock.endTurns();
    socket.read();
    ask({ ask: 'subscribe', topics: ['equity'] });
    rig.clock.endTurns();
    expect(typesOf(socket.read())).toEqual(['reply:subscribed', 'equity']);
  });

  it('names unknown topics in one error and subscribes the rest', () => {
    const rig = new SessionRig();
    const { socket, ask, session } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades', 'nonsense'] });
    rig.clock.endTurns();
    const messages = socket.read();
    expect(typesOf(messages)).toEqual(['reply:welcome', 'reply:subscribed', 'reply:error']);
    expect(messages[2]).toMatchObject({ problem: 'unknown-topic', detail: 'nonsense' });
    expect(session.state).toBe('live');
  });

  it('refuses more topics than a session may have and keeps those it has', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: Array.from({ length: 11 }, (_, index) => `backtest:${index}`) });
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', detail: 'at most 10 topics a session' });
  });

  it('closes at connect when the URL names a topic that does not exist, saying which exist', () => {
    const rig = new SessionRig();
    const { socket } = rig.connect('topics=equty');
    expect(socket.endings).toEqual([
      { how: 'close', code: 1008, reason: expect.stringContaining('unknown equty; known: equity') },
    ]);
  });

  it('hears nothing after it unsubscribed from everything', async () => {
    const rig = new SessionRig();
    const { socket, ask, session } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    ask({ ask: 'unsubscribe', topics: ['trades'] });
    socket.read();
    await rig.publish(trade);
    expect(socket.read()).toEqual([]);
    expect(session.state).toBe('ready');
    expect(rig.delivery.audiences.size).toBe(0);
  });

  it('sends what was pending before a close that comes in the middle of a turn', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    socket.read();
    await rig.append(trade);
    ask({ ask: 'bye' });
    expect(typesOf(socket.read())).toEqual(['trade', 'reply:closing']);
    expect(socket.endings).toEqual([{ how: 'close', code: 1000, reason: 'client disconnect' }]);
  });

  it('writes nothing after its close', async () => {
    const rig = new SessionRig();
    const { socket, ask, session } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    session.close('INTERNAL');
    socket.read();
    await rig.publish(trade);
    ask({ ask: 'ping' });
    session.onPing(Buffer.alloc(0));
    expect(socket.read()).toEqual([]);
    expect(socket.controls).toEqual([]);
  });

  it('is cut off when the peer does not answer its close', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    session.close('NORMAL');
    rig.clock.advance(5_000);
    expect(socket.endings.map((ending) => ending.how)).toEqual(['close', 'cut']);
  });

  it('leaves no timer and no audience behind when its socket is gone', async () => {
    const rig = new SessionRig();
    const { session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    session.onGone();
    expect(rig.clock.timerCount).toBe(0);
    expect(rig.delivery.audiences.size).toBe(0);
  });
});

describe('the heartbeat of a session', () => {
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

  it('leaves a reader with unsent bytes to the slow-reader rule', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    rig.clock.advance(25_000);
    socket.taking = false;
    await rig.publish(trade);
    rig.clock.advance(20_000);
    expect(socket.controls).toEqual([]);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(10_000);
    expect(socket.endings).toEqual([{ how: 'close', code: 1013, reason: 'too slow, resume with your cursor' }]);
  });
});

describe('a flood into a session', () => {
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

  it('of frames that are not JSON closes 1008 at the twentieth in a minute', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    for (let count = 0; count < 19; count += 1) session.onMessage(count % 2 === 0 ? '{"half' : undefined);
    expect(socket.endings).toEqual([]);
    session.onMessage('nonsense');
    expect(socket.endings).toEqual([{ how: 'close', code: 1008, reason: 'too many unreadable frames' }]);
  });

  it('of well-formed unknown messages is answered and never closes', () => {
    const rig = new SessionRig();
    const { socket, session } = rig.connect();
    for (let count = 0; count < 100; count += 1) session.onMessage('{"ask":"dance"}');
    expect(socket.endings).toEqual([]);
    expect(typesOf(socket.read()).filter((type) => type === 'reply:error')).toHaveLength(100);
  });
});

describe('a slow reader', () => {
  it('is told what was passed over, and has every trade once and in order', async () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades', 'equity'] });
    rig.clock.endTurns();
    socket.read();
    socket.taking = false;
    for (let count = 0; count < 200; count += 1) {
      await rig.publish(trade, { kind: 'equity', data: { equity: count } });
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

  it('is closed 1013 when it does not drain within 30 s', async () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    socket.taking = false;
    for (let count = 0; count < 50; count += 1) await rig.publish(trade);
    rig.clock.advance(29_999);
    expect(socket.endings).toEqual([]);
    rig.clock.advance(1);
    expect(socket.endings.at(0)).toMatchObject({ code: 1013 });
  });

  it('is closed 1013 when what it missed is beyond retention', async () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    socket.taking = false;
    for (let count = 0; count < 2_200; count += 1) await rig.append(trade);
    rig.clock.endTurns();
    for (let count = 0; count < 70_000; count += 5_000) await rig.append(...Array.from({ length: 5_000 }, () => trade));
    rig.clock.endTurns();
    socket.take(session);
    for (let round = 0; round < 5; round += 1) {
      rig.clock.endTurns();
      await Promise.resolve();
    }
    expect(socket.endings.at(0)).toMatchObject({ code: 1013 });
  });
});

describe('a returning client', () => {
  it('first hears whether its cursor is honoured, then gets what it missed and the present states', async () => {
    const rig = new SessionRig();
    const first = rig.connect('resume=1');
    first.ask({ ask: 'subscribe', topics: ['trades', 'positions'] });
    rig.clock.endTurns();
    await rig.publish(positionDraft('opened', 1));
    const cursor = String(first.socket.read().at(-1)?.['seq']);
    first.session.onGone();
    await rig.publish(trade, positionDraft('updated', 2));
    const second = rig.connect(`since=${cursor}`);
    second.ask({ ask: 'subscribe', topics: ['trades', 'positions'] });
    rig.clock.endTurns();
    const messages = second.socket.read();
    expect(typesOf(messages)).toEqual(['reply:welcome', 'reply:resumed', 'reply:subscribed', 'trade', 'position']);
    expect(messages[1]).toMatchObject({ recovered: true, cursor });
    expect(messages[4]).toMatchObject({ occasion: 'snapshot', data: { size: 2 } });
  });

  it('is told that a cursor of another epoch, of the future or of nonsense is not honoured, and gets a snapshot', async () => {
    const rig = new SessionRig();
    await rig.publish(positionDraft('opened', 1));
    for (const since of ['other.1', 'e1.999', 'nonsense']) {
      const { socket, ask } = rig.connect(`since=${since}`);
      ask({ ask: 'subscribe', topics: ['positions'] });
      rig.clock.endTurns();
      const messages = socket.read();
      expect(messages[1]).toMatchObject({ type: 'reply:resumed', recovered: false });
      expect(messages.at(-1)).toMatchObject({ type: 'position', occasion: 'snapshot' });
    }
  });
});

describe('a topic with history', () => {
  it('replays the last hour of its own every updates before it goes on live', async () => {
    const rig = new SessionRig();
    await rig.publish({ kind: 'backtest-complete', data: { backtestId: 'old' } });
    rig.clock.advance(3_700_000);
    await rig.publish(
      { kind: 'backtest-complete', data: { backtestId: 'a' } },
      { kind: 'backtest-complete', data: { backtestId: 'b' } },
    );
    rig.clock.advance(60_000);
    const { socket, session, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: ['backtest:a', 'backtest:old'] });
    for (let round = 0; round < 10; round += 1) {
      rig.clock.endTurns();
      await Promise.resolve();
    }
    expect(session.state).toBe('live');
    const messages = socket.read().slice(2);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ type: 'backtest-complete', key: 'a', occasion: 'replay' });
  });
});

describe('a drain', () => {
  it('ends a session with 1001 where the dialect closes, and with FIN alone where its clients want it so', () => {
    const rig = new SessionRig();
    const closing = rig.connect();
    const finishing = rig.connect('', { ...probeDialect, traits: { ...probeDialect.traits, drain: 'fin' } });
    for (const { session } of [closing, finishing]) {
      session.announceDrain(5_000);
      session.drain();
    }
    expect(typesOf(closing.socket.read())).toEqual(['reply:welcome', 'reply:leaving', 'reply:closing']);
    expect(closing.socket.endings).toEqual([{ how: 'close', code: 1001, reason: 'server shutting down' }]);
    expect(finishing.socket.endings).toEqual([{ how: 'fin' }]);
  });
});
