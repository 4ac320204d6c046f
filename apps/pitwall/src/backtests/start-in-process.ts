import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { backtestCancelled } from '@pitwall/desk';
import type { Clock } from '@pitwall/gateway';
import type { DurationMs, EventDraft } from '@pitwall/model';
import type { BacktestJob, StartBacktest } from './backtest-job.ts';
import { ToldFailure } from './failure-of.ts';
import { endingOf, errorOfEnding } from './process-ending.ts';
import type { ProcessEnding } from './process-ending.ts';
import { isFromProcess } from './process-messages.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

/** Options of processes. */
export interface ProcessOptions {
  /** Memory for the data of a process, in MiB; one that needs more dies alone. */
  readonly memoryMb: number;
  /**
   * How long a process may take before it is ended, in ms, so that a strategy that never comes back does not hold its place for ever.
   * @default none
   */
  readonly maxDurationMs?: DurationMs;
  /**
   * How long a process that shall end may go on before it is ended, in ms.
   * @default 2000, far more than the batch of bars after which it looks
   */
  readonly cancelGraceMs?: number;
}

/** From sources the process is a source too, and finds the other packages' sources. */
const fromSources = import.meta.url.endsWith('.ts');
const processUrl = new URL(fromSources ? './backtest-process.ts' : './backtest-process.js', import.meta.url);

/**
 * Runs each backtest in a process of its own, so that none of them delays a reader, and a crash ends only itself. The process
 * begins when its first batch is asked for, and is gone when the batches have ended.
 */
export const startInProcess =
  (options: ProcessOptions, clock: Clock): StartBacktest =>
  (job) => {
    const stop = new AbortController();
    return { batches: batchesOf(job, options, { stop: stop.signal, clock }), cancel: () => stop.abort() };
  };

/** What a backtest is run with. */
interface RunParts {
  /** Says when it shall end early. */
  readonly stop: AbortSignal;
  readonly clock: Clock;
}

type Heard = FromProcess | { readonly say: 'died'; readonly ending: ProcessEnding };

/** Takes what the process says, one at a time. */
async function* batchesOf(
  job: BacktestJob,
  options: ProcessOptions,
  { stop, clock }: RunParts,
): AsyncGenerator<readonly EventDraft[], void> {
  if (stop.aborted) throw new Error(backtestCancelled);
  const { memoryMb, cancelGraceMs = 2000 } = options;
  const child = forkQuietly(memoryMb);
  const deadline = startDeadline(child, options, clock);
  const ended = endingOf(child);
  let heard = Promise.withResolvers<Heard>();
  child.on('message', (message) => isFromProcess(message) && heard.resolve(message));
  void ended.then((ending) => heard.resolve({ say: 'died', ending }));
  stop.addEventListener('abort', () => askToEnd(child, cancelGraceMs, clock), { once: true });
  try {
    tell(child, { say: 'start', job });
    for (;;) {
      const message = await heard.promise;
      // Before anything else, so that a process that dies while its batch is published is heard.
      heard = Promise.withResolvers<Heard>();
      if (message.say === 'end') return;
      if (deadline.error !== undefined) throw deadline.error;
      if (message.say !== 'events') {
        // Half a file may be no file of bars, and whoever had to be killed could not tell anything.
        throw stop.aborted ? new Error(backtestCancelled) : errorOf(message, memoryMb);
      }
      yield message.drafts;
      tell(child, { say: 'more' });
    }
  } finally {
    deadline.cancel();
    child.kill('SIGKILL');
    await ended;
  }
}

/** A process that inherits nothing: no environment, in which secrets are, no options of the parent, no terminal. */
const forkQuietly = (memoryMb: number): ChildProcess =>
  fork(fileURLToPath(processUrl), {
    execArgv: [`--max-old-space-size=${memoryMb}`, ...(fromSources ? ['--conditions=pitwall-source'] : [])],
    serialization: 'advanced',
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });

/** Asks a process to end, and ends it when it has not done so within the grace time. */
const askToEnd = (child: ChildProcess, graceMs: number, clock: Clock): void => {
  tell(child, { say: 'cancel' });
  const timer = clock.after(graceMs, () => child.kill('SIGKILL'));
  child.once('close', () => timer.cancel());
};

/** Ends a process that takes too long; then there is the error that says so. */
const startDeadline = (child: ChildProcess, { maxDurationMs }: ProcessOptions, clock: Clock): Deadline => {
  if (maxDurationMs === undefined) return { cancel: () => undefined };
  const deadline: Deadline = { cancel: () => timer.cancel() };
  const timer = clock.after(maxDurationMs, () => {
    const minutes = maxDurationMs / 60_000;
    deadline.error = new Error(`The backtest took longer than the ${minutes} minutes that it may (maxBacktestMinutes)`);
    child.kill('SIGKILL');
  });
  return deadline;
};

interface Deadline {
  error?: Error;
  cancel(): void;
}

/** Tells a process something. One that is gone does not hear it, and its ending is told by itself. */
const tell = (child: ChildProcess, message: ToProcess): void => {
  if (child.connected) child.send(message, () => undefined);
};

const errorOf = (message: Exclude<Heard, { say: 'events' | 'end' }>, memoryMb: number): Error => {
  if (message.say === 'died') return errorOfEnding(message.ending, memoryMb);
  return new ToldFailure(message);
};
