import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Problem } from './errors.ts';
import { expectedOf } from './expected.ts';
import { isObject, memberOf, membersOf } from './member.ts';

/** More problems than this help nobody, and an attacker should not make us find them. */
export const maxProblems = 20;

/** Longest excerpt of a found value or of a field's name. */
const excerptLength = 60;

/** What is wrong with a value, field by field in plain words; empty when the schema accepts it. Slow: for failures only. */
export const explain = (schema: TSchema, value: unknown, path: string): readonly Problem[] => {
  const problems: Problem[] = [];
  walk(schema, value, path, problems);
  return problems.slice(0, maxProblems);
};

const walk = (schema: TSchema, value: unknown, path: string, problems: Problem[]): void => {
  if (problems.length >= maxProblems || Check(schema, value)) return;
  const before = problems.length;
  const items = memberOf(schema, 'items');
  if (Array.isArray(value)) {
    if (isSchema(items)) walkItems(items, value, path, problems);
  } else if (isObject(value)) {
    if (isObject(memberOf(schema, 'properties'))) walkFields(schema, value, path, problems);
    else if (isObject(memberOf(schema, 'patternProperties'))) walkNames(schema, value, path, problems);
  }
  if (problems.length === before) problems.push({ path, found: describeFound(value), expected: expectedOf(schema) });
};

const walkItems = (items: TSchema, list: readonly unknown[], path: string, problems: Problem[]): void => {
  for (const [index, item] of list.entries()) {
    if (problems.length >= maxProblems) return;
    walk(items, item, `${path}/${index}`, problems);
  }
};

const walkFields = (schema: TSchema, value: object, path: string, problems: Problem[]): void => {
  const fields = new Map(membersOf(memberOf(schema, 'properties')).filter(isFieldSchema));
  const required: unknown = memberOf(schema, 'required');
  for (const [name, field] of fields) {
    if (Object.hasOwn(value, name)) {
      const found: unknown = memberOf(value, name);
      if (found !== undefined || isRequired(required, name)) walk(field, found, `${path}/${name}`, problems);
    } else if (isRequired(required, name)) {
      problems.push({ path: `${path}/${name}`, found: 'nothing', expected: expectedOf(field) });
    }
  }
  const known = [...fields.keys()].join(', ');
  for (const name of Object.getOwnPropertyNames(value)) {
    if (problems.length >= maxProblems) return;
    if (!fields.has(name)) {
      const found = describeFound(memberOf(value, name));
      problems.push({ path: `${path}/${escapeStep(name)}`, found, expected: `no such field; known are ${known}` });
    }
  }
};

const walkNames = (schema: TSchema, value: object, path: string, problems: Problem[]): void => {
  const [rule] = membersOf(memberOf(schema, 'patternProperties')).filter(isFieldSchema);
  if (rule === undefined) return;
  const [pattern, field] = rule;
  const allowed = new RegExp(pattern, 'u');
  for (const name of Object.getOwnPropertyNames(value)) {
    if (problems.length >= maxProblems) return;
    const below = `${path}/${escapeStep(name)}`;
    if (allowed.test(name)) walk(field, memberOf(value, name), below, problems);
    else problems.push({ path: below, found: describeFound(name), expected: 'a name of 1 to 64 printable characters' });
  }
};

/** A found value in a few words: never long, and never failing on what JSON cannot hold. */
export const describeFound = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return excerpt(JSON.stringify(value.slice(0, excerptLength + 1)));
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return `${value}`;
  return 'a symbol';
};

const excerpt = (text: string): string => (text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text);

const escapeStep = (name: string): string => excerpt(name).replaceAll('~', '~0').replaceAll('/', '~1');

const isSchema = (value: unknown): value is TSchema => isObject(value);

const isFieldSchema = (entry: readonly [string, unknown]): entry is readonly [string, TSchema] => isSchema(entry[1]);

const isRequired = (required: unknown, name: string): boolean => Array.isArray(required) && required.includes(name);
