import type { EventDraft, TimeMs } from '@pitwall/model';
import {
  deskRunSettings,
  deskSeries,
  deskSettings,
  type DeskOptions,
  type DeskParts,
  type DeskSettings,
} from './desk-options.ts';
import type { BarSeries } from './market/bar-series.ts';
import { createPace, type Pace } from './pace.ts';
import { RunNarrator } from './run-narrator.ts';
import { DeskRun } from './run/desk-run.ts';

/**
 * The paper desk: trades bars at a pace and tells what happens. Each item is the events of one bar, in their order, to be
 * published as one batch; the desk makes the next one when it is asked and when it is due, so a slow publisher slows it.
 *
 * The first batch of the first run tells the states: feed, venue, arm, phase, limits, bots. A desk that loops begins a new run with a
 * new `runId`: the position is closed, the account reset, and a log line says so. `occurredAt` is the injected wall clock,
 * `marketTime` the bar's. Each iteration of the result is a desk of its own.
 *
 * Throws `INVALID_OPTION` or `INVALID_BARS` when it cannot work.
 */
export const createDesk = (options: DeskOptions, parts: DeskParts): AsyncIterable<readonly EventDraft[]> => {
  const settings = deskSettings(options, parts);
  const series = deskSeries(settings, parts);
  return { [Symbol.asyncIterator]: () => runDesk({ settings, series }, parts) };
};

/** What every run of a desk is made with. */
interface DeskPlan {
  readonly settings: DeskSettings;
  readonly series: BarSeries;
}

async function* runDesk(plan: DeskPlan, parts: DeskParts): AsyncGenerator<readonly EventDraft[], void> {
  const { barsPerSecond, atEnd } = plan.settings;
  const stopped = (): boolean => parts.stop?.aborted === true;
  const pace = createPace(barsPerSecond, parts.clock, parts.stop);
  const startedAt = parts.clock.now();
  let previousPhase: string | undefined;
  for (let runNumber = 1; !stopped(); runNumber += 1) {
    const narrator = beginRun(plan, parts, runNumber, startedAt);
    yield* playRun(narrator, parts, pace, previousPhase);
    const ends = stopped() || atEnd === 'stop';
    if (ends) yield narrator.close();
    if (ends) return;
    previousPhase = narrator.phase;
  }
}

const beginRun = (
  { settings, series }: DeskPlan,
  parts: DeskParts,
  runNumber: number,
  startedAt: TimeMs,
): RunNarrator => {
  const newRunId = parts.newRunId ?? ((number: number, start: TimeMs) => `run-${start.toString(36)}-${number}`);
  const strategy = parts.strategy();
  const run = new DeskRun(deskRunSettings(settings, parts), {
    runId: newRunId(runNumber, startedAt),
    strategy,
    now: () => parts.clock.now(),
    barScale: series.priceScale,
  });
  const { bars, clock, load } = parts;
  return new RunNarrator(settings, {
    run,
    strategy,
    bars,
    series,
    clock,
    deskSince: startedAt,
    ...(load === undefined ? {} : { load }),
  });
};

/** Plays the bars once. Stopped in the middle it leaves the position as it is: nobody asked to trade. */
async function* playRun(
  narrator: RunNarrator,
  parts: DeskParts,
  pace: Pace,
  previousPhase: string | undefined,
): AsyncGenerator<readonly EventDraft[], void> {
  yield narrator.open(previousPhase);
  for (const bar of narrator.barsToTrade) {
    const lateMs = await pace.next();
    if (parts.stop?.aborted === true) return;
    yield narrator.bar(bar, lateMs);
  }
  yield narrator.finish();
}
