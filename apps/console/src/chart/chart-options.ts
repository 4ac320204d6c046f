import { ColorType, CrosshairMode, TickMarkType } from 'lightweight-charts';
import type { ChartOptions, DeepPartial, Time } from 'lightweight-charts';
import { formatClock, formatDate, formatDateTime } from '../format/time-text.ts';
import type { Zone } from '../format/time-text.ts';
import { withAlpha } from './chart-colours.ts';
import type { ChartColours } from './chart-colours.ts';

const msOf = (time: Time): number | undefined => (typeof time === 'number' ? time * 1_000 : undefined);

const tickText = (time: Time, type: TickMarkType, zone: Zone): string => {
  const timeMs = msOf(time);
  const date = formatDate(timeMs, zone);
  if (type === TickMarkType.Year) return date.slice(0, 4);
  if (type === TickMarkType.Month) return date.slice(0, 7);
  if (type === TickMarkType.DayOfMonth) return date.slice(5);
  return type === TickMarkType.TimeWithSeconds ? formatClock(timeMs, zone) : formatClock(timeMs, zone).slice(0, 5);
};

/** How every chart of prices and money looks: colours of the theme, times in the chosen zone, nothing that moves by itself. */
export const chartOptions = (colours: ChartColours, zone: Zone): DeepPartial<ChartOptions> => ({
  autoSize: true,
  layout: {
    background: { type: ColorType.Solid, color: colours.surface },
    textColor: colours.muted,
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontSize: 11,
    attributionLogo: false,
    panes: { separatorColor: colours.line, separatorHoverColor: withAlpha(colours.accent, 0.2), enableResize: true },
  },
  grid: { vertLines: { visible: false }, horzLines: { color: withAlpha(colours.line, 0.7) } },
  crosshair: {
    mode: CrosshairMode.Normal,
    vertLine: { color: colours.faint, labelBackgroundColor: colours.faint },
    horzLine: { color: colours.faint, labelBackgroundColor: colours.faint },
  },
  // A label that has no room is left out rather than cut in half.
  rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.12, bottom: 0.08 } },
  timeScale: {
    borderVisible: false,
    timeVisible: true,
    secondsVisible: true,
    // Room for the label of the newest time, which would be cut off at the scale of prices.
    rightOffsetPixels: 20,
    minBarSpacing: 0.02,
    tickMarkFormatter: (time: Time, type: TickMarkType) => tickText(time, type, zone),
  },
  localization: { timeFormatter: (time: Time) => formatDateTime(msOf(time), zone) },
  handleScale: { axisPressedMouseMove: true },
});
