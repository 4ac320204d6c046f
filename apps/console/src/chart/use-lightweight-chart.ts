import { createChart } from 'lightweight-charts';
import type { IChartApi } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useZone } from '../console/use-choices.ts';
import { useChartColours } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';
import { chartOptions } from './chart-options.ts';

/** A chart in an element, and the colours that it draws with. */
export interface LightweightChart<Parts> {
  readonly container: RefObject<HTMLDivElement | null>;
  readonly parts: RefObject<(Parts & { readonly chart: IChartApi }) | undefined>;
  readonly colours: ChartColours;
}

/**
 * Keeps one chart as long as the component lives; theme and zone change its options, and data never makes it anew.
 *
 * @param build adds the series, once
 */
export const useLightweightChart = <Parts>(
  build: (chart: IChartApi, colours: ChartColours) => Parts,
): LightweightChart<Parts> => {
  const container = useRef<HTMLDivElement>(null);
  const parts = useRef<(Parts & { readonly chart: IChartApi }) | undefined>(undefined);
  const colours = useChartColours();
  const zone = useZone();
  const first = useRef({ build, colours, zone });
  useEffect(() => {
    if (container.current === null) return undefined;
    const chart = createChart(container.current, chartOptions(first.current.colours, first.current.zone));
    parts.current = { ...first.current.build(chart, first.current.colours), chart };
    return () => {
      parts.current = undefined;
      chart.remove();
    };
  }, []);
  useEffect(() => parts.current?.chart.applyOptions(chartOptions(colours, zone)), [colours, zone]);
  return { container, parts, colours };
};
