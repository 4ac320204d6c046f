import { describe, expect, it, vi } from 'vitest';
import { FactStore } from './fact-store.ts';
import { factOf } from './facts.fixture.ts';
import { FakeFrames } from './frames.fixture.ts';
import { defaultHistoryLimits } from './history-limits.ts';
import { FakeReplica } from './replica.fixture.ts';

const rig = (tradesKept = 3) => {
  const frames = new FakeFrames();
  const replica = new FakeReplica();
  const store = new FactStore({ frames, replica }, { ...defaultHistoryLimits, trade: tradesKept });
  frames.draw();
  return { frames, replica, store };
};

const trade = (tradeId: string) =>
  factOf('trade', { tradeId, status: 'filled', symbol: 'BTC', side: 'buy' }, { key: tradeId });

describe('the store', () => {
  it('tells a reader once a frame, however often its kind changed', () => {
    const { frames, replica, store } = rig();
    const changed = vi.fn<() => void>();
    store.subscribe(['equity'], changed);
    for (const equity of ['1', '2', '3']) replica.put(factOf('equity', { equity }));
    expect(changed).not.toHaveBeenCalled();
    frames.draw();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(store.latest('equity')[0]?.data.equity).toBe('3');
  });

  it('tells nobody of kinds that they do not read', () => {
    const { frames, replica, store } = rig();
    const changed = vi.fn<() => void>();
    store.subscribe(['position'], changed);
    replica.put(factOf('equity', { equity: 1 }));
    frames.draw();
    expect(changed).not.toHaveBeenCalled();
  });

  it('paints nothing while nobody looks, and everything in one frame when somebody does', () => {
    const { frames, store } = rig();
    const changed = vi.fn<() => void>();
    store.subscribe(['trade'], changed);
    frames.show(false);
    store.happened(trade('1'));
    store.happened(trade('2'));
    expect(frames.isAwaited).toBe(false);
    frames.show(true);
    frames.draw();
    expect(changed).toHaveBeenCalledTimes(1);
    expect(store.history('trade')).toHaveLength(2);
  });

  it('keeps the newest of what happened, and the same list until more does', () => {
    const { frames, store } = rig(3);
    for (const id of ['1', '2', '3', '4', '5']) store.happened(trade(id));
    frames.draw();
    const list = store.history('trade');
    expect(list.map(({ key }) => key)).toEqual(['3', '4', '5']);
    expect(store.history('trade')).toBe(list);
    store.happened(trade('6'));
    expect(store.history('trade')).toBe(list);
    frames.draw();
    expect(store.history('trade').map(({ key }) => key)).toEqual(['4', '5', '6']);
  });

  it('knows the accounts, and when something of them was heard', () => {
    const { replica, store } = rig();
    replica.put(factOf('equity', { equity: 1 }, { account: 'b', key: 'b', arrivedAt: 50 }));
    replica.put(factOf('market', { symbol: 'X', price: 1 }, { account: '@shared', arrivedAt: 70 }));
    expect(store.accounts()).toEqual(['b']);
    expect(store.lastHeardAt(['equity'], 'a')).toBeUndefined();
    expect(store.lastHeardAt(['equity'], 'b')).toBe(50);
    expect(store.lastHeardAt(['market'], 'a')).toBe(70);
  });
});
