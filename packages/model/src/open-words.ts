import type { TSchema } from 'typebox';
import { isObject, memberOf, membersOf } from './member.ts';

/** One open enumeration of a schema: the way to it (`*` stands for each item or each name) and the words it knows. */
export interface OpenWordPath {
  readonly steps: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** Every open enumeration in a schema. */
export const openWordPathsOf = (schema: TSchema, steps: readonly string[] = []): readonly OpenWordPath[] => {
  const known = memberOf(schema, 'x-known');
  if (Array.isArray(known))
    return [
      {
        steps,
        known: new Set(known.filter((word) => typeof word === 'string')),
      },
    ];
  const nested: (readonly [string, unknown])[] = [
    ...membersOf(memberOf(schema, 'properties')),
    ...membersOf(memberOf(schema, 'patternProperties')).map(([, value]) => ['*', value] as const),
    ['*', memberOf(schema, 'items')],
  ];
  return nested.flatMap(([step, value]) => (isObject(value) ? openWordPathsOf(value, [...steps, step]) : []));
};

/** JSON pointers, below `pointer`, of the fields that hold a word which its enumeration does not know. */
export const unknownWordsAt = (value: unknown, path: OpenWordPath, pointer: string, depth = 0): readonly string[] => {
  const step = path.steps[depth];
  if (step === undefined) return typeof value === 'string' && !path.known.has(value) ? [pointer] : [];
  if (!isObject(value)) return [];
  if (step !== '*') return unknownWordsAt(memberOf(value, step), path, `${pointer}/${step}`, depth + 1);
  return membersOf(value).flatMap(([name, item]) => unknownWordsAt(item, path, `${pointer}/${name}`, depth + 1));
};
