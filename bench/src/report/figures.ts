/** Middle value; the mean of the two middle ones of an even count. `undefined` of nothing. */
export const median = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const above = sorted[sorted.length >> 1];
  const below = sorted[(sorted.length - 1) >> 1];
  return above === undefined || below === undefined ? undefined : (above + below) / 2;
};

/** Half the distance from the least to the greatest value, as a ratio of the median: the ± of a median. */
export const spreadRatio = (values: readonly number[]): number | undefined => {
  const middle = median(values);
  if (middle === undefined || middle === 0) return undefined;
  return (Math.max(...values) - Math.min(...values)) / 2 / middle;
};

/** The value that a share of all values does not exceed. `undefined` of nothing. */
export const percentile = (values: readonly number[], share: number): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
};

/** A count as people read it: 417, 41.7k, 4.17M. */
export const shortCount = (value: number | undefined): string => {
  if (value === undefined) return '—';
  for (const [unit, size] of [
    ['M', 1e6],
    ['k', 1e3],
  ] as const) {
    // What rounds up to a unit is written in it.
    if (value >= size * 0.9995) return `${(value / size).toPrecision(3)}${unit}`;
  }
  return value.toFixed(0);
};

/** A number with so many digits after the point; a dash for none. */
export const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '—' : value.toFixed(digits);

/** `± 3 %`. */
export const shortSpread = (ratio: number | undefined): string =>
  ratio === undefined ? '' : `± ${Math.round(ratio * 100)} %`;

/** One figure by another; `undefined` when either is missing. */
export const ratioOf = (value: number | undefined, base: number | undefined): number | undefined =>
  value === undefined || base === undefined || base === 0 ? undefined : value / base;
