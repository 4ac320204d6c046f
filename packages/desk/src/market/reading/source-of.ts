import { stepOf, timeframeOfStep } from '../timeframe.ts';
import type { DateOrder } from './bar-time.ts';
import type { FilePlan } from './file-plan.ts';
import type { Layout } from './layout.ts';
import type { ReadSettings } from './read-options.ts';
import type { SourceDescription } from './source.ts';
import type { TimeReader } from './time-reader.ts';

/** What a file has shown by the time it was read. */
export interface SourceParts {
  readonly plan: FilePlan;
  readonly settings: ReadSettings;
  /** Of the rows in order, at least one. */
  readonly times: Float64Array;
  readonly time: TimeReader;
  readonly rowCount: number;
  readonly dateOrder: DateOrder | undefined;
  readonly volumeColumn?: number | undefined;
}

/** Describes a file that was read. */
export const sourceOf = ({
  plan,
  settings,
  times,
  time,
  rowCount,
  dateOrder,
  volumeColumn,
}: SourceParts): SourceDescription => {
  const { layout, separator, decimalMark } = plan;
  const stepMs = layout.holds === 'trades' ? undefined : stepOf(times);
  const timeframe = timeframeOfStep(stepMs);
  const volumeName = volumeColumn === undefined ? undefined : layout.names?.[volumeColumn];
  return {
    name: settings.name,
    format: layout.format,
    holds: layout.holds,
    separator,
    decimalMark,
    hasHeader: layout.names !== undefined,
    ...(time.timeUnit === undefined ? {} : { timeUnit: time.timeUnit }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    timeZone: settings.clock.name,
    zoneFrom: zoneFrom(settings, time, layout.names?.[layout.time]),
    ...(volumeName === undefined ? {} : { volumeColumn: volumeName }),
    unread: unreadColumns(layout, volumeColumn),
    rows: rowCount,
    first: times[0] ?? 0,
    last: times.at(-1) ?? 0,
    ...(stepMs === undefined ? {} : { stepMs }),
    ...(timeframe === undefined ? {} : { timeframe }),
  };
};

const zoneFrom = ({ timeZone }: ReadSettings, time: TimeReader, column = ''): SourceDescription['zoneFrom'] => {
  if (timeZone !== undefined) return 'option';
  if (time.timeUnit !== undefined) return 'numbers';
  if (time.hasZone) return 'rows';
  return /\b(?:gmt|utc)\b/i.test(column) ? 'header' : 'assumed';
};

const unreadColumns = (layout: Layout, volumeColumn: number | undefined): readonly string[] => {
  const read = new Set([layout.time, layout.clock, volumeColumn, ...valueColumns(layout)]);
  return (layout.names ?? []).filter((_, index) => !read.has(index));
};

const valueColumns = (layout: Layout): readonly (number | undefined)[] => {
  if (layout.holds === 'bars') return layout.prices;
  if (layout.holds === 'trades') return [layout.price, layout.quantity, layout.id];
  return [layout.rate, layout.markPrice];
};
