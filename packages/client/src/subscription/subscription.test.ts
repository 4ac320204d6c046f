import { describe, expect, it } from 'vitest';
import type { SubscribeOptions, Update } from '../contract.ts';
import { settle } from '../fake-platform.fixture.ts';
import { toFact } from '../reading/fact-of.ts';
import { Outlet } from './subscription.ts';

const factOf = (seq: number, key = 'k') =>
  toFact(
    { kind: 'alert', key, account: 'a', source: 's', occurredAt: 0, receivedAt: 0, data: {}, seq: `e.${seq}` },
    { isSnapshot: false, arrivedAt: 0 },
  );

const outletOf = (options: SubscribeOptions = {}) => {
  const faults: unknown[] = [];
  let left = 0;
  const outlet = new Outlet(options, { report: (fault) => faults.push(fault), leave: () => (left += 1) });
  return { outlet, faults, left: () => left };
};

const nameOf = (update: Update): string =>
  update.type === 'fact' ? update.fact.seq : update.type === 'dropped' ? `dropped ${update.count}` : update.type;

const rest = async (outlet: Outlet): Promise<string[]> => {
  outlet.ended();
  const names: string[] = [];
  for await (const update of outlet.updates()) names.push(nameOf(update));
  return names;
};

describe('the buffer of a subscription', () => {
  it('forgets the oldest facts, and tells how many, but no gap', async () => {
    const { outlet } = outletOf({ maxBuffered: 3 });
    outlet.fact(factOf(1));
    outlet.gap({ since: 'e.1', cursor: 'e.2', reason: 'expired' });
    outlet.live({ cursor: 'e.2' });
    for (const seq of [3, 4, 5]) outlet.fact(factOf(seq));
    expect(await rest(outlet)).toEqual(['gap', 'dropped 1', 'live', 'e.3', 'e.4', 'e.5']);
  });

  it('replaces the older fact of a key when it is to conflate', async () => {
    const { outlet } = outletOf({ maxBuffered: 2, whenFull: 'conflate' });
    outlet.fact(factOf(1, 'a'));
    outlet.fact(factOf(2, 'b'));
    outlet.fact(factOf(3, 'a'));
    outlet.fact(factOf(4, 'c'));
    expect(await rest(outlet)).toEqual(['dropped 2', 'e.3', 'e.4']);
  });

  it('ends where that is the policy, after what was taken in', async () => {
    let ending: unknown;
    const { outlet, left } = outletOf({ maxBuffered: 1, whenFull: 'close', onEnd: (error) => (ending = error) });
    outlet.fact(factOf(1));
    outlet.fact(factOf(2));
    const updates = outlet.updates();
    expect(await updates.next()).toMatchObject({ value: { fact: { seq: 'e.1' } } });
    await expect(updates.next()).rejects.toMatchObject({ code: 'BUFFER_FULL' });
    expect(ending).toMatchObject({ code: 'BUFFER_FULL' });
    expect(left()).toBe(1);
  });

  it('never holds more than its bound, however long nobody reads', async () => {
    const { outlet } = outletOf({ maxBuffered: 10 });
    for (let seq = 1; seq <= 5_000; seq += 1) {
      outlet.fact(factOf(seq));
      outlet.live({ cursor: `e.${seq}` });
    }
    const names = await rest(outlet);
    expect(names.length).toBeLessThanOrEqual(12);
    expect(names[0]).toBe('dropped 4995');
  });
});

describe('a subscription', () => {
  it('waits for a handler that takes its time, and keeps the order', async () => {
    const heard: string[] = [];
    let finish: () => void = () => undefined;
    const { outlet } = outletOf({
      onFact: ({ seq }) => {
        heard.push(seq);
        return new Promise<void>((resolve) => (finish = resolve));
      },
      onLive: () => void heard.push('live'),
    });
    outlet.fact(factOf(1));
    outlet.live({ cursor: 'e.1' });
    outlet.fact(factOf(2));
    await settle();
    expect(heard).toEqual(['e.1']);
    finish();
    await settle();
    expect(heard).toEqual(['e.1', 'live', 'e.2']);
  });

  it('goes on when a handler throws or rejects, and reports it', async () => {
    const { outlet, faults } = outletOf({
      onFact: ({ seq }) => {
        if (seq === 'e.1') throw new Error('sync');
        return Promise.reject(new Error('async'));
      },
    });
    outlet.fact(factOf(1));
    outlet.fact(factOf(2));
    await settle();
    expect(faults).toEqual([new Error('sync'), new Error('async')]);
  });

  it('ends its stream when the loop over it is left', async () => {
    const { outlet, left } = outletOf();
    outlet.fact(factOf(1));
    outlet.fact(factOf(2));
    for await (const fact of outlet.facts()) {
      expect(fact.seq).toBe('e.1');
      break;
    }
    expect(left()).toBe(1);
    expect(await outlet.updates().next()).toEqual({ done: true, value: undefined });
  });
});
