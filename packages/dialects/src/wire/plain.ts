import { isFreeJson, type JsonObject } from '@pitwall/model';
import { Type } from 'typebox';
import type { Codec } from './codec.ts';
import { same } from './scalar.ts';

/** A short name or an identity. @default at most 128 characters, as in the model */
export const name = same(Type.String({ minLength: 1, maxLength: 128 }), 'text of 1 to 128 characters');

/** A sentence for people. @default at most 4096 characters, as in the model */
export const text = same(Type.String({ maxLength: 4096 }), 'text of at most 4096 characters');

/** A log message or a stack trace. @default at most 32768 characters, as in the model */
export const longText = same(Type.String({ maxLength: 32_768 }), 'text of at most 32768 characters');

/** True or false. */
export const flag = same(Type.Boolean(), 'true or false');

/** How many. */
export const count = same(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  'a whole number, zero or more',
);

/** A number or a name, for things that publishers number or name as they like. */
export const numberOrName = same(
  Type.Union([Type.Number(), Type.String({ minLength: 1, maxLength: 128 })]),
  'a number, or text of 1 to 128 characters',
);

/** An object whose fields the publisher chooses; it goes out as it came in. */
export const freeObject: Codec<JsonObject> = same(
  Type.Refine(Type.Unsafe<JsonObject>({ type: 'object' }), isFreeJson),
  'a JSON object at most 8 levels deep',
);

/** A list of names. @default at most 5000, as in the model */
export const names = same(
  Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 5000 }),
  'a list of at most 5000 names',
);
