import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueHeap } from './due-heap.ts';

type Step =
  | { readonly do: 'set'; readonly item: number; readonly atMs: number }
  | { readonly do: 'delete'; readonly item: number }
  | { readonly do: 'take'; readonly nowMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('set' as const), item: fc.nat(9), atMs: fc.nat(60) }),
  fc.record({ do: fc.constant('delete' as const), item: fc.nat(9) }),
  fc.record({ do: fc.constant('take' as const), nowMs: fc.nat(60) }),
);

/** What a step comes to: for a set whether it changed, for a taking the items in order of item. */
const outcomeOf = (heap: DueHeap<number>, one: Step): unknown => {
  if (one.do === 'set') return heap.set(one.item, one.atMs);
  if (one.do === 'delete') return heap.delete(one.item);
  return heap.takeDue(one.nowMs).toSorted((a, b) => a - b);
};

class Model {
  readonly times = new Map<number, number>();

  take(one: Step): unknown {
    if (one.do === 'delete') return void this.times.delete(one.item);
    if (one.do === 'take') {
      const due = [...this.times].filter(([, atMs]) => atMs <= one.nowMs).map(([item]) => item);
      for (const item of due) this.times.delete(item);
      return due.toSorted((a, b) => a - b);
    }
    const changes = one.atMs < (this.times.get(one.item) ?? Number.POSITIVE_INFINITY);
    if (changes) this.times.set(one.item, one.atMs);
    return changes;
  }
}

describe('a heap of due times', () => {
  it('is never due when it is empty', () => {
    const heap = new DueHeap<string>();
    expect(heap.nextMs()).toBe(Number.POSITIVE_INFINITY);
    expect(heap.takeDue(1e9)).toEqual([]);
  });

  it('keeps the earlier of two times and says whether one changed', () => {
    const heap = new DueHeap<string>();
    expect([heap.set('a', 20), heap.set('a', 30), heap.set('a', 20), heap.set('a', 10)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(heap.nextMs()).toBe(10);
    expect([heap.takeDue(9), heap.takeDue(10), heap.takeDue(30)]).toEqual([[], ['a'], []]);
  });

  it('takes an item anew after it was taken out or deleted', () => {
    const heap = new DueHeap<string>();
    heap.set('a', 10);
    heap.delete('a');
    expect(heap.nextMs()).toBe(Number.POSITIVE_INFINITY);
    expect(heap.set('a', 50)).toBe(true);
    expect([heap.takeDue(49), heap.takeDue(50)]).toEqual([[], ['a']]);
  });

  it('gives what is due in the order of its times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), (times) => {
        const heap = new DueHeap<number>();
        for (const [item, atMs] of times.entries()) heap.set(item, atMs);
        const taken = heap.takeDue(100).map((item) => times[item] ?? -1);
        expect(taken).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  it('is what a list of times is, under any sets, deletions and takings', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const heap = new DueHeap<number>();
        const model = new Model();
        for (const one of steps) {
          expect(outcomeOf(heap, one)).toEqual(model.take(one));
          expect(heap.nextMs()).toBe(Math.min(Number.POSITIVE_INFINITY, ...model.times.values()));
        }
      }),
    );
  });
});
