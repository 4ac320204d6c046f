import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PitwallError, type Problem } from './errors.ts';
import { kindNames } from './kind-table.ts';
import { parseDraft } from './parse-event.ts';

const refusalOf = (value: unknown): PitwallError => {
  try {
    parseDraft(value);
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown;
    throw thrown;
  }
  throw new Error('it was accepted');
};

const problemsOf = (value: unknown): readonly Problem[] => refusalOf(value).problems;
const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });
const samples: Record<string, { data: Record<string, unknown> }> = JSON.parse(
  readFileSync(new URL('../fixtures/kinds.json', import.meta.url), 'utf8'),
);

describe('parseDraft', () => {
  it('gives back the very value, with amounts as they were published', () => {
    const value = { kind: 'equity', data: { equity: '2450.00', dailyPnl: 125.5 }, id: 'a', account: 'main' };
    expect(parseDraft(value)).toBe(value);
  });

  it('names the path, what was found and what was expected', () => {
    expect(problemsOf({ kind: 'equity', data: { equity: 'abc', nope: [1] }, occurredAt: '2024' })).toEqual([
      { path: '/occurredAt', found: '"2024"', expected: 'whole milliseconds since 1970-01-01T00:00:00Z' },
      { path: '/data/equity', found: '"abc"', expected: 'a decimal: number or string such as "12.50"' },
      {
        path: '/data/nope',
        found: 'a list of 1',
        expected: expect.stringContaining('no such field; known are equity,'),
      },
    ]);
  });

  it('names a required field that is missing', () => {
    expect(problemsOf({ kind: 'position', data: { action: 'opened' } })).toEqual([
      { path: '/data/symbol', found: 'nothing', expected: 'text of 1 to 128 characters' },
    ]);
  });

  it('lists the kinds when the kind is unknown', () => {
    for (const kind of ['eqity', 'constructor', '__proto__']) {
      const refusal = refusalOf({ kind, data: {} });
      expect(refusal.code).toBe('UNKNOWN_KIND');
      expect(refusal.problems[0]?.expected).toContain('one of equity, position');
    }
  });

  it.each([Number.NaN, Infinity, -Infinity, '1e5', '0x10', '1,000', '', ' 1', '01', '1.', true, null, 1n])(
    'refuses %s as an amount',
    (equity) => {
      expect(problemsOf({ kind: 'equity', data: { equity } })).toHaveLength(1);
    },
  );

  it.each(['@shared', '*', '', 'a b', 'a\nb', 'x'.repeat(65), 7])('refuses the account %j', (account) => {
    expect(problemsOf({ kind: 'equity', data: { equity: 1 }, account })[0]?.path).toBe('/account');
  });

  it('refuses ids, sources and runs that could forge a line of a log or are too long', () => {
    for (const field of ['id', 'source', 'runId']) {
      expect(problemsOf({ kind: 'equity', data: { equity: 1 }, [field]: 'a\nb' })[0]?.path).toBe(`/${field}`);
      expect(problemsOf({ kind: 'equity', data: { equity: 1 }, [field]: 'a'.repeat(201) })[0]?.path).toBe(`/${field}`);
    }
  });

  it('refuses what only the gateway may say', () => {
    const paths = problemsOf({ kind: 'equity', data: { equity: 1 }, seq: 1, key: 'x' }).map(({ path }) => path);
    expect(paths).toEqual(['/seq', '/key']);
  });

  it('names at most 20 problems, each of them short', () => {
    const wrong = Object.fromEntries(
      Array.from({ length: 500 }, (_, n) => [`${n}/${'x'.repeat(5000)}`, 'y'.repeat(5000)]),
    );
    const problems = problemsOf({ kind: 'bot', data: { botId: 'b', ...wrong } });
    expect(problems).toHaveLength(20);
    for (const { path, found } of problems) expect(path.length + found.length).toBeLessThan(200);
  });

  it('bounds how deep free JSON may be', () => {
    const task = (result: unknown) => ({ kind: 'task', data: { taskId: 't', status: 'running', result } });
    expect(parseDraft(task(nested(8)))).toBeDefined();
    expect(problemsOf(task(nested(9)))[0]?.path).toBe('/data/result');
    expect(problemsOf(task(JSON.parse('['.repeat(10_000) + ']'.repeat(10_000))))).toHaveLength(1);
    expect(problemsOf(task(nested(5000)))).toHaveLength(1);
  });

  it('refuses a __proto__ key wherever names are free', () => {
    const trap: unknown = JSON.parse('{"__proto__":{"free":1}}');
    expect(refusalOf({ kind: 'balances', data: { platform: 'p', balances: trap } }).code).toBe('INVALID_EVENT');
    expect(refusalOf({ kind: 'task', data: { taskId: 't', status: 'x', result: { a: trap } } }).code).toBe(
      'INVALID_EVENT',
    );
    expect(refusalOf({ kind: 'equity', data: { equity: 1 }, extra: trap }).code).toBe('INVALID_EVENT');
    expect(refusalOf({ kind: 'equity', data: { equity: 1 }, extra: { titan: trap } }).code).toBe('INVALID_EVENT');
    expect(refusalOf(JSON.parse('{"kind":"equity","data":{"equity":1,"__proto__":{}}}')).code).toBe('INVALID_EVENT');
  });

  it('refuses an object whose fields are not its own', () => {
    const inherited: unknown = Object.create({ kind: 'equity', data: { equity: 1 } });
    expect(problemsOf(inherited)[0]).toEqual({ path: '', found: 'an object', expected: 'a plain object' });
  });

  it('keeps fields of a dialect that the kind has no place for', () => {
    const extra = { titan: { mood: 'calm', list: [1, { a: null }] } };
    expect(parseDraft({ kind: 'equity', data: { equity: 1 }, extra }).extra).toBe(extra);
  });
});

describe('parseDraft, whatever it is given', () => {
  const arbitraryKind = fc.oneof(fc.constantFrom(...kindNames), fc.string());

  it('throws nothing but a PitwallError with problems', () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
      fc.record({ kind: arbitraryKind, data: fc.anything() }, { requiredKeys: [] }),
      fc.record({ kind: arbitraryKind, data: fc.dictionary(fc.string(), fc.jsonValue()), extra: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const problems = foundWrong(value);
        return problems === undefined || (problems.length > 0 && problems.length <= 20);
      }),
      { numRuns: 2000 },
    );
  });

  it('explains every refusal of a sample with one field spoilt, by that field', () => {
    const spoilt = fc.constantFrom(...kindNames).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        field: fc.constantFrom(...Object.keys(samples[kind]?.data ?? {})),
        value: fc.constantFrom(Number.NaN, null, Symbol('no'), 1n, () => 1),
      }),
    );
    fc.assert(
      fc.property(spoilt, ({ kind, field, value }) => {
        const data = { ...samples[kind]?.data, [field]: value };
        expect(problemsOf({ kind, data }).map(({ path }) => path)).toEqual([`/data/${field}`]);
      }),
      { numRuns: 1000 },
    );
  });
});

/** What is wrong with a value; `undefined` when nothing is. Throws whatever is not an error of ours. */
const foundWrong = (value: unknown): readonly Problem[] | undefined => {
  try {
    parseDraft(value);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PitwallError) return thrown.problems;
    throw thrown;
  }
};
