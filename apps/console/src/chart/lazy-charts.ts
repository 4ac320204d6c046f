import { lazyPart } from '../ui/lazy-part.ts';
import type { PartProgress } from '../ui/lazy-part.ts';

const equity = lazyPart(async () => (await import('./equity-chart.tsx')).EquityChart);
const candles = lazyPart(async () => (await import('./candle-chart.tsx')).CandleChart);
const dense = lazyPart(async () => (await import('./dense-chart.tsx')).DenseChart);

/** The chart of equity; its library comes with the first chart. Stand it below a `WaitForPart` with its progress. */
export const LazyEquityChart = equity.Component;

/** The chart of bars. */
export const LazyCandleChart = candles.Component;

/** The chart of many points. */
export const LazyDenseChart = dense.Component;

/** How far each of them is. */
export const chartProgress: Readonly<Record<'equity' | 'candles' | 'dense', PartProgress>> = {
  equity: equity.progress,
  candles: candles.progress,
  dense: dense.progress,
};

/** All charts, to be fetched ahead. */
export const chartParts = [equity, candles, dense] as const;
