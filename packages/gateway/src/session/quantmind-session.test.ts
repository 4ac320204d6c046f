import { quantmind } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';

const start = (backtestId: string): EventDraft => ({ kind: 'backtest-start', data: { backtestId } });

const progress = (backtestId: string, progressRatio: number): EventDraft => ({
  kind: 'backtest-progress',
  data: { backtestId, progressRatio },
});

const complete = (backtestId: string): EventDraft => ({ kind: 'backtest-complete', data: { backtestId } });

const log = (message: string, backtestId?: string): EventDraft => ({
  kind: 'log',
  data: { level: 'info', message, ...(backtestId === undefined ? {} : { backtestId }) },
});

const bot: EventDraft = { kind: 'bot', data: { botId: 'bot-1', status: 'running', pnl: 1 } };

/** Lets everything that is due, and the reading of the log, happen. */
const settle = async (rig: SessionRig): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) {
    rig.clock.endTurns();
    await Promise.resolve();
  }
};

const subscribe = async (rig: SessionRig, ...topics: readonly string[]) => {
  const client = rig.connect('', quantmind);
  for (const topic of topics) client.ask({ action: 'subscribe', topic });
  await settle(rig);
  return client;
};

interface Told {
  readonly type: string;
  readonly topic?: string;
  readonly data?: { readonly backtest_id?: string; readonly progress?: number; readonly message?: string };
}

/** Type and what of the data tells messages apart. */
const told = (messages: readonly Record<string, unknown>[]): readonly string[] =>
  (messages as unknown as readonly Told[]).map(({ type, topic, data = {} }) =>
    [type, topic ?? data.backtest_id, data.progress ?? data.message].filter((one) => one !== undefined).join(' '),
  );

describe('a quantmind session', () => {
  // Promise: quantmind.no-greeting
  it('hears nothing before it asks', async () => {
    const rig = new SessionRig();
    await rig.publish(start('b1'), bot);
    const { socket } = rig.connect('', quantmind);
    await rig.publish(progress('b1', 0.5), log('line'));
    expect(socket.read()).toEqual([]);
  });

  // Promises: quantmind.subscribe, quantmind.topics, quantmind.log-topics
  it.each([
    ['backtest', ['backtest_start', 'log_entry']],
    ['trading', ['trading_update']],
    ['logs', ['log_entry']],
  ])('that subscribed to %s is told so and hears that alone', async (topic, types) => {
    const rig = new SessionRig();
    const { socket } = await subscribe(rig, topic);
    expect(socket.read()).toEqual([{ type: 'subscription_confirmed', topic }]);
    await rig.publish(start('b1'), log('of a backtest', 'b1'), log('of the system'), bot);
    const messages = socket.read();
    expect(typesOf(messages)).toEqual(types);
    const lines = messages.flatMap((message) => (message['data'] as { message?: string }).message ?? []);
    expect(lines).toEqual({ backtest: ['of a backtest'], trading: [], logs: ['of the system'] }[topic]);
  });

  // Promise: quantmind.order
  it('hears a backtest in its order, with its last progress before its end', async () => {
    const rig = new SessionRig();
    const { socket } = await subscribe(rig, 'backtest');
    await rig.publish(start('b1'), progress('b1', 0.1), progress('b1', 0.2), log('line', 'b1'), progress('b1', 0.9));
    await rig.publish(complete('b1'));
    const [, first, ...messages] = told(socket.read());
    expect(first).toBe('backtest_start b1');
    expect(messages.at(0)).toBe('backtest_progress b1 10');
    expect(messages.at(-2)).toBe('backtest_progress b1 90');
    expect(messages.at(-1)).toBe('backtest_complete b1');
    expect(messages).toContain('log_entry b1 line');
  });

  // Promise: quantmind.unsubscribe
  it('hears nothing more of a topic that it unsubscribed from', async () => {
    const rig = new SessionRig();
    const { socket, ask } = await subscribe(rig, 'backtest', 'logs');
    ask({ action: 'unsubscribe', topic: 'backtest' });
    expect(told(socket.read()).at(-1)).toBe('unsubscription_confirmed backtest');
    await rig.publish(start('b1'), log('line'));
    expect(told(socket.read())).toEqual(['log_entry line']);
  });

  // Promises: quantmind.ping, ruling-7.no-gap
  it('loses no line of a log while it turns to a further topic', async () => {
    const rig = new SessionRig();
    const { socket, ask } = await subscribe(rig, 'logs');
    socket.read();
    await rig.append(log('before'));
    ask({ action: 'subscribe', topic: 'trading' });
    await rig.append(log('meanwhile'));
    await settle(rig);
    await rig.publish(log('after'));
    expect(told(socket.read())).toEqual([
      'subscription_confirmed trading',
      'log_entry before',
      'log_entry meanwhile',
      'log_entry after',
    ]);
  });

  it('is told how many lines it lost when there were too many meanwhile', async () => {
    const rig = new SessionRig({ maxBoundedPerBatch: 2 });
    const { socket, ask } = await subscribe(rig, 'logs');
    ask({ action: 'subscribe', topic: 'trading' });
    socket.read();
    await rig.append(log('1'), log('2'), log('3'), log('4'), log('5'));
    await settle(rig);
    expect(told(socket.read())).toEqual([
      'log_entry 1',
      'log_entry 2',
      'log_entry 3 messages of the log could not be kept for this reader and were dropped',
    ]);
  });

  it('answers a ping', () => {
    const rig = new SessionRig();
    const { socket, ask } = rig.connect('', quantmind);
    ask({ action: 'ping' });
    expect(socket.read()).toEqual([{ type: 'pong' }]);
  });

  // Promises: quantmind.error, ruling-16.answered
  it('is told what is wrong with what it asked, and goes on', async () => {
    const rig = new SessionRig();
    const { socket, session, ask } = rig.connect('', quantmind);
    ask({ action: 'subscribe', topic: 'prices' });
    ask({ action: 'start' });
    ask(null);
    session.onMessage('{"action":');
    expect(socket.read()).toEqual([
      { type: 'error', error: 'there is no prices; there are backtest, trading, logs' },
      { type: 'error', error: 'there is no action "start"; there are subscribe, unsubscribe, ping and auth' },
      { type: 'error', error: 'a message is an object with an action, not null' },
      { type: 'error', error: 'this frame is not JSON' },
    ]);
    for (let count = 0; count < 100; count += 1) ask({ action: 'start' });
    expect(socket.endings).toEqual([]);
  });
});

