import type { KeptBar, KeptSeries, KnownGap } from '../data/kept-series.ts';
import { toPixelNumber } from '../format/decimal.ts';
import { amountIn, isJson, listIn, numberIn, textIn } from './json-fields.ts';

const pixelsIn = (value: unknown, name: string): number | undefined => {
  const amount = amountIn(value, name);
  return amount === undefined ? undefined : toPixelNumber(amount);
};

const readBar = (value: unknown): readonly KeptBar[] => {
  const timeMs = numberIn(value, 'timeMs');
  const [open, high] = [pixelsIn(value, 'open'), pixelsIn(value, 'high')];
  const [low, close] = [pixelsIn(value, 'low'), pixelsIn(value, 'close')];
  if (timeMs === undefined || open === undefined || high === undefined || low === undefined || close === undefined)
    return [];
  return [
    {
      timeMs,
      open,
      high,
      low,
      close,
      ticks: numberIn(value, 'count') ?? 1,
      firstMs: numberIn(value, 'firstMs') ?? timeMs,
      lastMs: numberIn(value, 'lastMs') ?? timeMs,
      highWatermark: pixelsIn(value, 'highWatermark'),
    },
  ];
};

const readGap = (value: unknown): readonly KnownGap[] => {
  const [fromMs, toMs] = [numberIn(value, 'fromMs'), numberIn(value, 'toMs')];
  // A gap that has no end has nothing behind it that could be drawn.
  return fromMs === undefined || toMs === undefined ? [] : [{ fromMs, toMs }];
};

/** Reads an answer of `GET /v1/series/…`; undefined where nothing is kept, or where it is none. */
export const readSeries = (json: unknown): KeptSeries | undefined => {
  const intervalMs = numberIn(json, 'intervalMs');
  const bars = listIn(json, 'bars').flatMap(readBar);
  const [first] = bars;
  if (!isJson(json) || intervalMs === undefined || first === undefined) return undefined;
  return {
    intervalMs,
    runId: textIn(json, 'runId'),
    coversSinceMs: numberIn(json, 'coversSinceMs') ?? first.firstMs,
    gaps: listIn(json, 'gaps').flatMap(readGap),
    bars,
  };
};
