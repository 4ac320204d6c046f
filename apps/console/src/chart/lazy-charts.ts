import { lazy } from 'react';

/** The chart of equity; its library is loaded when the first chart is shown. Stand it below a `Suspense`, or use `ChartFrame`. */
export const LazyEquityChart = lazy(async () => ({ default: (await import('./equity-chart.tsx')).EquityChart }));

/** The chart of bars. */
export const LazyCandleChart = lazy(async () => ({ default: (await import('./candle-chart.tsx')).CandleChart }));

/** The chart of many points. */
export const LazyDenseChart = lazy(async () => ({ default: (await import('./dense-chart.tsx')).DenseChart }));
