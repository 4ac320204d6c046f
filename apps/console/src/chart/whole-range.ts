/** Room on both sides, as a part of the whole: the label of the first time is not cut off. */
const sideMargin = 0.03;

/** Places of a chart that are shown, from the first; between two of them there are parts of one. */
export interface ShownRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What shows a whole curve. A chart takes no range that ends before it begins, so without a place there is none.
 *
 * @param places of which the curve is made
 */
export const wholeRange = (places: number): ShownRange | undefined => {
  if (places === 0) return undefined;
  const last = places - 1;
  const margin = last * sideMargin;
  return { from: 0 - margin, to: last + margin };
};
