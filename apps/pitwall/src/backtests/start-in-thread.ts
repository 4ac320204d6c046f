import { Worker } from 'node:worker_threads';
import type { Clock } from '@pitwall/gateway';
import type { EventDraft } from '@pitwall/model';
import type { RunningBacktest, StartBacktest } from './backtest-job.ts';
import type { FromThread, ThreadStart, ToThread } from './thread-messages.ts';

/** Options of threads. */
export interface ThreadOptions {
  /** Memory of a thread; one that needs more dies alone. */
  readonly memoryMb: number;
  /**
   * How long a thread that shall end may go on before it is ended, in ms.
   * @default 2000, far more than the batch of bars after which it looks
   */
  readonly cancelGraceMs?: number;
}

/** From sources the thread is a source too, and finds the other packages' sources. */
const fromSources = import.meta.url.endsWith('.ts');
const threadUrl = new URL(fromSources ? './backtest-thread.ts' : './backtest-thread.js', import.meta.url);

/** Runs each backtest in a thread of its own, so that none of them delays a reader, and a crash ends only itself. */
export const startInThread =
  ({ memoryMb, cancelGraceMs = 2000 }: ThreadOptions, clock: Clock): StartBacktest =>
  (job): RunningBacktest => {
    const stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const start: ThreadStart = { job, stopFlag };
    const worker = new Worker(threadUrl, {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      execArgv: fromSources ? ['--conditions=pitwall-source'] : [],
    });
    return {
      batches: batchesOf(worker),
      cancel() {
        Atomics.store(stopFlag, 0, 1);
        const timer = clock.after(cancelGraceMs, () => void worker.terminate());
        worker.once('exit', () => timer.cancel());
      },
    };
  };

type Heard = FromThread | { readonly say: 'died'; readonly error: Error };

/** Takes what the thread says, one at a time. */
async function* batchesOf(worker: Worker): AsyncGenerator<readonly EventDraft[], void> {
  let heard = Promise.withResolvers<Heard>();
  worker.on('message', (message: FromThread) => heard.resolve(message));
  worker.on('error', (error) => heard.resolve({ say: 'died', error: asError(error) }));
  worker.on('exit', (code) =>
    heard.resolve({ say: 'died', error: new Error(`its thread ended with exit code ${code}`) }),
  );
  try {
    for (;;) {
      const message = await heard.promise;
      // Before anything else, so that a thread that dies while its batch is published is heard.
      heard = Promise.withResolvers<Heard>();
      if (message.say === 'end') return;
      if (message.say === 'died') throw message.error;
      if (message.say === 'failed') throw failureOf(message);
      yield message.drafts;
      const more: ToThread = { say: 'more' };
      worker.postMessage(more);
    }
  } finally {
    await worker.terminate();
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const failureOf = ({ error, details }: Extract<FromThread, { say: 'failed' }>): Error => {
  const failure = new Error(error);
  failure.stack = details;
  return failure;
};
