import type { Child } from '../processes/child.ts';
import { parseWindowReport } from './window-report.ts';
import type { WindowReport } from './window-report.ts';

/** A window that a load client is to measure. */
export interface WindowPlan {
  readonly label: string;
  readonly warmSeconds: number;
  readonly seconds: number;
  readonly timed: boolean;
}

/** How much longer than its window a client may take to answer, in ms. */
const patienceMs = 20_000;

/** A running load client, in C or in Node: both understand the same. */
export class LoadClientProcess {
  readonly child: Child;

  constructor(child: Child) {
    this.child = child;
  }

  /** Measures one window. */
  async measure(plan: WindowPlan): Promise<WindowReport> {
    const timeoutMs = (plan.warmSeconds + plan.seconds) * 1000 + patienceMs;
    const answer = this.child.answer((line) => parseWindowReport(line)?.label === plan.label, timeoutMs);
    this.child.say(`go ${plan.warmSeconds} ${plan.seconds} ${plan.timed ? 1 : 0} 0 0 ${plan.label}`);
    const report = parseWindowReport(await answer);
    if (report === undefined) throw new Error(`${this.child.name} gave no report`);
    return report;
  }
}
