import { mci, quantmind } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig } from './session-rig.fixture.ts';

const bot = (botId: string): EventDraft => ({ kind: 'bot', data: { botId, status: 'removed', pnl: 1 } });

const start = (backtestId: string): EventDraft => ({ kind: 'backtest-start', data: { backtestId } });

const settle = async (rig: SessionRig): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) {
    rig.clock.endTurns();
    await Promise.resolve();
  }
};

/** The seq behind each message of some types. */
const seqsOf = (messages: readonly Record<string, unknown>[], ...types: readonly string[]): readonly unknown[] =>
  messages.filter(({ type, event }) => types.includes(String(type ?? event))).map(({ seq }) => seq);

/** A session that comes back after e1.0, hears trading up to the head, and only then asks for another topic. */
const comeBack = async () => {
  const rig = new SessionRig();
  await rig.publish(start('a'), bot('x'), start('b'), start('c'), bot('y'));
  const { socket, ask } = rig.connect('since=e1.0', quantmind);
  ask({ action: 'subscribe', topic: 'trading' });
  await settle(rig);
  return { rig, ask, socket, first: socket.read() };
};

describe('a topic that is asked for late in a resumed session', () => {
  // Promise: ruling-6.replay
  it('comes from the cursor of the session on, each fact with the cursor from which a cut reader goes on without loss', async () => {
    const { rig, ask, socket, first } = await comeBack();
    expect(seqsOf(first, 'trading_update')).toEqual(['e1.2', 'e1.5']);
    ask({ action: 'subscribe', topic: 'backtest' });
    await settle(rig);
    // Who is cut within them has to be told of the rest, though it stood further before.
    expect(seqsOf(socket.read(), 'backtest_start')).toEqual(['e1.1', 'e1.3', 'e1.4']);
    await rig.publish(bot('z'), start('d'));
    expect(seqsOf(socket.read(), 'trading_update', 'backtest_start')).toEqual(['e1.6', 'e1.7']);
  });

  it('does not let the cursor go on while another such topic still waits', async () => {
    const { rig, ask, socket } = await comeBack();
    ask({ action: 'subscribe', topic: 'backtest:b' });
    ask({ action: 'subscribe', topic: 'backtest:c' });
    await settle(rig);
    expect(seqsOf(socket.read(), 'backtest_start')).toEqual(['e1.0', 'e1.4']);
  });

  it('is told in other words alike', async () => {
    const rig = new SessionRig();
    const order = (orderId: string): EventDraft => ({
      kind: 'order',
      data: { orderId, status: 'filled', symbol: 'BTC', side: 'buy', quantity: 1 },
    });
    const activity = (activityId: string): EventDraft => ({
      kind: 'activity',
      data: { activityId, type: 'system', severity: 'info', message: 'm' },
    });
    await rig.publish(activity('a'), order('o'), activity('b'), order('p'));
    const { socket, ask } = rig.connect('since=e1.0', mci);
    ask({ event: 'subscribe', data: { channels: ['orders'] } });
    await settle(rig);
    ask({ event: 'subscribe', data: { channels: ['activity'] } });
    await settle(rig);
    expect(seqsOf(socket.read(), 'orders:update', 'activity:log')).toEqual(['e1.2', 'e1.4', 'e1.1', 'e1.3']);
  });
});
