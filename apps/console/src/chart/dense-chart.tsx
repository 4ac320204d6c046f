import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { useZone } from '../console/use-choices.ts';
import { formatAmount } from '../format/amount-text.ts';
import { formatClock, formatDateTime } from '../format/time-text.ts';
import type { Zone } from '../format/time-text.ts';
import { useChartColours, withAlpha } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';

/** One line of a dense chart. */
export interface DenseLine {
  readonly label: string;
  /** A value for each time; `null` where there is none, which is a gap in the line. */
  readonly values: readonly (number | null)[];
  /** @default accent */
  readonly colour?: keyof ChartColours;
}

/** What the chart takes. */
export interface DenseChartProps {
  /** Milliseconds since 1970 UTC, rising. */
  readonly timesMs: readonly number[];
  /** As many each time: another number of lines makes the chart anew. */
  readonly lines: readonly DenseLine[];
  readonly format?: (value: number) => string;
  /** Least time that the width stands for, in ms; before there is so much the left is empty. @default none */
  readonly leastSpanMs?: number;
  readonly summary: string;
}

const plain = (value: number): string => formatAmount(value, { digits: 2, minDigits: 0 });

const optionsOf = (
  { lines, format = plain, leastSpanMs = 0 }: DenseChartProps,
  colours: ChartColours,
  zone: Zone,
): Omit<UPlot.Options, 'width' | 'height'> => {
  const grid = { stroke: withAlpha(colours.line, 0.7), width: 1 };
  const axis = { stroke: colours.muted, font: "11px 'Inter Variable', system-ui", grid, ticks: { show: false } };
  return {
    cursor: { points: { size: 6 } },
    legend: { live: true },
    scales: { x: { range: (_plot, first, last) => [Math.min(first, last - leastSpanMs / 1_000), last] } },
    axes: [
      { ...axis, grid: { show: false }, values: (_plot, splits) => splits.map((at) => formatClock(at * 1_000, zone)) },
      { ...axis, size: 64, values: (_plot, splits) => splits.map(format) },
    ],
    series: [
      { label: 'time', value: (_plot, at) => (at === null ? '–' : formatDateTime(at * 1_000, zone)) },
      ...lines.map(({ label, colour = 'accent' }) => ({
        label,
        stroke: colours[colour],
        width: 1.5,
        value: (_plot: UPlot, value: number | null) => (value === null ? '–' : format(value)),
      })),
    ],
  };
};

const dataOf = ({ timesMs, lines }: Pick<DenseChartProps, 'timesMs' | 'lines'>): UPlot.AlignedData => [
  timesMs.map((at) => at / 1_000),
  ...lines.map(({ values }) => [...values]),
];

/** Room for the legend below, in pixels. */
const legendHeight = 34;

/** Tens of thousands of points as lines, such as latencies and rates: what candles and equity have their own charts for is elsewhere. */
export const DenseChart = (props: DenseChartProps) => {
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const newest = useRef(props);
  newest.current = props;
  const colours = useChartColours();
  const zone = useZone();
  const { timesMs, lines, summary } = props;
  const count = lines.length;
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const sizeOf = () => ({ width: element.clientWidth, height: Math.max(80, element.clientHeight - legendHeight) });
    const made = new UPlot(
      { ...optionsOf(newest.current, colours, zone), ...sizeOf() },
      dataOf(newest.current),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(sizeOf()));
    observer.observe(element);
    return () => {
      plot.current = undefined;
      observer.disconnect();
      made.destroy();
    };
  }, [colours, zone, count]);
  useEffect(() => {
    const { current } = plot;
    current?.setData(dataOf({ timesMs, lines }));
    // While nobody points at the chart its legend says the newest values; new data empties it at the end of this turn.
    queueMicrotask(() => {
      if (current === plot.current && typeof current?.cursor.idx !== 'number')
        current?.setLegend({ idx: timesMs.length - 1 });
    });
  }, [timesMs, lines]);
  return (
    <div role="img" aria-label={summary} className="h-full min-h-40 w-full text-2xs text-muted">
      <div ref={container} className="h-full w-full" aria-hidden="true" />
    </div>
  );
};
