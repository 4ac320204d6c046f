import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const queueOf = (maxWaiting = 100, maxWaitingPerAccount = 100): FairQueue<string> =>
  new FairQueue({ maxWaiting, maxWaitingPerAccount });

const nobody = (): number => 0;

const drained = (queue: FairQueue<string>): readonly string[] => {
  const taken: string[] = [];
  for (let item = queue.take(nobody); item !== undefined; item = queue.take(nobody)) taken.push(item);
  return taken;
};

describe('a fair queue', () => {
  it('gives accounts turns, and each of them what came first', () => {
    const queue = queueOf();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) queue.add(item.slice(0, 1), item);
    expect(drained(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('prefers the account of which the fewest run', () => {
    const queue = queueOf();
    queue.add('a', 'a1');
    queue.add('b', 'b1');
    expect(queue.take((account) => (account === 'a' ? 2 : 1))).toBe('b1');
    expect(queue.take((account) => (account === 'a' ? 2 : 1))).toBe('a1');
    expect(queue.take(nobody)).toBeUndefined();
  });

  it('refuses an account that has as many waiting as may, and still takes others', () => {
    const queue = queueOf(3, 2);
    queue.add('a', 'a1');
    queue.add('a', 'a2');
    expect(queue.refusalOf('a')).toBe('account-full');
    expect(queue.refusalOf('b')).toBeUndefined();
    queue.add('b', 'b1');
    expect(queue.refusalOf('b')).toBe('queue-full');
    expect(queue.remove('a', 'a1')).toBe(true);
    expect(queue.remove('a', 'a1')).toBe(false);
    expect([queue.refusalOf('b'), queue.refusalOf('a'), queue.length]).toEqual([undefined, undefined, 2]);
  });

  it('loses and doubles nothing, and nobody’s turn is delayed by more than one turn of each other', () => {
    const added = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(added, (accounts) => {
        const queue = queueOf();
        const items = accounts.map((account, index) => `${account}${index}`);
        accounts.forEach((account, index) => queue.add(account, items[index] ?? ''));
        const taken = drained(queue);
        expect(taken.toSorted()).toEqual(items.toSorted());
        for (const account of new Set(accounts)) {
          const own = taken.filter((item) => item.startsWith(account));
          expect(own).toEqual(items.filter((item) => item.startsWith(account)));
          // The nth of an account waits for at most n of each other account.
          own.forEach((item, turn) => {
            const before = taken.slice(0, taken.indexOf(item));
            for (const other of new Set(accounts)) {
              expect(before.filter((one) => one.startsWith(other)).length).toBeLessThanOrEqual(turn + 1);
            }
          });
        }
      }),
    );
  });
});
