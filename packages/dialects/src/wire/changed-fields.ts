import type { Json, JsonObject } from '../json.ts';

/** The fields that identify an object and those that changed; null for each one that is there no more. */
export const changedFields = (sent: JsonObject, next: JsonObject, identity: readonly string[]): JsonObject => {
  const names = [...new Set([...identity, ...Object.keys(next), ...Object.keys(sent)])];
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = next[name];
      if (!identity.includes(name) && sameJson(sent[name], value)) return [];
      return [[name, value ?? null]];
    }),
  );
};

/** Both come from the same encoder, which writes fields in the same order, so their texts can be compared. */
const sameJson = (one: Json | undefined, other: Json | undefined): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);
