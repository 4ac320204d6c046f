import { describeFound, type JsonObject, type JsonValue, type Problem } from '@pitwall/model';
import { Type, type TObject } from 'typebox';
import { Check } from 'typebox/value';
import { asRowSchemas, asWhole } from './assertions.ts';
import type { Codec } from './codec.ts';
import type { Row, RowSchemas, SchemaTable } from './row.ts';

/** The fields of a page's object by their names on the page. */
type Rows<Data> = { readonly [field: string]: Row<Data> };

/**
 * Makes the codec of a page's object from a table of its fields. Fields that the table does not name, and nulls where a
 * value may be absent, are kept as `rest`, and come back out where they stood (ruling 18).
 */
export const pageObject =
  <Data>() =>
  <Table extends Rows<Data>>(table: Table): Codec<Data, TObject<RowSchemas<Table>>> => {
    const rows = new Map<string, Row<Data>>(Object.entries(table));
    const schema: TObject<RowSchemas<Table>> = Type.Object(schemasOf(table));
    return {
      schema,
      expected: 'an object',
      read: (wire) => readRows(rows, wire),
      write: (data, rest) => writeRows(rows, data, rest),
      rest: (wire) => restOf(rows, wire),
      problems: (wire, path) => problemsOf(rows, wire, path),
    };
  };

/** Whether a value is a JSON object. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemasOf = <Table extends SchemaTable>(table: Table): RowSchemas<Table> =>
  asRowSchemas<Table>(Object.fromEntries(Object.entries(table).map(([field, row]) => [field, row.schema])));

const readRows = <Data>(rows: ReadonlyMap<string, Row<Data>>, wire: unknown): Data => {
  const data: Partial<Data> = {};
  for (const [field, value] of entriesOf(wire)) {
    const row = rows.get(field);
    if (row !== undefined && !isAbsent(row, value)) Object.assign(data, row.read(value));
  }
  return asWhole(data);
};

const writeRows = <Data>(
  rows: ReadonlyMap<string, Row<Data>>,
  data: Data,
  rest: JsonValue | undefined,
): JsonObject | undefined => {
  const kept = isJsonObject(rest) ? rest : {};
  const object: Record<string, JsonValue> = {};
  for (const [field, row] of rows) {
    const value = row.write(data, kept[field]);
    if (value !== undefined) object[field] = value;
    else if (row.required) return undefined;
    else if (kept[field] === null) object[field] = null;
  }
  for (const [field, value] of Object.entries(kept)) {
    // An assignment to `__proto__` would change the object's prototype instead of adding a field.
    if (value !== undefined && !rows.has(field) && field !== '__proto__') object[field] = value;
  }
  return object;
};

const restOf = <Data>(rows: ReadonlyMap<string, Row<Data>>, wire: unknown): JsonObject | undefined => {
  const kept = entriesOf(wire).flatMap(([field, value]): [string, JsonValue][] => {
    const row = rows.get(field);
    const left = row === undefined || isAbsent(row, value) ? value : row.rest?.(value);
    return left === undefined ? [] : [[field, left]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};

const problemsOf = <Data>(rows: ReadonlyMap<string, Row<Data>>, wire: unknown, path: string): readonly Problem[] => {
  if (!isJsonObject(wire)) return [{ path, found: describeFound(wire), expected: 'an object' }];
  return [...rows].flatMap(([field, row]) => {
    const value = Object.hasOwn(wire, field) ? wire[field] : undefined;
    const at = `${path}/${field}`;
    if (value === undefined) return row.required ? [{ path: at, found: 'nothing', expected: row.expected }] : [];
    if (Check(row.schema, value)) return [];
    return row.problems?.(value, at) ?? [{ path: at, found: describeFound(value), expected: row.expected }];
  });
};

const isAbsent = <Data>(row: Row<Data>, value: unknown): boolean => value === null && !row.required;

const entriesOf = (wire: unknown): readonly (readonly [string, JsonValue | undefined])[] =>
  isJsonObject(wire) ? Object.entries(wire) : [];
