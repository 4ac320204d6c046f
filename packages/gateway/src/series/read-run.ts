import type { DurationMs, TimeMs } from '@pitwall/model';
import { GrowingBar } from './bar.ts';
import type { Bar } from './bar.ts';
import type { Level } from './level.ts';
import type { SeriesRun } from './run.ts';
import type { SeriesQuery, SeriesReading } from './series-query.ts';
import { startOf } from './widths.ts';

const widestOf = (levels: readonly Level[]): Level | undefined => levels.at(-1);

/** The narrowest level that reaches back as far as is asked, or as any does. */
const levelSince = ({ levels }: SeriesRun, fromMs: TimeMs): Level | undefined => {
  const sinceMs = Math.max(fromMs, widestOf(levels)?.coversSinceMs ?? fromMs);
  return levels.find(({ coversSinceMs }) => coversSinceMs <= sinceMs) ?? widestOf(levels);
};

/** The widest level of whose bars an interval can be made: of all that can it reaches back farthest. */
const levelOf = ({ levels }: SeriesRun, intervalMs: DurationMs): Level | undefined =>
  levels.findLast(({ width }) => intervalMs % width.widthMs === 0);

/** Copies bars, those of one interval as one. */
const gather = (bars: Iterable<Bar>, intervalMs: DurationMs): readonly Bar[] => {
  const gathered: GrowingBar[] = [];
  for (const bar of bars) {
    const startMs = startOf(bar.startMs, intervalMs);
    const last = gathered.at(-1);
    if (last?.startMs === startMs) last.append(bar);
    else gathered.push(GrowingBar.of(bar, startMs));
  }
  return gathered;
};

/** The bars of a run that are asked for; `undefined` when no kept width divides the interval. */
export const readRun = (run: SeriesRun, query: SeriesQuery): SeriesReading | undefined => {
  const { fromMs = -Infinity, toMs = Infinity } = query;
  const level = query.intervalMs === undefined ? levelSince(run, fromMs) : levelOf(run, query.intervalMs);
  if (level === undefined) return undefined;
  const { coversSinceMs } = level;
  const intervalMs = query.intervalMs ?? level.width.widthMs;
  // Whole intervals, so that a bar is the same whatever stretch it is asked for in.
  const endMs = startOf(toMs, intervalMs) + intervalMs;
  const bars = gather(level.bars(startOf(fromMs, intervalMs), endMs), intervalMs);
  const gaps = run.gaps().filter((gap) => gap.fromMs <= toMs && (gap.toMs ?? Infinity) >= fromMs);
  return { ...nameOf(run), seq: run.heardSeq, intervalMs, coversSinceMs, gaps, bars };
};

/** What names a run, without what it has not. */
export const nameOf = ({ runId, currency }: SeriesRun): { readonly runId?: string; readonly currency?: string } => ({
  ...(runId === undefined ? {} : { runId }),
  ...(currency === undefined ? {} : { currency }),
});
