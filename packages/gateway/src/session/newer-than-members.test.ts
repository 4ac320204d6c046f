import { mci } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { SessionRig } from './session-rig.fixture.ts';

const position = (action: string): EventDraft => ({
  kind: 'position',
  data: {
    action,
    symbol: 'BTC',
    side: 'long',
    size: 1,
    entryPrice: 1,
    currentPrice: 1,
    unrealizedPnl: 0,
    unrealizedPnlRatio: 0,
    marketValue: 1,
  },
});

describe('a reader who comes with a newer version than those have whom it joins', () => {
  // Promise: ruling-7.no-gap
  it('is told of a list that changes back before it was told to them', async () => {
    const rig = new SessionRig();
    const first = rig.connect('', mci);
    first.ask({ event: 'subscribe', data: { channels: ['positions', 'orders'] } });
    rig.clock.endTurns();
    await rig.publish(position('opened'));
    const second = rig.connect('', mci);
    second.ask({ event: 'subscribe', data: { channels: ['positions'] } });
    rig.clock.endTurns();
    // Now it hears the same as the first, whose list of positions still waits to be told.
    second.ask({ event: 'subscribe', data: { channels: ['orders'] } });
    rig.clock.endTurns();
    await rig.publish(position('closed'));
    rig.clock.advance(3_000);
    const lists = second.socket.read().filter(({ event }) => event === 'positions:update');
    expect(lists.map(({ data }) => (data as { positions: unknown[] }).positions.length)).toEqual([1, 0]);
  });
});
