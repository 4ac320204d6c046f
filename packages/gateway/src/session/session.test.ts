import { describe, expect, it } from 'vitest';
import { probeDialect } from '@pitwall/testkit';
import { positionDraft, SessionRig, tradeDraft, typesOf } from './session-rig.fixture.ts';

describe('a session', () => {
  it('greets first and sends no data before a subscribe', async () => {
    const rig = new SessionRig();
    const { socket } = rig.connect();
    await rig.publish(positionDraft('opened', 1));
    expect(typesOf(socket.read())).toEqual(['reply:welcome']);
  });

  // Promise: ruling-7.snapshot
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
    expect(messages[2]).toMatchObject({
      problem: 'unknown-topic',
      detail: expect.stringMatching(/^there is no nonsense; there are equity, positions/),
    });
    expect(session.state).toBe('live');
  });

  it('refuses more topics than a session may have and keeps those it has', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect();
    ask({ ask: 'subscribe', topics: Array.from({ length: 11 }, (_, index) => `backtest:${index}`) });
    expect(socket.read().at(-1)).toMatchObject({ type: 'reply:error', detail: 'at most 10 topics a session' });
    expect(rig.counts['too-many-topics']).toBe(1);
  });

  it('closes at connect when the URL names a topic that does not exist, saying which', () => {
    const rig = new SessionRig();
    const { socket } = rig.connect('topics=equty');
    expect(socket.endings).toEqual([
      { how: 'close', code: 1008, reason: expect.stringContaining('there is no equty; see the protocol page') },
    ]);
  });

  it('closes at connect when the URL lists more topics than a session may hear', () => {
    const rig = new SessionRig();
    const many = Array.from({ length: 11 }, (_, index) => `backtest:${index}`).join(',');
    const { socket } = rig.connect(`topics=${many}`);
    rig.clock.endTurns();
    expect(socket.endings).toEqual([{ how: 'close', code: 1008, reason: 'at most 10 topics a session' }]);
    expect(rig.delivery.audiences.size).toBe(0);
  });

  it('hears nothing after it unsubscribed from everything', async () => {
    const rig = new SessionRig();
    const { socket, ask, session } = rig.connect();
    ask({ ask: 'subscribe', topics: ['trades'] });
    rig.clock.endTurns();
    ask({ ask: 'unsubscribe', topics: ['trades'] });
    socket.read();
    await rig.publish(tradeDraft);
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
    await rig.append(tradeDraft);
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
    await rig.publish(tradeDraft);
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

describe('a returning client', () => {
  // Promises: ruling-6.replay, ruling-6.resume-first
  it('first hears whether its cursor is honoured, then gets what it missed and the present states', async () => {
    const rig = new SessionRig();
    const first = rig.connect('resume=1');
    first.ask({ ask: 'subscribe', topics: ['trades', 'positions'] });
    rig.clock.endTurns();
    await rig.publish(positionDraft('opened', 1));
    const cursor = String(first.socket.read().at(-1)?.['seq']);
    first.session.onGone();
    await rig.publish(tradeDraft, positionDraft('updated', 2));
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
      session.announceDrain();
      session.drain();
    }
    expect(typesOf(closing.socket.read())).toEqual(['reply:welcome', 'reply:leaving', 'reply:closing']);
    expect(closing.socket.endings).toEqual([{ how: 'close', code: 1001, reason: 'server shutting down' }]);
    expect(finishing.socket.endings).toEqual([{ how: 'fin' }]);
  });
});
