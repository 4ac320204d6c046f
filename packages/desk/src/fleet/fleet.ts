import type { EventDraft, TimeMs } from '@pitwall/model';
import { checkLength } from '../market/bar-count.ts';
import { seriesOf, type BarSeries } from '../market/bar-series.ts';
import { createPace, type Pace } from '../pace.ts';
import { createMasterArm, type MasterArm } from '../risk/master-arm.ts';
import { AccountNarrator } from './account-narrator.ts';
import { beginAccountRun } from './account-run.ts';
import { FleetRun } from './fleet-run.ts';
import { fleetSettings, type FleetOptions, type FleetParts, type FleetSettings } from './fleet-options.ts';

/**
 * A fleet of paper-trading bots on one or more accounts: trades bars at a pace and tells what happens. Each item is the events of one bar
 * for all accounts, in their order, to be published as one batch; the desk makes the next one when it is asked and when it is due, so a
 * slow publisher slows it.
 *
 * The first batch of the first run tells the states of each account: feed, venue, arm, phase, limits, bots. A desk that loops begins a
 * new run with a new `runId`: the positions are closed, the accounts reset, and a log line says so; what an operator disarmed stays
 * disarmed. `occurredAt` is the injected wall clock, `marketTime` the bar's. Each iteration of the result is a desk of its own.
 *
 * Throws `INVALID_OPTION` or `INVALID_BARS` when it cannot work.
 */
export const createFleet = (options: FleetOptions, parts: FleetParts): AsyncIterable<readonly EventDraft[]> => {
  const settings = fleetSettings(options);
  checkRuns(settings, parts);
  const series = seriesOf(parts.bars, { symbol: settings.instrument.symbol });
  return { [Symbol.asyncIterator]: () => runFleet({ settings, series }, parts) };
};

/** What every run of a fleet is made with. */
interface FleetPlan {
  readonly settings: FleetSettings;
  readonly series: BarSeries;
}

/** What goes on from run to run. */
interface Standing {
  readonly startedAt: TimeMs;
  /** Of each account. */
  readonly arms: readonly MasterArm[];
}

async function* runFleet(plan: FleetPlan, parts: FleetParts): AsyncGenerator<readonly EventDraft[], void> {
  const { barsPerSecond, atEnd, accounts } = plan.settings;
  const stopped = (): boolean => parts.stop?.aborted === true;
  const pace = createPace(barsPerSecond, parts.clock, parts.stop);
  const standing = { startedAt: parts.clock.now(), arms: accounts.map(() => createMasterArm()) };
  let previousPhases: readonly string[] = [];
  for (let runNumber = 1; !stopped(); runNumber += 1) {
    const run = beginRun(plan, parts, standing, runNumber);
    yield run.open(previousPhases);
    yield* playBars(run, parts, pace);
    const ends = stopped() || atEnd === 'stop';
    if (ends) yield run.close();
    if (ends) return;
    previousPhases = run.phases;
  }
}

const beginRun = (
  { settings, series }: FleetPlan,
  parts: FleetParts,
  { startedAt, arms }: Standing,
  runNumber: number,
): FleetRun => {
  const { bars, clock, load, perp, controls, newRunId = numbered } = parts;
  const now = (): TimeMs => clock.now();
  const named = newRunId(runNumber, startedAt);
  const about = { settings, bars, now, deskSince: startedAt };
  const narrators = settings.accounts.map((account, index) => {
    const runId = index === 0 ? named : `${named}-${account.account ?? index + 1}`;
    const arm = arms[index] ?? createMasterArm();
    const run = beginAccountRun(account, {
      instrument: settings.instrument,
      perp,
      runId,
      now,
      arm,
      barScale: series.priceScale,
    });
    return new AccountNarrator(account, { ...about, run, controls });
  });
  return new FleetRun({ ...about, narrators, series, load });
};

const numbered = (runNumber: number, startedAt: TimeMs): string => `run-${startedAt.toString(36)}-${runNumber}`;

/** Plays the bars once. Stopped in the middle it leaves positions as they are: nobody asked to trade. */
async function* playBars(run: FleetRun, parts: FleetParts, pace: Pace): AsyncGenerator<readonly EventDraft[], void> {
  for (const bar of run.barsToTrade) {
    const lateMs = await pace.next();
    if (parts.stop?.aborted === true) return;
    yield run.bar(bar, lateMs);
  }
  yield run.finish();
}

/** Begins runs that are thrown away: each part checks its own options, so what cannot work is refused before anything is told. */
const checkRuns = ({ instrument, accounts }: FleetSettings, { bars, perp }: FleetParts): void => {
  const about = { instrument, perp, runId: 'check', now: () => 0, barScale: 0 };
  for (const account of accounts) {
    checkLength(bars, beginAccountRun(account, { ...about, arm: createMasterArm() }).warmupBars);
  }
};
