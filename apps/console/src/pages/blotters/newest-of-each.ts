import type { Fact, Kind } from '../../data/fact.ts';

/** Identity of a row: an account may have keys that another has too. */
export const rowKeyOf = ({ account, key }: Pick<Fact, 'account' | 'key'>): string => `${account}/${key}`;

/**
 * The newest fact of each key, of what happened and of what is: what ended is in the first alone, what is skippable in the second
 * alone. Both come by streams of their own, so the one that the gateway took in later counts.
 *
 * @param happened the oldest first
 */
export const newestOfEach = <K extends Kind>(
  happened: readonly Fact<K>[],
  present: readonly Fact<K>[],
): readonly Fact<K>[] => {
  const newest = new Map<string, Fact<K>>();
  for (const fact of happened) newest.set(rowKeyOf(fact), fact);
  for (const fact of present) {
    const key = rowKeyOf(fact);
    const known = newest.get(key);
    if (known === undefined || known.receivedAt <= fact.receivedAt) newest.set(key, fact);
  }
  return [...newest.values()];
};
