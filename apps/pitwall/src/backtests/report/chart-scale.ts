/** Marks of an axis from the least to the greatest value, at steps of 1, 2 or 5 times a power of ten. */
export const niceMarks = (least: number, most: number, wanted: number): readonly number[] => {
  const span = most - least;
  if (!(span > 0)) return [least];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(least / step);
  const count = Math.floor(most / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
};

/** Marks of time: so many, evenly, the first and the last among them. */
export const timeMarks = (from: number, to: number, wanted: number): readonly number[] =>
  to > from ? Array.from({ length: wanted }, (_, index) => from + ((to - from) * index) / (wanted - 1)) : [from];

/** Puts values of a span onto pixels; all of them in the middle where the span is nothing. */
export const scaleOf =
  ([least, most]: readonly [number, number], [from, to]: readonly [number, number]): ((value: number) => number) =>
  (value) =>
    most > least ? from + ((value - least) / (most - least)) * (to - from) : (from + to) / 2;
