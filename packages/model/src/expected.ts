import type { TSchema } from 'typebox';
import { freeJsonMaxDepth } from './free-json.ts';
import { memberOf } from './member.ts';

/** What a schema wants, in plain words: the second half of "expected …". */
export const expectedOf = (schema: TSchema): string => {
  const known: unknown = memberOf(schema, 'x-known');
  if (Array.isArray(known))
    return `one of ${known.join(', ')}, or another word of at most ${String(memberOf(schema, 'maxLength'))} characters`;
  if (memberOf(schema, 'x-free') === true)
    return `a JSON object at most ${freeJsonMaxDepth} levels deep, of finite values and without "__proto__"`;
  if (memberOf(schema, 'anyOf') !== undefined) return expectedOfUnion(schema);
  switch (memberOf(schema, 'type')) {
    case 'string':
      return expectedText(schema);
    case 'integer':
    case 'number':
      return expectedNumber(schema);
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list of at most ${String(memberOf(schema, 'maxItems'))}`;
    case 'object':
      return memberOf(schema, 'maxProperties') === undefined
        ? 'an object'
        : `an object of at most ${String(memberOf(schema, 'maxProperties'))} fields`;
    default:
      return 'another value';
  }
};

const expectedOfUnion = (schema: TSchema): string =>
  memberOf(schema, 'x-unit') === undefined ? 'a number or text' : 'a decimal: number or string such as "12.50"';

const expectedText = (schema: TSchema): string => {
  const examples: unknown = memberOf(schema, 'examples');
  if (Array.isArray(examples))
    return `text such as "${examples.join('", "')}" (pattern ${String(memberOf(schema, 'pattern'))})`;
  return memberOf(schema, 'maxLength') === undefined
    ? 'text'
    : `text of ${lengthOf(memberOf(schema, 'minLength'))} to ${lengthOf(memberOf(schema, 'maxLength'))} characters`;
};

const lengthOf = (bound: unknown): number => (typeof bound === 'number' ? bound : 0);

const expectedNumber = (schema: TSchema): string => {
  if (memberOf(schema, 'x-unit') !== 'ms')
    return memberOf(schema, 'type') === 'integer' ? 'a whole number, zero or more' : 'a finite number';
  return memberOf(schema, 'type') === 'integer'
    ? 'whole milliseconds since 1970-01-01T00:00:00Z'
    : 'milliseconds, zero or more';
};
