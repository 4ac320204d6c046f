import { Type, type TUnsafe } from 'typebox';

/** One of the known words, or any other: enumerations are open on input (ruling 4). */
export type OpenWord<Known extends string> = Known | (string & {});

/**
 * Schema of an enumeration that is open on input. An unknown word passes through unchanged and is counted;
 * the known ones stand in the schema as `x-known`.
 */
export const OpenEnum = <const Known extends string>(
  known: readonly Known[],
  description?: string,
): TUnsafe<OpenWord<Known>> =>
  Type.Unsafe<OpenWord<Known>>({
    type: 'string',
    minLength: 1,
    maxLength: 128,
    'x-known': known,
    ...(description === undefined ? {} : { description }),
  });
