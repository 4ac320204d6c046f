import { CandlestickSeries, createSeriesMarkers, LineStyle } from 'lightweight-charts';
import type { IChartApi, IPriceLine, ISeriesApi, ISeriesMarkersPluginApi, Time } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { formatPrice } from '../format/amount-text.ts';
import { withAlpha } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';
import { chartSeconds, onePerSecond } from './chart-time.ts';
import { roomsOf } from './gap-rooms.ts';
import { GapShade } from './gap-shade.ts';
import type { ChartGap } from './gap-shade.ts';
import { useLightweightChart } from './use-lightweight-chart.ts';

/** One bar; prices are binary numbers, for they become pixels. */
export interface Candle {
  /** When it began, ms since 1970 UTC. */
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** Something that happened at a bar. */
export interface CandleMark {
  readonly timeMs: number;
  readonly side: 'buy' | 'sell';
  /** Beside the arrow: "0.5 @ 91,000"; empty where there is no room for it. */
  readonly text: string;
}

/** A price that matters: an entry, a stop, a target. */
export interface PriceLevel {
  readonly price: number;
  readonly title: string;
  readonly tone: 'up' | 'down' | 'neutral';
}

/** What the chart takes; all times rise. */
export interface CandleChartProps {
  readonly candles: readonly Candle[];
  readonly marks: readonly CandleMark[];
  readonly levels: readonly PriceLevel[];
  readonly gaps: readonly ChartGap[];
  /** Length of a candle, ms: where candles are missing inside of a gap, as much room is left. */
  readonly candleMs: number;
  /** The name of what is drawn: another one is shown from its newest candles on. */
  readonly subject: string;
  /** What it shows, in a sentence with figures, for whoever cannot see it. */
  readonly summary: string;
}

interface Parts {
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly marks: ISeriesMarkersPluginApi<Time>;
  readonly shade: GapShade;
}

const looksOf = ({ up, down }: ChartColours) => ({
  upColor: up,
  downColor: down,
  borderUpColor: up,
  borderDownColor: down,
  wickUpColor: up,
  wickDownColor: down,
});

const build = (chart: IChartApi, colours: ChartColours): Parts => {
  const candles = chart.addSeries(CandlestickSeries, {
    ...looksOf(colours),
    priceFormat: { type: 'custom', formatter: (price: number) => formatPrice(price), minMove: 1e-8 },
  });
  const shade = new GapShade({ colour: withAlpha(colours.warn, 0.12) });
  candles.attachPrimitive(shade);
  return { candles, marks: createSeriesMarkers(candles, []), shade };
};

const useMarks = (props: CandleChartProps, chart: ReturnType<typeof useLightweightChart<Parts>>): void => {
  const { marks, levels, gaps } = props;
  const { parts, colours } = chart;
  const lines = useRef<readonly IPriceLine[]>([]);
  useEffect(() => {
    const { current } = parts;
    if (current === undefined) return;
    current.candles.applyOptions(looksOf(colours));
    current.shade.show(gaps, { colour: withAlpha(colours.warn, 0.12) });
    const drawn = marks.map(({ timeMs, side, text }) => {
      const isBuy = side === 'buy';
      const shape = isBuy ? ('arrowUp' as const) : ('arrowDown' as const);
      const position = isBuy ? ('belowBar' as const) : ('aboveBar' as const);
      return { time: chartSeconds(timeMs), position, shape, color: isBuy ? colours.up : colours.down, text };
    });
    current.marks.setMarkers(drawn);
    for (const line of lines.current) current.candles.removePriceLine(line);
    const inks = { up: colours.up, down: colours.down, neutral: colours.muted };
    lines.current = levels.map(({ price, title, tone }) =>
      current.candles.createPriceLine({ price, title, color: inks[tone], lineStyle: LineStyle.Dashed, lineWidth: 1 }),
    );
  }, [marks, levels, gaps, colours, parts]);
};

/** Room for a candle until somebody takes hold of the chart, in pixels: narrower, it is a hair. */
const candlePixels = 6;
/** Before the chart has its size this is what is shown. */
const fewestShown = 30;

/** Prices bar by bar, with what was bought and sold, and the stops and targets that hold. */
export const CandleChart = (props: CandleChartProps) => {
  const chart = useLightweightChart(build);
  const { container, parts } = chart;
  const { candles, gaps, candleMs, subject, summary } = props;
  const moved = useRef<string | undefined>(undefined);
  useEffect(() => {
    const { current } = parts;
    if (current === undefined || candles.length === 0) return;
    const bars = onePerSecond(candles).map(({ timeMs, open, high, low, close }) => {
      return { time: chartSeconds(timeMs), open, high, low, close };
    });
    const rooms = roomsOf(candles, gaps, candleMs).map((timeMs) => ({ time: chartSeconds(timeMs) }));
    current.candles.setData([...bars, ...rooms].toSorted((left, right) => left.time - right.time));
    if (moved.current === subject) return;
    const last = bars.length + rooms.length;
    const width = container.current?.clientWidth ?? 0;
    const shownCandles = Math.max(fewestShown, Math.round(width / candlePixels));
    current.chart.timeScale().setVisibleLogicalRange({ from: Math.max(-4, last - shownCandles), to: last + 3 });
  }, [candles, gaps, candleMs, subject, parts]);
  // Who looks at the newest goes on seeing it; who took hold of the chart is left in peace until another subject.
  const hold = () => (moved.current = subject);
  useMarks(props, chart);
  return (
    <div role="img" aria-label={summary} className="h-full min-h-48 w-full" onPointerDown={hold} onWheel={hold}>
      <div ref={container} className="h-full w-full" aria-hidden="true" />
    </div>
  );
};
