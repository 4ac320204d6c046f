import { sharedAccount } from '@pitwall/model';
import { probeDialect } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequenced } from '../log/sequenced.fixture.ts';
import { RetainedState } from '../state/retained-state.ts';
import { hears, nameHearing, seesAccount, streamSeqOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: ['alice'],
  topics: new Set(['positions']),
  delta: false,
  batch: false,
  cursor: false,
  namesAccount: false,
  compression: 'none',
};

/** Names chosen to run into each other when they are joined carelessly. */
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'a,b', '"a"', 'a","b', '*', ''), { maxLength: 3 });

const anyHearing: fc.Arbitrary<Hearing> = fc.record({
  dialect: fc.constantFrom(probeDialect, { ...probeDialect, name: 'other' }),
  accounts: fc.oneof(names, fc.constant('*' as const)),
  topics: names.map((topics) => new Set(topics)),
  delta: fc.boolean(),
  batch: fc.boolean(),
  cursor: fc.boolean(),
  namesAccount: fc.boolean(),
  compression: fc.constant('none' as const),
});

const sameSet = (one: Iterable<string>, other: Iterable<string>): boolean => {
  const [those, these] = [new Set(one), new Set(other)];
  return those.size === these.size && [...those].every((name) => these.has(name));
};

const sameStream = (one: Hearing, other: Hearing): boolean =>
  one.dialect.name === other.dialect.name &&
  (one.accounts === '*' || other.accounts === '*'
    ? one.accounts === other.accounts
    : sameSet(one.accounts, other.accounts)) &&
  sameSet(one.topics, other.topics) &&
  one.delta === other.delta &&
  one.batch === other.batch &&
  one.cursor === other.cursor &&
  one.namesAccount === other.namesAccount;

describe('the name of a hearing', () => {
  it('is equal exactly when the bytes are', () => {
    const pair = fc.oneof(
      fc.tuple(anyHearing, anyHearing),
      anyHearing.map((one): [Hearing, Hearing] => [
        one,
        {
          ...one,
          accounts: one.accounts === '*' ? '*' : one.accounts.toReversed(),
          topics: new Set([...one.topics].toReversed()),
        },
      ]),
      fc
        .tuple(anyHearing, anyHearing)
        .map(([one, other]): [Hearing, Hearing] => [one, { ...one, topics: other.topics }]),
      fc
        .tuple(anyHearing, anyHearing)
        .map(([one, other]): [Hearing, Hearing] => [one, { ...one, accounts: other.accounts }]),
    );
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(nameHearing(one) === nameHearing(other)).toBe(sameStream(one, other));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a hearing may see', () => {
  // Promises: ruling-11.isolation-live, ruling-11.shared-kinds
  it('is its accounts and what is shared', () => {
    expect(['alice', 'bob', sharedAccount, '*'].map((account) => seesAccount(hearing, account))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(seesAccount({ ...hearing, accounts: '*' }, 'bob')).toBe(true);
    expect(seesAccount({ ...hearing, accounts: [] }, 'alice')).toBe(false);
  });

  it('is heard only in topics that it chose and kinds that its dialect has words for', () => {
    const position = sequenced(1, {
      account: 'alice',
      draft: { kind: 'position', data: { action: 'opened', symbol: 'BTC' } },
    });
    expect(hears(hearing, position)).toBe(true);
    expect(hears({ ...hearing, accounts: ['bob'] }, position)).toBe(false);
    expect(hears({ ...hearing, topics: new Set(['equity']) }, position)).toBe(false);
    const views = { ...probeDialect.views, position: undefined };
    const { position: _wordless, ...others } = views;
    expect(hears({ ...hearing, dialect: { ...probeDialect, views: others } }, position)).toBe(false);
  });

  it('stands at the newest seq of its accounts, never at another’s', () => {
    const state = new RetainedState();
    state.fold(sequenced(5, { account: 'alice' }));
    state.fold(sequenced(7, { account: 'bob' }));
    expect(streamSeqOf(hearing, state)).toBe(5);
    expect(streamSeqOf({ ...hearing, accounts: ['carol'] }, state)).toBe(0);
    expect(streamSeqOf({ ...hearing, accounts: '*' }, state)).toBe(7);
    state.fold(sequenced(9, { draft: { kind: 'market', data: { symbol: 'BTC', price: 1 } } }));
    expect(streamSeqOf(hearing, state)).toBe(9);
  });
});
