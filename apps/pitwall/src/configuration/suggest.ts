/** How many characters of a word may be wrong for it still to be taken as a slip of the other. */
const maxSlips = 3;

/** The known word that somebody most likely meant; `undefined` when none is near. */
export const suggest = (word: string, known: Iterable<string>): string | undefined => {
  const plain = plainly(word);
  let best: string | undefined;
  let fewest = Math.min(maxSlips, Math.floor(plain.length / 2)) + 1;
  for (const candidate of known) {
    const slips = slipsBetween(plain, plainly(candidate));
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
};

/** `; did you mean X?`, or nothing. */
export const didYouMean = (word: string, known: Iterable<string>): string => {
  const meant = suggest(word, known);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
};

/** Case and separators are no difference: `max_lag_ms` means `maxLagMs`. */
const plainly = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
const slipsBetween = (from: string, to: string): number => {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let slips = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      current.push(slips);
    }
    [before, previous] = [previous, current];
  }
  return previous[to.length] ?? 0;
};
