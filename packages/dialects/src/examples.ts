import examples from './examples.json' with { type: 'json' };
import type { JsonObject } from './json.ts';

const byDialect: ReadonlyMap<string, readonly JsonObject[]> = new Map(Object.entries(examples));

/** The example messages of a dialect's PROTOCOL.md, of both sides; none of a dialect that is not in the list. */
export const examplesOf = (dialect: string): readonly JsonObject[] => byDialect.get(dialect) ?? [];
