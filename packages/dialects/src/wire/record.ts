import { describeFound, type JsonValue, type Problem } from '@pitwall/model';
import { Type, type TRecord, type TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Codec } from './codec.ts';
import { isJsonObject } from './page-object.ts';

/** Names that publishers choose, as in the model: at most 64 characters, and never `__proto__`, which no copy keeps as a field. */
const anyName = Type.String({ pattern: '^(?!__proto__$)[^\\u0000-\\u001f]{1,64}$' });

/** Whether a name of the model can be the name of a field. */
export const isRecordName = (name: string): boolean => Check(anyName, name);

/**
 * Makes the codec of an object whose names the publisher chooses and whose values are all alike: assets, platforms, scores.
 * It is said whole or not at all; what its values leave over is kept by name.
 * `maxProperties` is that of the model, where it has one; without it only the size of a message bounds them.
 */
export const recordOf = <Value, Schema extends TSchema>(
  value: Codec<Value, Schema>,
  maxProperties = Number.POSITIVE_INFINITY,
): Codec<Record<string, Value>, TRecord<string, Schema>> => {
  const bounded = Number.isFinite(maxProperties);
  const expected = bounded ? `an object of at most ${maxProperties} names` : 'an object';
  return {
    schema: Type.Record(anyName, value.schema, { additionalProperties: false, ...(bounded ? { maxProperties } : {}) }),
    expected,
    read: (wire) => Object.fromEntries(entriesOf(wire).map(([name, one]) => [name, value.read(one)])),
    write: (values, rest) => {
      const kept = isJsonObject(rest) ? rest : {};
      const said: [string, JsonValue][] = [];
      for (const [name, one] of Object.entries(values)) {
        const written = value.write(one, Object.hasOwn(kept, name) ? kept[name] : undefined);
        if (written === undefined) return undefined;
        said.push([name, written]);
      }
      return Object.fromEntries(said);
    },
    rest: (wire) => {
      const kept = entriesOf(wire).flatMap(([name, one]): [string, JsonValue][] => {
        const left = value.rest?.(one);
        return left === undefined ? [] : [[name, left]];
      });
      return kept.length === 0 ? undefined : Object.fromEntries(kept);
    },
    problems: (wire, path) => {
      const entries = entriesOf(wire);
      if (!isJsonObject(wire) || entries.length > maxProperties)
        return [{ path, found: describeFound(wire), expected }];
      return entries.flatMap(([name, one]) => problemsOf(value, { name, one, path }));
    },
  };
};

const problemsOf = (
  value: Pick<Codec<never>, 'schema' | 'expected' | 'problems'>,
  { name, one, path }: { name: string; one: unknown; path: string },
): readonly Problem[] => {
  if (!Check(anyName, name)) return [{ path, found: describeFound(name), expected: 'names of 1 to 64 characters' }];
  if (Check(value.schema, one)) return [];
  const at = `${path}/${name}`;
  return value.problems?.(one, at) ?? [{ path: at, found: describeFound(one), expected: value.expected }];
};

const entriesOf = (wire: unknown): readonly (readonly [string, unknown])[] =>
  isJsonObject(wire) ? Object.entries(wire) : [];
