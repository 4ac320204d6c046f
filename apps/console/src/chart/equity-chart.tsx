import { AreaSeries, LineSeries, LineStyle } from 'lightweight-charts';
import type { AutoscaleInfoProvider, IChartApi, ISeriesApi } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { Point } from '../data/point-series.ts';
import { formatAmount } from '../format/amount-text.ts';
import { withAlpha } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';
import { chartSeconds, onePerSecond } from './chart-time.ts';
import { roomsOf } from './gap-rooms.ts';
import { GapShade } from './gap-shade.ts';
import type { ChartGap } from './gap-shade.ts';
import { useLightweightChart } from './use-lightweight-chart.ts';
import { wholeRange } from './whole-range.ts';

/** What the chart takes. */
export interface EquityChartProps {
  /** Values are equity, high watermark and drawdown, in this order; times rise. */
  readonly points: readonly Point[];
  readonly gaps: readonly ChartGap[];
  /** How far apart points are, ms: so much room is left for each that a gap has none of. @default none is left */
  readonly stepMs?: number | undefined;
  /** The name of what is drawn: all of another one is shown, also to who looked back. @default it is always the same */
  readonly subject?: string;
  /** What it shows, in a sentence with figures, for whoever cannot see it. */
  readonly summary: string;
}

interface Parts {
  readonly equity: ISeriesApi<'Area'>;
  readonly watermark: ISeriesApi<'Line'>;
  readonly drawdown: ISeriesApi<'Area'>;
  readonly shades: readonly GapShade[];
}

const priceFormat = { type: 'custom', formatter: (price: number) => formatAmount(price), minMove: 0.01 } as const;

const looksOf = (colours: ChartColours) => ({
  equity: {
    lineColor: colours.accent,
    topColor: withAlpha(colours.accent, 0.22),
    bottomColor: withAlpha(colours.accent, 0),
    lineWidth: 2 as const,
  },
  watermark: { color: colours.faint, lineStyle: LineStyle.Dashed, lineWidth: 1 as const },
  drawdown: {
    lineColor: colours.down,
    topColor: withAlpha(colours.down, 0.05),
    bottomColor: withAlpha(colours.down, 0.35),
    lineWidth: 1 as const,
  },
});

/** Height of the drawdown below the curve, as parts of both. */
const stretch = { equity: 3, drawdown: 1 } as const;

const build = (chart: IChartApi, colours: ChartColours): Parts => {
  const looks = looksOf(colours);
  const calm = { priceFormat, priceLineVisible: false, crosshairMarkerRadius: 3 } as const;
  const watermark = chart.addSeries(LineSeries, { ...calm, ...looks.watermark, lastValueVisible: false });
  const equity = chart.addSeries(AreaSeries, { ...calm, ...looks.equity });
  watermark.applyOptions({ autoscaleInfoProvider: nearTo(equity) });
  const drawdown = chart.addSeries(
    AreaSeries,
    { ...calm, ...looks.drawdown, invertFilledArea: true, autoscaleInfoProvider: withZero },
    1,
  );
  const [upper, lower] = chart.panes();
  upper?.setStretchFactor(stretch.equity);
  lower?.setStretchFactor(stretch.drawdown);
  // A line is drawn from point to point, and across a gap it would be invented: so the shade covers it.
  const shades = [equity, drawdown].map((series) => {
    const shade = new GapShade({ colour: withAlpha(colours.warn, 0.12), cover: colours.surface });
    series.attachPrimitive(shade);
    return shade;
  });
  return { equity, watermark, drawdown, shades };
};

/** The whole of the line, and zero: how deep a drawdown is shows only against none. */
const withZero: AutoscaleInfoProvider = (original) => {
  const info = original();
  if (info?.priceRange === undefined || info.priceRange === null) return info;
  const { minValue } = info.priceRange;
  return { ...info, priceRange: { minValue, maxValue: 0 } };
};

/** How far above the curve the high watermark may stand and still be shown, in heights of the curve: farther, it would make a flat line of it. */
const watermarkHeights = 2;

/** Shows the high watermark as long as the curve can still be read. */
const nearTo =
  (equity: ISeriesApi<'Area'>): AutoscaleInfoProvider =>
  (original) => {
    const info = original();
    const values = equity.data().flatMap((one) => ('value' in one ? [one.value] : []));
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const top = info?.priceRange?.maxValue ?? high;
    return top - high > watermarkHeights * (high - low) ? null : info;
  };

const lineOf = (points: readonly Point[], at: number) =>
  points.flatMap(({ timeMs, values }) => {
    const value = values[at];
    return value === undefined ? [] : [{ time: chartSeconds(timeMs), value }];
  });

/** What an account is worth over time, the highest it was worth, and how far below that it is. */
export const EquityChart = ({ points, gaps, stepMs, subject, summary }: EquityChartProps) => {
  const { container, parts, colours } = useLightweightChart(build);
  const shownSubject = useRef(subject);
  useEffect(() => {
    const { current } = parts;
    if (current === undefined) return;
    const shown = onePerSecond(points);
    const followed = current.chart.timeScale().scrollPosition() >= 0 || shownSubject.current !== subject;
    shownSubject.current = subject;
    current.watermark.setData(lineOf(shown, 1));
    const rooms = stepMs === undefined ? [] : roomsOf(shown, gaps, stepMs);
    const empty = rooms.map((timeMs) => ({ time: chartSeconds(timeMs) }));
    current.equity.setData([...lineOf(shown, 0), ...empty].toSorted((left, right) => left.time - right.time));
    current.drawdown.setData(lineOf(shown, 2));
    // Who looks at the newest goes on seeing all of it; who looked back is left in peace.
    const whole = wholeRange(shown.length + rooms.length);
    if (followed && whole !== undefined) current.chart.timeScale().setVisibleLogicalRange(whole);
  }, [points, gaps, stepMs, subject, parts]);
  useEffect(() => {
    const looks = looksOf(colours);
    parts.current?.equity.applyOptions(looks.equity);
    parts.current?.watermark.applyOptions(looks.watermark);
    parts.current?.drawdown.applyOptions(looks.drawdown);
    for (const shade of parts.current?.shades ?? [])
      shade.show(gaps, { colour: withAlpha(colours.warn, 0.12), cover: colours.surface });
  }, [colours, gaps, parts]);
  return (
    <div role="img" aria-label={summary} className="h-full min-h-40 w-full">
      <div ref={container} className="h-full w-full" aria-hidden="true" />
    </div>
  );
};
