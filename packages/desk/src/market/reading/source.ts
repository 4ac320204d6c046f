import { toIso, type DurationMs, type TimeMs } from '@pitwall/model';
import { timeframeOfStep, type Timeframe } from '../timeframe.ts';
import type { DateOrder } from './bar-time.ts';
import { separatorWords, type Separator } from './csv-dialect.ts';
import { timeUnitWords, type TimeUnit } from './epoch.ts';
import type { Layout } from './layout.ts';

/** How a file was read: what was detected of it, or said. */
export interface SourceDescription {
  readonly name: string;
  readonly format: Layout['format'];
  readonly holds: Layout['holds'];
  readonly separator: Separator | 'json';
  readonly decimalMark: '.' | ',';
  readonly hasHeader: boolean;
  /** Unit of times that are numbers; absent for dates. */
  readonly timeUnit?: TimeUnit;
  /** Which of the numbers of a date is the month, where that was open. */
  readonly dateOrder?: DateOrder;
  /** Zone of the times. */
  readonly timeZone: string;
  /** How it is known: numbers count from 1970 UTC, rows or the name of their column say it, the caller did, or nobody. */
  readonly zoneFrom: 'numbers' | 'rows' | 'header' | 'option' | 'assumed';
  /** Name of the column of volume; absent without volume, or without header. */
  readonly volumeColumn?: string;
  /** Columns that were not read. */
  readonly unread: readonly string[];
  /** Rows with bars, trades or payments. */
  readonly rows: number;
  readonly first: TimeMs;
  readonly last: TimeMs;
  /** Most frequent step of the rows in ms; absent for trades and single rows. */
  readonly stepMs?: DurationMs;
  /** Length of the bars as they are in the file; absent when it has no word. */
  readonly timeframe?: Timeframe;
}

/** One line for people: what the file was taken for. */
export const describeSource = (source: SourceDescription): string => {
  const { format, separator, timeUnit, dateOrder, timeZone, zoneFrom, holds } = source;
  const cut = separator === 'json' ? 'JSON' : separatorWords[separator];
  const mark = source.decimalMark === ',' ? ', decimal comma' : '';
  const times = timeUnit === undefined ? 'dates' : timeUnitWords[timeUnit];
  const order = dateOrder === undefined ? '' : ` (${dateOrder})`;
  const zone = zoneFrom === 'rows' ? 'with their zone' : `in ${timeZone}${zoneFrom === 'assumed' ? ' (assumed)' : ''}`;
  const length = holds === 'bars' ? ` of ${lengthOf(source)}` : '';
  const volume = source.volumeColumn === undefined ? '' : `, volume from ${source.volumeColumn}`;
  return [
    `${format}, ${cut}${mark}, ${times}${order} ${zone}${volume}`,
    `${source.rows} ${holds === 'funding' ? 'funding payments' : holds}${length}, ${shortIso(source.first)} to ${shortIso(source.last)}`,
  ].join('; ');
};

const lengthOf = ({ stepMs }: SourceDescription): string => {
  if (stepMs === undefined) return 'unknown length';
  return timeframeOfStep(stepMs) ?? `${stepMs / 60_000} min`;
};

const shortIso = (time: TimeMs): string =>
  toIso(time)
    .replace(/:00\.000Z$/, 'Z')
    .replace('T00:00Z', '');
