import type { WindowPlan } from '../load/load-client-process.ts';
import type { WindowReport } from '../load/window-report.ts';
import { fixed, shortCount } from '../report/figures.ts';
import type { Load, Rig } from './rig.ts';

/** Windows of one server under one load. */
export interface Windows {
  readonly accepted: WindowReport[];
  /** Why others were discarded. */
  readonly discarded: string[];
}

/** How many windows are tried for each that is wanted. */
const triesEach = 2;

/** Most windows that are tried. */
export const mostWindows = (wanted: number): number => wanted * triesEach;

/**
 * Measures windows of several servers in turns, so that what happens to the machine happens to all of them. An unsteady
 * window is discarded and tried again, so often and no oftener.
 */
export const takeTurns = async (
  turns: readonly { readonly rig: Rig; readonly load: Load }[],
  wanted: number,
  parts: { readonly plan: Omit<WindowPlan, 'label'>; readonly say: (progress: string) => void },
): Promise<Windows[]> => {
  const results = turns.map((): Windows => ({ accepted: [], discarded: [] }));
  for (let round = 1; round <= mostWindows(wanted); round += 1) {
    for (const [index, { rig, load }] of turns.entries()) {
      const windows = results[index];
      if (windows === undefined || windows.accepted.length >= wanted) continue;
      const { report, problem } = await rig.measure(load, { ...parts.plan, label: `w${round}` });
      if (problem === undefined) windows.accepted.push(report);
      else windows.discarded.push(problem);
      parts.say(progressOf(rig, load, { report, problem }));
    }
  }
  return results;
};

const progressOf = (rig: Rig, load: Load, window: { report: WindowReport; problem: string | undefined }): string => {
  const { report, problem } = window;
  const latency = report.p50 > 0 ? `, p50 ${fixed(report.p50, 2)} ms, p99 ${fixed(report.p99, 2)} ms` : '';
  const figures = `${shortCount(report.dps)}/s, ${fixed(report.us_per_msg, 3)} µs a message${latency}, client ${fixed(report.cli_cpu * 100, 0)} %`;
  const what = `N=${rig.readers} ${load.perTick} a tick, ${rig.contender.title}: ${figures}`;
  return problem === undefined ? what : `${what} — discarded: ${problem}`;
};
