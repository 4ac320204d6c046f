import type { EventDraft, SequencedEvent } from '@pitwall/model';
import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreRig } from './log/durable/store-rig.fixture.ts';
import { decodeEvent } from './log/durable/stored-event.ts';
import { RetainedModel } from './retained-model.fixture.ts';
import { RetainedState } from './state/retained-state.ts';

/** What happens to a log; time passes in minutes, and a file takes ten of them. */
type Step =
  | { readonly do: 'append'; readonly drafts: readonly EventDraft[]; readonly minutes: number }
  | { readonly do: 'read'; readonly afterPart: number; readonly limit: number; readonly kinds: boolean }
  | { readonly do: 'find'; readonly minutesAgo: number }
  | { readonly do: 'reopen' | 'retain' };

const minuteMs = 60_000;

/** So long that retention takes all files but the newest. */
const minutesPastAll = 30;

const symbol = fc.constantFrom('BTC', 'ETH', 'SOL');

const draft: fc.Arbitrary<EventDraft> = fc.oneof(
  fc.record({
    kind: fc.constant('position' as const),
    data: fc.record({ action: fc.constantFrom('opened', 'updated', 'closed'), symbol }),
  }),
  fc.record({ kind: fc.constant('backtest-start' as const), data: fc.record({ backtestId: symbol }) }),
  fc.record({ kind: fc.constant('backtest-complete' as const), data: fc.record({ backtestId: symbol }) }),
  fc.record({
    kind: fc.constant('alert' as const),
    data: fc.record({ alertId: symbol, severity: fc.constant('info' as const) }),
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      drafts: fc.array(draft, { minLength: 1, maxLength: 4 }),
      // A wall clock may be set back.
      minutes: fc.integer({ min: -3, max: 12 }),
    }),
  },
  fc.record({
    do: fc.constant('read' as const),
    afterPart: fc.nat({ max: 100 }).map((percent) => percent / 100),
    limit: fc.integer({ min: 1, max: 6 }),
    kinds: fc.boolean(),
  }),
  fc.record({ do: fc.constant('find' as const), minutesAgo: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ do: fc.constantFrom('reopen' as const, 'retain' as const) }),
);

/** A log on the disk beside the plain list of all that was ever appended to it. */
class Pair {
  readonly rig = new StoreRig({
    sliceMs: 10 * minuteMs,
    retentionMs: 25 * minuteMs,
    maxScanEvents: 5,
    durability: 'process',
  });
  readonly all: SequencedEvent[] = [];
  readonly #epoch = this.rig.store.report.epoch;

  take(one: Step): void {
    const { rig } = this;
    if (one.do === 'append') this.#append(one.drafts, one.minutes);
    else if (one.do === 'read') this.#read(one.afterPart, one.limit, one.kinds);
    else if (one.do === 'find') this.#find(rig.nowMs - one.minutesAgo * minuteMs);
    else if (one.do === 'retain') rig.retain();
    else rig.reopen();
  }

  /** State is the same whether folded of everything ever, or of what retention left. */
  expectSameState(): void {
    const model = new RetainedModel();
    for (const event of this.all) model.fold(event);
    const state = new RetainedState();
    const { store } = this.rig;
    for (const stored of store.kept(-1, 1000)) state.fold(decodeEvent(stored));
    for (const event of this.#held()) state.fold(event);
    for (const kind of ['position', 'backtest-start', 'alert'] as const) {
      const byKey = model.values('demo', kind).toSorted((a, b) => (a.key < b.key ? -1 : 1));
      expect(state.list('demo', kind).events).toEqual(byKey);
    }
    expect(store.report).toMatchObject({ epoch: this.#epoch, headSeq: this.all.at(-1)?.seq ?? 0 });
  }

  #append(drafts: readonly EventDraft[], minutes: number): void {
    const { rig } = this;
    rig.nowMs += minutes * minuteMs;
    this.all.push(...rig.append(...drafts));
  }

  #held(): readonly SequencedEvent[] {
    return this.all.filter(({ seq }) => seq > this.rig.store.report.horizonSeq);
  }

  #read(afterPart: number, limit: number, ofKinds: boolean): void {
    const { horizonSeq, headSeq } = this.rig.store.report;
    const afterSeq = horizonSeq + Math.round(afterPart * (headSeq - horizonSeq));
    const filter = ofKinds ? { kinds: ['position' as const], accounts: ['demo'] } : {};
    const page = this.rig.store.read({ afterSeq, throughSeq: headSeq, limit, filter });
    const expected = this.all.filter(
      ({ seq, kind }) => seq > afterSeq && seq <= page.through && (!ofKinds || kind === 'position'),
    );
    expect(page.events.map(decodeEvent)).toEqual(expected);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    if (afterSeq < headSeq) expect(page.through).toBeGreaterThan(afterSeq);
  }

  #find(timeMs: number): void {
    const { horizonSeq } = this.rig.store.report;
    // Times are compared with all that came before, of which retention may have taken a part.
    const first = this.all.findIndex(({ receivedAt }) => receivedAt >= timeMs);
    const before = first === -1 ? this.all.at(-1) : this.all[first - 1];
    expect(this.rig.store.seqBefore(timeMs)).toBe(Math.max(horizonSeq, before?.seq ?? 0));
  }
}

describe('a log on the disk', () => {
  it('is the list of what was appended, and its state the fold of it, whatever is reopened and removed meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25, size: 'max' }), (steps) => {
        const pair = new Pair();
        try {
          for (const one of steps) pair.take(one);
          pair.expectSameState();
          pair.rig.nowMs += minutesPastAll * minuteMs;
          pair.rig.retain();
          pair.expectSameState();
          pair.rig.reopen();
          pair.expectSameState();
        } finally {
          pair.rig.remove();
        }
      }),
      modelRuns(40),
    );
  });
});
