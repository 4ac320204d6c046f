/** Things of a run that have an id. */
export type Named = 'signal' | 'order' | 'position' | 'heartbeat' | 'decision' | 'activity' | 'alert';

/** Gives ids that are unique within all runs whose ids differ: `<runId>-<word>-<number>`. */
export type NextId = (what: Named) => string;

/** Makes the ids of one run. */
export const createNames = (runId: string): NextId => {
  const counts = new Map<Named, number>();
  return (what) => {
    const number = (counts.get(what) ?? 0) + 1;
    counts.set(what, number);
    return `${runId}-${what}-${number}`;
  };
};
