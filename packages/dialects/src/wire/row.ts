import type { JsonValue, Problem } from '@pitwall/model';
import { Type, type TLiteral, type TNull, type TOptional, type TSchema, type TUnion } from 'typebox';
import type { Codec } from './codec.ts';

/** One field of a page's object: its schema, and which part of a canonical object it is. */
export interface Row<Data, Schema extends TSchema = TSchema> {
  readonly schema: Schema;
  readonly expected: string;
  /** Without it the object is not said, and not accepted. */
  readonly required: boolean;
  readonly read: (wire: unknown) => Partial<Data>;
  readonly write: (data: Data, rest: JsonValue | undefined) => JsonValue | undefined;
  readonly rest?: (wire: unknown) => JsonValue | undefined;
  readonly problems?: (wire: unknown, path: string) => readonly Problem[];
}

/** A canonical object as far as one field of it matters. */
type Part<Name extends string, Value> = { readonly [N in Name]?: Value };

/** A field without which the page's object is not said. */
export const required = <const Name extends string, Value, Schema extends TSchema>(
  to: Name,
  codec: Codec<Value, Schema>,
): Row<Part<Name, Value>, Schema> => ({ ...fieldOf(to, codec), schema: codec.schema, required: true });

/** A field that is absent while its value is unknown. Publishers may also write null, which goes out again as null. */
export const optional = <const Name extends string, Value, Schema extends TSchema>(
  to: Name,
  codec: Codec<Value, Schema>,
): Row<Part<Name, Value>, TOptional<TUnion<[Schema, TNull]>>> => ({
  ...fieldOf(to, codec),
  schema: Type.Optional(Type.Union([codec.schema, Type.Null()])),
  expected: `${codec.expected}, or null`,
  required: false,
});

/** An object of the page whose fields belong to the same canonical object as its neighbours. */
export const group = <Data, Schema extends TSchema>(codec: Codec<Data, Schema>): Row<Data, Schema> => ({
  ...codec,
  required: true,
  read: (wire) => codec.read(wire),
});

/** A field that always has one value, such as a message's type. */
export const constant = <const Value extends string>(value: Value): Row<object, TLiteral<Value>> => ({
  schema: Type.Literal(value),
  expected: `"${value}"`,
  required: true,
  read: () => ({}),
  write: () => value,
});

/** Anything that names a schema for each field. */
export type SchemaTable = { readonly [field: string]: { readonly schema: TSchema } };

/** The types of a page object's fields, as a schema knows them. */
export type RowSchemas<Rows extends SchemaTable> = {
  [Field in keyof Rows]: Rows[Field]['schema'];
};

const fieldOf = <const Name extends string, Value>(to: Name, codec: Codec<Value>) => ({
  ...codec,
  read: (wire: unknown): Part<Name, Value> => {
    const part: object = { [to]: codec.read(wire) };
    return part;
  },
  write: (data: Part<Name, Value>, rest: JsonValue | undefined): JsonValue | undefined => {
    const value = data[to];
    return value === undefined ? undefined : codec.write(value, rest);
  },
});