describe('a late subscriber', () => {
  // Promises: quantmind.late-subscriber, ruling-7.snapshot
  it('gets start and last progress of each backtest that still runs, and nothing of those that ended', async () => {
    const rig = new SessionRig();
    await rig.publish(start('ended'), complete('ended'), start('b1'), progress('b1', 0.1), log('line', 'b1'));
    await rig.publish(start('b2'), progress('b1', 0.2));
    const { socket } = await subscribe(rig, 'backtest');
    expect(told(socket.read())).toEqual([
      'subscription_confirmed backtest',
      'backtest_start b1',
      'backtest_start b2',
      'backtest_progress b1 20',
    ]);
    await rig.publish(progress('b1', 0.3));
    expect(told(socket.read())).toEqual(['backtest_progress b1 30']);
  });

  // Promise: quantmind.one-backtest
  it('of one backtest gets what it was within the last hour, without its log, also after its end', async () => {
    const rig = new SessionRig();
    await rig.publish(start('old'), complete('old'));
    rig.clock.advance(3_600_001);
    await rig.publish(start('b1'), progress('b1', 0.5), log('line', 'b1'), complete('b1'), start('b2'));
    const { socket } = await subscribe(rig, 'backtest:b1', 'backtest:old');
    const messages = told(socket.read());
    expect(messages.filter((message) => !message.startsWith('subscription'))).toEqual([
      'backtest_start b1',
      'backtest_complete b1',
    ]);
  });

  // Promises: quantmind.one-backtest, ruling-7.no-gap
  it('of one backtest that still runs gets its start and its last progress once', async () => {
    const rig = new SessionRig();
    await rig.publish(start('b1'), progress('b1', 0.5), start('b2'));
    const { socket } = await subscribe(rig, 'backtest:b1');
    expect(told(socket.read())).toEqual([
      'subscription_confirmed backtest:b1',
      'backtest_start b1',
      'backtest_progress b1 50',
    ]);
  });

  // Promise: quantmind.reconnect
  it('that came back after a loss is served like any other', async () => {
    const rig = new SessionRig();
    await rig.publish(start('b1'));
    const first = await subscribe(rig, 'backtest');
    first.session.onGone();
    const second = await subscribe(rig, 'backtest');
    expect(second.socket.read()).toEqual(first.socket.read());
  });
});

describe('the end of a quantmind session', () => {
  // Promise: quantmind.drain-fin
  it('by a drain is what was due and FIN, without a close frame', async () => {
    const rig = new SessionRig();
    const { socket, session } = await subscribe(rig, 'backtest');
    socket.read();
    await rig.append(start('b1'));
    session.announceDrain();
    session.drain();
    expect(told(socket.read())).toEqual(['backtest_start b1']);
    expect(socket.endings).toEqual([{ how: 'fin' }]);
  });

  // Promise: ruling-12.grace
  it('by its token is told in an error, and closed with 4401', () => {
    const rig = new SessionRig();
    const identity = { subject: 'ann', admin: false, accounts: ['demo'], expiresAtMs: rig.clock.now() };
    const { socket } = rig.connect('', quantmind, { accounts: ['demo'], identity });
    rig.clock.advance(25_000);
    expect(socket.read()).toEqual([{ type: 'error', error: 'session expired' }]);
    expect(socket.endings).toEqual([{ how: 'close', code: 4401, reason: 'session expired' }]);
  });
});
