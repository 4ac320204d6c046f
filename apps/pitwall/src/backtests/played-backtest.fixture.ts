import type { EventDraft } from '@pitwall/model';
import type { BacktestJob, RunningBacktest } from './backtest-job.ts';

/** A backtest whose events a test gives. */
export interface Played extends RunningBacktest {
  readonly job: BacktestJob;
  cancelled: boolean;
  say(...drafts: readonly EventDraft[]): void;
  end(): void;
  die(error: Error): void;
}

export const played = (job: BacktestJob): Played => {
  type Step = { drafts: readonly EventDraft[] } | { end: true } | { error: Error };
  const steps: Step[] = [];
  let wake = Promise.withResolvers<void>();
  const add = (step: Step): void => {
    steps.push(step);
    wake.resolve();
  };
  const batches = async function* () {
    for (;;) {
      const step = steps.shift();
      if (step === undefined) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      } else if ('error' in step) throw step.error;
      else if ('end' in step) return;
      else yield step.drafts;
    }
  };
  return {
    job,
    batches: batches(),
    cancelled: false,
    cancel() {
      this.cancelled = true;
    },
    say: (...drafts) => add({ drafts }),
    end: () => add({ end: true }),
    die: (error) => add({ error }),
  };
};
