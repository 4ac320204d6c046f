import { useEffect, useRef, useState } from 'react';
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

interface Look {
  readonly colours: ChartColours;
  readonly zone: Zone;
  /** The place that is pointed at, or none. */
  readonly onPoint: (index: number | undefined) => void;
}

const optionsOf = (
  { lines, format = plain, leastSpanMs = 0 }: DenseChartProps,
  { colours, zone, onPoint }: Look,
): Omit<UPlot.Options, 'width' | 'height'> => {
  const grid = { stroke: withAlpha(colours.line, 0.7), width: 1 };
  const axis = { stroke: colours.muted, font: "11px 'Inter Variable', system-ui", grid, ticks: { show: false } };
  return {
    cursor: { points: { size: 6 } },
    legend: { show: false },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
    scales: { x: { range: (_plot, first, last) => [Math.min(first, last - leastSpanMs / 1_000), last] } },
    axes: [
      { ...axis, grid: { show: false }, values: (_plot, splits) => splits.map((at) => formatClock(at * 1_000, zone)) },
      { ...axis, size: 64, values: (_plot, splits) => splits.map(format) },
    ],
    series: [{}, ...lines.map(({ colour = 'accent' }) => ({ stroke: colours[colour], width: 1.5 }))],
  };
};

const dataOf = ({ timesMs, lines }: Pick<DenseChartProps, 'timesMs' | 'lines'>): UPlot.AlignedData => [
  timesMs.map((at) => at / 1_000),
  ...lines.map(({ values }) => [...values]),
];

/** What each line is where somebody points, and when that was; without a pointer the newest. */
const Legend = ({ chart, at }: { readonly chart: DenseChartProps; readonly at: number | undefined }) => {
  const { timesMs, lines, format = plain } = chart;
  const colours = useChartColours();
  const zone = useZone();
  const index = at ?? timesMs.length - 1;
  return (
    <p className="figures flex flex-wrap justify-center gap-x-4 pb-2 text-2xs text-muted" aria-hidden="true">
      {lines.map(({ label, values, colour = 'accent' }) => {
        const value = values[index] ?? undefined;
        return (
          <span key={label} className="flex items-center gap-1.5">
            <span className="h-0.5 w-3" style={{ background: colours[colour] }} />
            {label} {value === undefined ? '–' : format(value)}
          </span>
        );
      })}
      {at !== undefined && <span>{formatDateTime(timesMs[at], zone)}</span>}
    </p>
  );
};

/** Tens of thousands of points as lines, such as latencies and rates: what candles and equity have their own charts for is elsewhere. */
export const DenseChart = (props: DenseChartProps) => {
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const [at, setAt] = useState<number | undefined>();
  const newest = useRef(props);
  newest.current = props;
  const colours = useChartColours();
  const zone = useZone();
  const { timesMs, lines, summary } = props;
  const count = lines.length;
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const sizeOf = () => ({ width: element.clientWidth, height: Math.max(80, element.clientHeight) });
    const made = new UPlot(
      { ...optionsOf(newest.current, { colours, zone, onPoint: setAt }), ...sizeOf() },
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
  useEffect(() => plot.current?.setData(dataOf({ timesMs, lines })), [timesMs, lines]);
  return (
    <div role="img" aria-label={summary} className="flex h-full min-h-40 w-full flex-col">
      <div ref={container} className="min-h-0 w-full flex-1 overflow-hidden" aria-hidden="true" />
      <Legend chart={props} at={at} />
    </div>
  );
};
