/**
 * The figures once more, from whole lists, as textbooks write them: for comparing, never for speed. Nothing here is shared with
 * what it is compared with.
 */

/** Sum, mean, sample and downside deviation of a list. */
export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
export const sampleDeviationOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
};
export const downsideDeviationOf = (values: readonly number[], target: number): number =>
  Math.sqrt(sumOf(values.map((value) => (value < target ? (target - value) ** 2 : 0))) / values.length);

/** Returns from one value to the next. */
export const returnsOf = (values: readonly number[]): number[] =>
  values.slice(1).map((value, index) => value / (values[index] ?? Number.NaN) - 1);

/** Compares every value with every later one; the largest falls in amount and in ratio, both zero or negative. */
export const largestFalls = (values: readonly number[]): { readonly amount: number; readonly ratio: number } => {
  const pairs = values.flatMap((from, index) => values.slice(index).map((to) => [from, to] as const));
  return {
    amount: Math.min(...pairs.map(([from, to]) => to - from)),
    ratio: Math.min(...pairs.map(([from, to]) => (to - from) / from)),
  };
};

/** Steps from each value to the next one at or above it, where something lower lies between; the longest of them. */
export const longestUnderWater = (values: readonly number[]): number => {
  const lengths = values.map((from, index) => {
    const later = values.slice(index + 1);
    if (values.slice(0, index).some((earlier) => earlier > from) || !((later[0] ?? from) < from)) return 0;
    const back = later.findIndex((value) => value >= from);
    return back < 0 ? later.length : back + 1;
  });
  return Math.max(0, ...lengths);
};

/** Longest run of values that all fulfil something. */
export const longestRun = (values: readonly number[], holds: (value: number) => boolean): number =>
  Math.max(
    0,
    ...values.map((_, start) => {
      const end = values.findIndex((value, index) => index >= start && !holds(value));
      return (end < 0 ? values.length : end) - start;
    }),
  );
