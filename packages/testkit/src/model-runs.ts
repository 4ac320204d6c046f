import fc from 'fast-check';
import type { Parameters } from 'fast-check';

/**
 * How long a model is played before it is left at that, in ms: far longer than its runs take, and shorter than a test may.
 * Without it a slow machine would call the test hung, and a failure's steps would not be told, since making them few takes longest.
 */
const timeLimitMs = 40_000;

/** How often a property over whole runs is played. */
export type ModelRuns = Pick<Parameters<unknown>, 'numRuns' | 'plugins'>;

/** So many runs, within the time that a test has; or as many as `PITWALL_MODEL_RUNS` says, however long they take. */
export const modelRuns = (usual: number): ModelRuns => {
  const asked = process.env['PITWALL_MODEL_RUNS'];
  if (asked !== undefined) return { numRuns: Number(asked) };
  return { numRuns: usual, plugins: [fc.interruptAfterTimeLimit(timeLimitMs)] };
};
