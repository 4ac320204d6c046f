import type { JsonObject } from '../facts/vocabulary.ts';
import type { WireFact } from '../wire/messages.ts';

/** A version with the changes of a delta: fields that changed replace the old ones whole, `null` takes one away. */
const changed = (old: JsonObject, changes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value !== null));

/** The whole fact that a delta makes of the version that it changes. */
export const applyDelta = (base: WireFact, delta: WireFact): WireFact => {
  const { extra: newExtra, ...rest } = delta;
  const extra = newExtra === undefined ? base.extra : newExtra;
  const data = changed(base.data, delta.data);
  return extra === undefined || extra === null ? { ...rest, data } : { ...rest, data, extra };
};
