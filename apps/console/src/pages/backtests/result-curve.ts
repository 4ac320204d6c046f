import type { Point } from '../../data/point-series.ts';
import { toPixelNumber } from '../../format/decimal.ts';
import type { Json } from '../../gateway/json-fields.ts';
import { listIn } from '../../gateway/json-fields.ts';

/** A curve with what belongs to it: values are equity, high watermark and drawdown, as the chart of equity draws them. */
export const withWatermark = (
  samples: readonly { readonly timeMs: number; readonly value: number }[],
): readonly Point[] => {
  let high = -Infinity;
  return samples.map(({ timeMs, value }) => {
    high = Math.max(high, value);
    return { timeMs, values: [value, high, value - high] };
  });
};

interface Sample {
  readonly timeMs: number;
  readonly value: number;
}

const sampleOf = (when: unknown, equity: unknown): readonly Sample[] => {
  const timeMs = typeof when === 'string' ? Date.parse(when) : Number.NaN;
  const value = typeof equity === 'string' || typeof equity === 'number' ? toPixelNumber(equity) : undefined;
  return Number.isNaN(timeMs) || value === undefined ? [] : [{ timeMs, value }];
};

const entriesOf = (sample: unknown): readonly unknown[] => (Array.isArray(sample) ? sample : []);

/**
 * The equity curve of a full result; empty where there is none. Between its samples the curve is not known; its end is, since
 * every result tells the last day and the final balance.
 */
export const curveOf = (
  results: Json,
  end: { readonly date: string | undefined; readonly balance: unknown },
): readonly Point[] => {
  const samples = listIn(results, 'equityCurve').flatMap((sample) => {
    const entries = entriesOf(sample);
    return sampleOf(entries[0], entries[1]);
  });
  const last = samples.at(-1);
  const [final] = sampleOf(end.date, end.balance);
  const isLater = last !== undefined && final !== undefined && final.timeMs > last.timeMs;
  return withWatermark(isLater ? [...samples, final] : samples);
};
