import { Type, type TSchema } from 'typebox';
import { freeJsonMaxDepth, isFreeJson, type JsonObject } from './free-json.ts';
import { RecordName } from './fields.ts';
import { Maybe, Shape } from './shape.ts';
import { TimeMsOf } from './time.ts';

/**
 * Names of accounts: letters, digits and `._:@-`, beginning with a letter or digit. So neither `@shared` nor the `*` of
 * "all accounts" can be one, and a name needs no escaping in a URL's query, a label or a log line.
 */
export const accountPattern = '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$';

/** Printable text without control characters, which would let a name forge a second line in a log. */
const printable = (maxLength: number): string => `^[^\\u0000-\\u001f\\u007f]{1,${maxLength}}$`;

const DialectFields = Type.Refine(
  Type.Unsafe<JsonObject>({ type: 'object', 'x-free': true, description: `At most ${freeJsonMaxDepth} levels deep.` }),
  isFreeJson,
);

/** Schema of all that stands around an event's data. */
export const Envelope: TSchema = Shape({
  kind: Type.String({ description: 'Name of the kind.' }),
  data: Type.Unsafe<unknown>({ type: 'object', description: 'The fact itself, in the shape of its kind.' }),
  account: Maybe(
    Type.String({
      pattern: accountPattern,
      examples: ['main'],
      description: 'One of the publisher’s accounts; absent: its first.',
    }),
  ),
  source: Maybe(
    Type.String({
      pattern: printable(128),
      examples: ['engine-1'],
      description: 'What produced it; absent: the publisher.',
    }),
  ),
  occurredAt: Maybe(TimeMsOf('When it happened; absent: when it came in.')),
  marketTime: Maybe(TimeMsOf('Time of the bar or tick, for a fact about replayed prices.')),
  runId: Maybe(Type.String({ pattern: printable(128), examples: ['run-7'], description: 'Run of a looping source.' })),
  id: Maybe(
    Type.String({
      pattern: printable(200),
      examples: ['order-1/filled'],
      description: 'Idempotency key of this event.',
    }),
  ),
  extra: Maybe(
    Type.Record(RecordName, DialectFields, {
      additionalProperties: false,
      maxProperties: 16,
      description: 'Fields that the kind has no place for, by dialect.',
    }),
  ),
});
