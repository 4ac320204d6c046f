import { dialects } from '@pitwall/dialects';
import type { EventDraft } from '@pitwall/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { SessionRig, typesOf } from './session-rig.fixture.ts';
import type { FakeSocket } from './session-rig.fixture.ts';
import type { Session } from './session.ts';

const pitwall = dialects.find(({ name }) => name === 'pitwall');

const bot = (symbol: string | undefined, status = 'running'): EventDraft => ({
  kind: 'bot',
  data: { botId: 'b1', status, ...(symbol === undefined ? {} : { symbol }) },
});

interface Told {
  readonly type: string;
  readonly data?: { readonly symbol?: string; readonly status?: string };
  readonly base?: string;
}

describe('a stream that is narrowed by symbols', () => {
  let rig: SessionRig;
  let client: { session: Session; socket: FakeSocket; ask: (message: unknown) => void };

  const told = (): readonly Told[] => client.socket.read() as unknown as readonly Told[];

  const subscribe = (more: object = {}): readonly Told[] => {
    client.ask({ type: 'subscribe', id: 's', kinds: ['bot'], symbols: ['BTC'], ...more });
    rig.clock.endTurns();
    return told();
  };

  beforeEach(() => {
    rig = new SessionRig();
    if (pitwall === undefined) throw new Error('There is no dialect of this name');
    client = rig.connect('', pitwall);
    told();
  });

  const later = async (...drafts: EventDraft[]): Promise<readonly Told[]> => {
    await rig.publish(...drafts);
    rig.clock.advance(100);
    return told();
  };

  // Promise: pitwall.symbol-change
  it.each([false, true])('is told whole of a key that turns to another symbol, once (delta: %s)', async (delta) => {
    await rig.publish(bot('BTC'));
    expect(typesOf(subscribe({ delta }) as unknown as Record<string, unknown>[])).toEqual([
      'subscribed',
      'snapshot',
      'live',
    ]);
    const [turned, ...more] = await later(bot('ETH'));
    expect([turned?.type, turned?.data?.symbol, turned?.base, more]).toEqual(['event', 'ETH', undefined, []]);
    expect(await later(bot('ETH', 'paused'))).toEqual([]);
    const [back] = await later(bot('BTC'));
    expect([back?.type, back?.data?.symbol]).toEqual(['event', 'BTC']);
  });

  it('is told of it too when the reader was away, or too slow to hear it', async () => {
    await rig.publish(bot('BTC'));
    subscribe();
    client.socket.taking = false;
    await later({ kind: 'bot', data: { botId: 'b2', status: 'running', symbol: 'BTC', name: 'x'.repeat(5_000) } });
    await later(bot('ETH'), bot('ETH', 'paused'));
    client.socket.take(client.session);
    rig.clock.endTurns();
    const symbols = (messages: readonly Told[]): unknown[] => messages.flatMap(({ data }) => data?.symbol ?? []);
    expect(symbols(told())).toEqual(['ETH']);
    expect(symbols(subscribe({ since: 'e1.1', maxRatePerKeyMs: 50 }))).toEqual(['ETH', 'BTC']);
  });

  it('is told of it too when it is so slow that it is given its facts from the log', async () => {
    rig = new SessionRig({ tailEvents: 2 });
    if (pitwall === undefined) throw new Error('There is no dialect of this name');
    client = rig.connect('', pitwall);
    await rig.publish(bot('BTC'));
    subscribe();
    client.socket.taking = false;
    await later({ kind: 'bot', data: { botId: 'b2', status: 'running', symbol: 'BTC', name: 'x'.repeat(5_000) } });
    await later(bot('ETH'), ...Array.from({ length: 5 }, () => bot('ETH', 'paused')));
    client.socket.take(client.session);
    for (let turn = 0; turn < 20; turn += 1) {
      rig.clock.advance(1);
      await Promise.resolve();
    }
    expect(told().flatMap(({ data }) => data?.symbol ?? [])).toEqual(['ETH']);
  });

  it('is told of the end of a key, whether that names its symbol or not', async () => {
    await rig.publish(bot('BTC'));
    subscribe();
    const [ended] = await later(bot(undefined, 'removed'));
    expect(ended).toMatchObject({ type: 'event', data: { status: 'removed' } });
  });
});
