import type { ReceivedEvent } from './event-log.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBytes } from './event-bytes.ts';
import { sequenced } from './sequenced.fixture.ts';

const withFields = (fields: { readonly [field: string]: unknown }): ReceivedEvent => ({
  ...sequenced(1),
  extra: { titan: fields },
});

/** What the engine cannot do without: each character once, each number and reference as eight bytes. */
const leastBytes = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 8 + leastBytes(item), 0);
  return Object.entries(value).reduce<number>((sum, [name, member]) => sum + name.length + 8 + leastBytes(member), 0);
};

describe('the estimate of what an event holds', () => {
  it('is never less than its values need at least', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 })), (fields) => {
        expect(eventBytes(withFields(fields))).toBeGreaterThan(leastBytes(fields));
      }),
    );
  });

  it.each([
    ['text', { text: 'x'.repeat(100_000) }],
    ['text in a list', { list: ['x'.repeat(100_000)] }],
    ['the name of a field', { ['x'.repeat(100_000)]: 1 }],
    ['many numbers', { list: Array.from({ length: 12_500 }, () => 1) }],
  ])('counts %s that its publisher makes long', (_what, fields) => {
    expect(eventBytes(withFields(fields))).toBeGreaterThan(100_000);
  });

  it('counts the names and ids around the fact', () => {
    const plain = eventBytes(sequenced(1));
    const long = { ...sequenced(1), id: 'i'.repeat(200), runId: 'r'.repeat(128) };
    expect(eventBytes(long) - plain).toBeGreaterThanOrEqual(328);
    expect(eventBytes({ ...sequenced(1), key: 'k'.repeat(256) })).toBeGreaterThan(plain + 256 - 'equity'.length);
  });

  it('counts what lies deeper than any checked event as a fixed amount, so that nothing nested too deep can hurt', () => {
    const nested = (depth: number): { [field: string]: unknown } => {
      let fields: { [field: string]: unknown } = {};
      for (let level = 0; level < depth; level += 1) fields = { fields };
      return fields;
    };
    expect(eventBytes(withFields(nested(100_000)))).toBe(eventBytes(withFields(nested(50))));
    const circle: { [field: string]: unknown } = {};
    circle['circle'] = circle;
    expect(eventBytes(withFields(circle))).toBeLessThan(10_000);
  });
});
