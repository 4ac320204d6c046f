/** Adds to a named counter. */
export const addTo = (counts: Map<string, number>, name: string, change = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + change);
};

/**
 * Counts one under a name that a stranger chose. Names beyond `maxNames` count as `other`: a metric must not grow with
 * their imagination.
 */
export const countName = (counts: Map<string, number>, name: string, maxNames = 1000): void =>
  addTo(counts, counts.has(name) || counts.size < maxNames ? name : 'other');
