import { Type } from 'typebox';
import type { TSchema, TUnsafe } from 'typebox';

/** A body that a route describes by a schema and makes by other means: text that is already JSON, a stream, an error. */
export const described = (schema: TSchema): TUnsafe => Type.Unsafe(schema);
