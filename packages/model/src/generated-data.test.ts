import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { completeEvent, maxKeyLength } from './complete-event.ts';
import { definitionOf, kindNames } from './kind-table.ts';
import { memberOf, membersOf } from './member.ts';
import { parseDraft } from './parse-event.ts';
import { lintEvent, unknownWords, updateRuleOf } from './update-rule.ts';

const decimal = fc
  .tuple(fc.boolean(), fc.nat(), fc.option(fc.nat(), { nil: undefined }))
  .map(([negative, whole, part]) => `${negative ? '-' : ''}${whole}${part === undefined ? '' : `.${part}`}`);
const amount = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), decimal);
const asSchema = (value: unknown): TSchema => (typeof value === 'object' && value !== null ? value : {});

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const leafOf = (schema: TSchema): fc.Arbitrary<unknown> => {
  const known = memberOf(schema, 'x-known');
  if (isList(known)) return fc.oneof(fc.constantFrom(...known), fc.string({ minLength: 1, maxLength: 20 }));
  if (memberOf(schema, 'x-free') === true) return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer());
  if (memberOf(schema, 'anyOf') !== undefined) return memberOf(schema, 'x-unit') === undefined ? fc.integer() : amount;
  const examples = memberOf(schema, 'examples');
  if (isList(examples)) return fc.constantFrom(...examples);
  switch (memberOf(schema, 'type')) {
    case 'string':
      return fc.string({ minLength: 1, maxLength: 60 });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.nat();
  }
};

const dataOf = (schema: TSchema): fc.Arbitrary<unknown> => {
  const properties = memberOf(schema, 'properties');
  if (properties !== undefined) {
    const required = memberOf(schema, 'required');
    const fields = Object.fromEntries(membersOf(properties).map(([name, field]) => [name, dataOf(asSchema(field))]));
    return fc.record(fields, { requiredKeys: Array.isArray(required) ? required : [] });
  }
  const [named] = membersOf(memberOf(schema, 'patternProperties'));
  if (named !== undefined) return fc.dictionary(fc.stringMatching(/^[A-Z]{1,6}$/), dataOf(asSchema(named[1])));
  const items = memberOf(schema, 'items');
  return items === undefined ? leafOf(schema) : fc.array(dataOf(asSchema(items)), { maxLength: 4 });
};

describe.each(kindNames)('generated %s', (kind) => {
  it('passes, gets a key and a rule, and is linted without a fault', () => {
    fc.assert(
      fc.property(dataOf(definitionOf(kind).schema), (data) => {
        const event = completeEvent(parseDraft({ kind, data }), { account: 'a', source: 's', receivedAt: 1 });
        expect(event.key.length).toBeGreaterThan(0);
        expect(event.key.length).toBeLessThanOrEqual(maxKeyLength);
        expect(['every', 'latest', 'bounded']).toContain(updateRuleOf(event).delivery);
        expect(Array.isArray(lintEvent(event)) && Array.isArray(unknownWords(event))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
