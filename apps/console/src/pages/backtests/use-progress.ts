import { useEffect, useState } from 'react';
import { useConsole } from '../../console/console-context.ts';
import type { FactOf } from '../../data/fact.ts';
import { PointSeries } from '../../data/point-series.ts';
import type { Point } from '../../data/point-series.ts';
import { toPixelNumber } from '../../format/decimal.ts';
import { withWatermark } from './result-curve.ts';

/** What a running backtest told of itself since this page was opened. */
export interface Progress {
  readonly newest: FactOf<'backtest-progress'> | undefined;
  /** Profit and loss so far, by the time of the market. */
  readonly points: readonly Point[];
}

/** Most points of the curve: more than a panel has pixels. */
const mostPoints = 2_000;

const none: Progress = { newest: undefined, points: [] };

/** Where the run is in its market, which replayed times tell, and bars of files by their date. */
const timeOf = ({ marketTime, data }: FactOf<'backtest-progress'>): number | undefined => {
  const date = Date.parse(data.currentDate ?? '');
  return marketTime ?? (Number.isNaN(date) ? undefined : date);
};

/** Hears the progress of one backtest. Told at most ten times a second, so each is painted. */
export const useProgress = (id: string): Progress => {
  const { client } = useConsole().session;
  const [progress, setProgress] = useState(none);
  useEffect(() => {
    const series = new PointSeries(mostPoints);
    const stream = client.subscribe(
      { kinds: ['backtest-progress'] },
      {
        onFact: (fact) => {
          if (fact.data.backtestId !== id) return;
          const [timeMs, pnl] = [timeOf(fact), fact.data.currentPnl];
          if (timeMs !== undefined && pnl !== undefined) series.add({ timeMs, values: [toPixelNumber(pnl)] });
          const samples = series.toArray().map((point) => ({ timeMs: point.timeMs, value: point.values[0] ?? 0 }));
          setProgress({ newest: fact, points: withWatermark(samples) });
        },
      },
    );
    return () => stream.unsubscribe();
  }, [client, id]);
  return progress;
};
