import type { EventDraft, Kind } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequenced } from '../log/sequenced.fixture.ts';
import { RetainedModel } from '../retained-model.fixture.ts';
import { RetainedState } from './retained-state.ts';

const position = (action: string, symbol: string): EventDraft => ({ kind: 'position', data: { action, symbol } });

const started = (backtestId: string): EventDraft => ({ kind: 'backtest-start', data: { backtestId } });
const progress = (backtestId: string): EventDraft => ({
  kind: 'backtest-progress',
  data: { backtestId, progressRatio: 0.5 },
});
const complete = (backtestId: string): EventDraft => ({ kind: 'backtest-complete', data: { backtestId } });

const keysOf = (state: RetainedState, kind: Kind): readonly string[] =>
  [...state.values('demo', kind)].map((event) => event.key);

/** Folds drafts one after the other, from seq 1 on. */
const folded = (...drafts: EventDraft[]): RetainedState => {
  const state = new RetainedState();
  for (const [index, draft] of drafts.entries()) state.fold(sequenced(index + 1, { draft }));
  return state;
};

describe('the retained state', () => {
  it('is empty at first', () => {
    const state = new RetainedState();
    expect([
      state.keyCount('demo'),
      state.totalKeyCount(),
      state.lastSeq('demo'),
      state.listSeq('demo', 'order'),
    ]).toEqual([0, 0, 0, 0]);
    expect(state.list('demo', 'position')).toEqual({ changedSeq: 0, events: [] });
    expect([...state.accounts()]).toEqual([]);
  });

  it('tells of each fold what it followed', () => {
    const state = new RetainedState();
    const first = sequenced(1, { draft: position('opened', 'BTC') });
    expect(state.fold(first)).toMatchObject({ previous: undefined, rule: { delivery: 'every', retain: 'set' } });
    expect(state.fold(sequenced(2, { draft: position('updated', 'BTC') }))).toMatchObject({
      previous: first,
      rule: { delivery: 'latest' },
      alsoEnds: [],
    });
    expect(state.fold(sequenced(3, { draft: position('closed', 'BTC') }))).toMatchObject({ previous: { seq: 2 } });
    expect(state.fold(sequenced(4, { draft: position('opened', 'BTC') }))).toMatchObject({ previous: undefined });
  });

  it('gives a key one identity over accounts and kinds', () => {
    const state = new RetainedState();
    const ids = [
      sequenced(1, { draft: started('1') }),
      sequenced(2, { draft: progress('1') }),
      sequenced(3, { draft: started('2') }),
      sequenced(4, { draft: started('1'), account: 'other' }),
    ].map((event) => state.fold(event).unitId);
    expect(new Set(ids).size).toBe(4);
    expect(state.fold(sequenced(5, { draft: started('1') })).unitId).toBe(ids[0]);
  });

  it('ends with a completed backtest its start and progress, and names them', () => {
    const state = folded(started('1'), progress('1'), started('2'));
    const update = state.fold(sequenced(4, { draft: complete('1') }));
    const start = state.fold(sequenced(5, { draft: started('1') })).unitId;
    expect(update.alsoEnds).toContain(start);
    expect(keysOf(state, 'backtest-progress')).toEqual([]);
    expect(keysOf(state, 'backtest-start')).toEqual(['2', '1']);
  });

  it('counts keys, not events', () => {
    const state = folded(
      position('opened', 'A'),
      position('updated', 'A'),
      position('opened', 'B'),
      { kind: 'log', data: { level: 'info', message: 'not retained' } },
      position('closed', 'A'),
      position('closed', 'never opened'),
    );
    expect([state.keyCount('demo'), state.totalKeyCount(), state.lastSeq('demo')]).toEqual([1, 1, 6]);
  });

  it('lists in order of key, so that equal states make equal messages', () => {
    const drafts = ['C', 'A', 'B'].map((symbol) => position('opened', symbol));
    const keys = (state: RetainedState): readonly string[] =>
      state.list('demo', 'position').events.map((event) => event.key);
    expect(keys(folded(...drafts))).toEqual(keys(folded(...drafts.toReversed())));
    expect(keys(folded(...drafts))).toHaveLength(3);
  });

  it('has lists whose version is that of their last change', () => {
    const state = folded(position('opened', 'A'), position('opened', 'B'));
    const changes: [EventDraft, number][] = [
      [position('updated', 'A'), 3],
      [{ kind: 'equity', data: { equity: 1 } }, 3],
      [position('closed', 'never opened'), 3],
      [position('closed', 'A'), 6],
    ];
    for (const [index, [draft, changedSeq]] of changes.entries()) {
      state.fold(sequenced(index + 3, { draft }));
      expect([state.listSeq('demo', 'position'), state.list('demo', 'position').changedSeq]).toEqual([
        changedSeq,
        changedSeq,
      ]);
    }
  });

  it('knows of a list when the last one ended that ended', () => {
    const state = folded(position('opened', 'A'), position('opened', 'B'));
    expect(state.list('demo', 'position')).not.toHaveProperty('endedAtMs');
    const closed = sequenced(3, { draft: position('closed', 'A') });
    state.fold(closed);
    state.fold(sequenced(4, { draft: position('closed', 'never opened') }));
    state.fold(sequenced(5, { draft: position('updated', 'B') }));
    expect(state.list('demo', 'position')).toMatchObject({ endedAtMs: closed.occurredAt });
  });

  it('gives lists that later folds do not change', () => {
    const state = folded(position('opened', 'A'));
    const before = state.list('demo', 'position');
    state.fold(sequenced(2, { draft: position('closed', 'A') }));
    expect(before.events).toHaveLength(1);
  });

  it('is what a plain list of latest values is, after any events', () => {
    const kinds = ['position', 'backtest-start', 'backtest-progress', 'backtest-complete', 'equity', 'log'] as const;
    const accounts = ['alice', 'bob'];
    const draft = fc
      .tuple(
        fc.constantFrom('A', 'B', 'C'),
        fc.constantFrom(started, progress, complete, (symbol: string) => position('opened', symbol)),
        fc.constantFrom('closed', 'updated', undefined),
      )
      .map(([name, make, action]) => (action === undefined ? make(name) : position(action, name)));
    fc.assert(
      fc.property(fc.array(fc.tuple(draft, fc.constantFrom(...accounts)), { maxLength: 60, size: 'max' }), (facts) => {
        const state = new RetainedState();
        const model = new RetainedModel();
        for (const [index, [one, account]] of facts.entries()) {
          const event = sequenced(index + 1, { draft: one, account });
          const previous = model.value(account, event.kind, event.key);
          expect(state.fold(event).previous).toBe(previous);
          model.fold(event);
        }
        expect(state.totalKeyCount()).toBe(model.keyCount('alice') + model.keyCount('bob'));
        for (const account of accounts) {
          expect(state.keyCount(account)).toBe(model.keyCount(account));
          for (const kind of kinds) {
            expect([...state.values(account, kind)]).toEqual(model.values(account, kind));
            const { events } = state.list(account, kind);
            expect(new Set(events)).toEqual(new Set(model.values(account, kind)));
            for (const event of events) expect(state.value(account, kind, event.key)).toBe(event);
          }
        }
      }),
    );
  });
});
