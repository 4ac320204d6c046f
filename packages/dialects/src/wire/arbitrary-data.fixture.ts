import { completeEvent, definitionOf, parseDraft, type Kind, type SequencedEvent } from '@pitwall/model';
import fc from 'fast-check';
import type { TSchema } from 'typebox';

/** Amounts of every size that a publisher may send. */
const anyAmount = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.stringMatching(/^-?[1-9][0-9]{0,30}\.[0-9]{1,30}$/),
);

/** Amounts that a JSON number holds exactly, also after a shift by two places. */
export const modestAmount = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -99_999_999, max: 99_999_999 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: 0, max: 99_999_999 }).map((parts) => (parts / 10_000).toFixed(4)),
);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isSchema = (value: unknown): value is TSchema => typeof value === 'object' && value !== null;

const wordsOf = (schema: TSchema, member: string): readonly string[] => {
  const found = memberOf(schema, member);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
};

const word = fc.stringMatching(/^[A-Za-z_]{1,20}$/);

const leafOf = (schema: TSchema, amount: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const known = wordsOf(schema, 'x-known');
  if (known.length > 0) return fc.oneof(fc.constantFrom(...known), word);
  if (memberOf(schema, 'x-free') === true) return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer());
  if (memberOf(schema, 'anyOf') !== undefined)
    return memberOf(schema, 'x-unit') === undefined ? fc.oneof(fc.integer(), word) : amount;
  const examples = wordsOf(schema, 'examples');
  if (examples.length > 0) return fc.constantFrom(...examples);
  switch (memberOf(schema, 'type')) {
    case 'string':
      return fc.string({ minLength: 1, maxLength: 60 });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.nat();
  }
};

/** Data that a kind's schema accepts, with any of its optional fields absent. */
const arbitraryData = (schema: TSchema, amount: fc.Arbitrary<unknown> = anyAmount): fc.Arbitrary<unknown> => {
  const properties = memberOf(schema, 'properties');
  if (typeof properties === 'object' && properties !== null) {
    const fields: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [name, field] of Object.entries(properties))
      if (isSchema(field)) fields[name] = arbitraryData(field, amount);
    return fc.record(fields, { requiredKeys: [...wordsOf(schema, 'required')] });
  }
  const patterns = memberOf(schema, 'patternProperties');
  const [named] = typeof patterns === 'object' && patterns !== null ? Object.values(patterns) : [];
  if (isSchema(named)) return fc.dictionary(fc.stringMatching(/^[A-Z]{1,6}$/), arbitraryData(named, amount));
  const items = memberOf(schema, 'items');
  return isSchema(items) ? fc.array(arbitraryData(items, amount), { maxLength: 4 }) : leafOf(schema, amount);
};

/** Puts data through the model as ingest does. */
export const sequenced = (kind: Kind, data: unknown, around: object = {}): SequencedEvent => {
  const receivedAt = 1_702_500_000_123;
  const event = completeEvent(parseDraft({ kind, data, ...around }), { account: 'main', source: 'test', receivedAt });
  return { ...event, seq: 7, receivedAt, publisher: 'test' };
};

/** Complete events of a kind. */
export const arbitraryEvent = (kind: Kind, amount?: fc.Arbitrary<unknown>): fc.Arbitrary<SequencedEvent> =>
  arbitraryData(definitionOf(kind).schema, amount).map((data) =>
    sequenced(kind, data, { occurredAt: 1_702_500_000_000 }),
  );
