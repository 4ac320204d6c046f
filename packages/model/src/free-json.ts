import { Type, type TUnsafe } from 'typebox';

/** Any JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** Any JSON object. */
export interface JsonObject {
  readonly [field: string]: JsonValue;
}

/** How deep free JSON may be nested: what is deeper is no telemetry but an attack on recursive readers. */
export const freeJsonMaxDepth = 8;

/** How many values free JSON may hold, so that checking one event stays a matter of milliseconds. */
export const freeJsonMaxValues = 100_000;

/**
 * Whether a value is JSON within {@link freeJsonMaxDepth} and {@link freeJsonMaxValues}: finite numbers, no `undefined`, no
 * `__proto__` key (which an assignment would turn into a prototype).
 */
export const isFreeJson = (value: unknown): boolean => countJson(value, freeJsonMaxDepth, freeJsonMaxValues) >= 0;

/** What is left of `budget` values after counting `value`, negative when it is no JSON or over a bound. */
const countJson = (value: unknown, depth: number, budget: number): number => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return budget - 1;
  if (typeof value === 'number') return Number.isFinite(value) ? budget - 1 : -1;
  if (typeof value !== 'object' || depth === 0) return -1;
  let left = budget - 1;
  if (Array.isArray(value)) {
    for (const item of value) {
      left = countJson(item, depth - 1, left);
      if (left < 0) return -1;
    }
    return left;
  }
  for (const [name, field] of Object.entries(value)) {
    if (name === '__proto__') return -1;
    left = countJson(field, depth - 1, left);
    if (left < 0) return -1;
  }
  return left;
};

/** Schema of an object whose fields the publisher chooses; it goes out as it came in. */
export const FreeJsonOf = (description?: string): TUnsafe<JsonObject> =>
  Type.Refine(
    Type.Unsafe<JsonObject>({ type: 'object', 'x-free': true, ...(description === undefined ? {} : { description }) }),
    isFreeJson,
  );
