import { describeFound, type JsonValue } from '@pitwall/model';
import { Type, type TArray, type TSchema } from 'typebox';
import { Check } from 'typebox/value';
import type { Codec } from './codec.ts';
import { isJsonObject } from './page-object.ts';

/** Makes the codec of a list. It is said whole or not at all; what its items leave over is kept by their index. */
export const listOf = <Item, Schema extends TSchema>(
  item: Codec<Item, Schema>,
  maxItems: number,
): Codec<Item[], TArray<Schema>> => ({
  schema: Type.Array(item.schema, { maxItems }),
  expected: `a list of at most ${maxItems}`,
  read: (wire) => itemsOf(wire).map((one) => item.read(one)),
  write: (values, rest) => {
    const kept = isJsonObject(rest) ? rest : {};
    const said = values.map((value, index) => item.write(value, kept[index])).filter((one) => one !== undefined);
    return said.length === values.length ? said : undefined;
  },
  rest: (wire) => {
    const kept = itemsOf(wire).flatMap((one, index): [string, JsonValue][] => {
      const left = item.rest?.(one);
      return left === undefined ? [] : [[String(index), left]];
    });
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  },
  problems: (wire, path) => {
    const whole = { path, found: describeFound(wire), expected: `a list of at most ${maxItems}` };
    if (!Array.isArray(wire) || wire.length > maxItems) return [whole];
    return itemsOf(wire).flatMap((one, index) => {
      if (Check(item.schema, one)) return [];
      const at = `${path}/${index}`;
      return item.problems?.(one, at) ?? [{ path: at, found: describeFound(one), expected: item.expected }];
    });
  },
});

const itemsOf = (wire: unknown): readonly unknown[] => (Array.isArray(wire) ? wire : []);
