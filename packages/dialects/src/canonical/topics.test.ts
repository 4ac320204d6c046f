import { kindNames, PitwallError } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryEvent, sequenced } from '../wire/arbitrary-data.fixture.ts';
import { canonical } from './canonical.ts';
import {
  isSymbolTopic,
  kindOfTopic,
  maxSymbols,
  subjectsOf,
  topicsHeard,
  topicsOf,
  type HeardLists,
} from './topics.ts';

const hears = (lists: HeardLists, event: Parameters<typeof topicsOf>[0]): boolean =>
  topicsOf(event).some((topic) => topicsHeard(lists).includes(topic));

const refusal = (lists: HeardLists): PitwallError => {
  try {
    topicsHeard(lists);
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown;
  }
  throw new Error('It was not refused');
};

const market = (symbol: string) => sequenced('market', { symbol, price: 1 });

describe('the topics of a fact', () => {
  it('are its kind, and its kind with the symbol that it names', () => {
    expect(topicsOf(market('BTC/ZAR'))).toEqual(['market', 'market/BTC/ZAR']);
    expect(topicsOf(sequenced('equity', { equity: 1 }))).toEqual(['equity']);
    expect(topicsOf(sequenced('signal', { signalId: 's', type: 'confirm' }))).toEqual(['signal', 'signal/']);
  });

  it.each(kindNames)('exist, whatever a %s says', (kind) => {
    const { topics, isOpenTopic } = canonical.traits.subscription;
    fc.assert(
      fc.property(arbitraryEvent(kind), (event) => {
        const unknown = topicsOf(event).filter((topic) => !topics.includes(topic) && isOpenTopic?.(topic) !== true);
        expect(unknown).toEqual([]);
        expect(topicsOf(event).map(kindOfTopic)).toEqual(topicsOf(event).map(() => kind));
      }),
      { numRuns: 50 },
    );
  });

  it('are none for kinds without a symbol, for unknown kinds and for symbols that no fact can have', () => {
    expect(['equity/BTC', 'prices/BTC', 'market', `market/${'x'.repeat(129)}`].filter(isSymbolTopic)).toEqual([]);
  });
});

describe('what is heard', () => {
  it('is everything without lists', () => {
    expect(topicsHeard({})).toEqual(kindNames);
  });

  it('is what fits every list, and within one list any of its names', () => {
    expect(topicsHeard({ kinds: ['trade', 'equity', 'order'], channels: ['orders', 'trades'] })).toEqual([
      'order',
      'trade',
    ]);
    expect(hears({ symbols: ['BTC', 'ETH'] }, market('ETH'))).toBe(true);
    expect(hears({ symbols: ['BTC', 'ETH'] }, market('SOL'))).toBe(false);
    expect(hears({ symbols: ['BTC'], channels: ['trades'] }, market('BTC'))).toBe(false);
  });

  it('is not narrowed by symbols where a fact names none', () => {
    expect(hears({ symbols: ['BTC'] }, sequenced('equity', { equity: 1 }))).toBe(true);
    expect(hears({ symbols: ['BTC'] }, sequenced('bot', { botId: 'b', status: 'running' }))).toBe(true);
    expect(hears({ symbols: ['BTC'] }, sequenced('bot', { botId: 'b', status: 'running', symbol: 'ETH' }))).toBe(false);
  });

  it('can be told again from its topics', () => {
    const lists = { kinds: ['position', 'equity'], symbols: ['BTC/ZAR', 'ETH'] };
    const { kinds, symbols } = subjectsOf(topicsHeard(lists));
    expect([kinds.toSorted(), symbols]).toEqual([lists.kinds.toSorted(), lists.symbols]);
    expect(subjectsOf(topicsHeard({}))).toEqual({ kinds: kindNames, symbols: [] });
  });

  it('is refused in words that name what is wrong and what there is', () => {
    expect(refusal({ kinds: ['prices'] })).toMatchObject({
      code: 'UNKNOWN_KIND',
      message: 'There is no kind "prices"',
      problems: [{ path: '/kinds', expected: expect.stringContaining('equity') }],
    });
    expect(refusal({ channels: ['position'] }).message).toMatch(/^channels is "position", expected one of .*positions/);
    expect(refusal({ kinds: [] }).message).toBe('kinds is "", expected at least one kind');
    expect(refusal({ channels: ['orders'], kinds: ['trade'] }).message).toBe(
      'channels is "orders", expected channels of the kinds that are named',
    );
    const tooMany = Array.from({ length: maxSymbols + 1 }, (_, index) => `S${index}`);
    expect(refusal({ symbols: tooMany }).message).toContain('expected 1 to 50 symbols');
    expect(refusal({ symbols: ['x'.repeat(129)] }).message).toContain('symbols of 1 to 128 characters');
    expect(refusal({ symbols: [''] }).code).toBe('INVALID_REQUEST');
  });
});
