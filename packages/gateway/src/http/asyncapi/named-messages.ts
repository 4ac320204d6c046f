import type { JsonObject } from '@pitwall/dialects';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';

/** A message of a dialect by the name that stands in it. */
export interface NamedMessage {
  readonly name: string;
  /** A message of this name fits one of these. */
  readonly schemas: readonly TSchema[];
  readonly examples: readonly JsonObject[];
}

/** The fields in which dialects name their messages. */
const nameFields = ['type', 'event', 'action'] as const;

/** Examples shown of one message. @default 2: a third tells nothing new */
const maxExamples = 2;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const isSchema = (value: unknown): value is TSchema => typeof value === 'object' && value !== null;

const schemasIn = (value: unknown): readonly TSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);

/** The alternatives of a union, and of unions in it. */
const alternativesOf = (schema: TSchema): readonly TSchema[] => {
  const alternatives = schemasIn(memberOf(schema, 'anyOf'));
  return alternatives.length === 0 ? [schema] : alternatives.flatMap(alternativesOf);
};

/** The words that a schema of constants allows. */
const wordsOf = (schema: unknown): readonly string[] => {
  const listed: unknown = memberOf(schema, 'enum');
  const enumerated: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const alternatives = schemasIn(memberOf(schema, 'anyOf')).map((alternative) => memberOf(alternative, 'const'));
  return [memberOf(schema, 'const'), ...enumerated, ...alternatives].filter((word) => typeof word === 'string');
};

const namesOf = (schema: TSchema): readonly string[] => {
  const properties = memberOf(schema, 'properties');
  return nameFields.map((field) => wordsOf(memberOf(properties, field))).find((words) => words.length > 0) ?? [];
};

const isNamed = (message: JsonObject, name: string): boolean => nameFields.some((field) => message[field] === name);

/** The messages of a union, in its order, each with the examples that are of it. */
export const namedMessages = (union: TSchema, examples: readonly JsonObject[]): readonly NamedMessage[] => {
  const byName = new Map<string, TSchema[]>();
  for (const schema of alternativesOf(union)) {
    for (const name of namesOf(schema)) byName.set(name, [...(byName.get(name) ?? []), schema]);
  }
  return [...byName].map(([name, schemas]) => {
    const fitting = examples.filter(
      (example) => isNamed(example, name) && schemas.some((schema) => Check(schema, example)),
    );
    return { name, schemas, examples: fitting.slice(0, maxExamples) };
  });
};
