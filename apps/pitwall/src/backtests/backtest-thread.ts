// The thread in which one backtest runs.
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { once } from 'node:events';
import { failureOf } from './failure-of.ts';
import { runJob } from './run-job.ts';
import type { FromThread, ThreadStart } from './thread-messages.ts';

const run = async (port: MessagePort, { job, stopFlag }: ThreadStart): Promise<void> => {
  const say = (message: FromThread): void => port.postMessage(message);
  const stop = {
    get aborted() {
      return Atomics.load(stopFlag, 0) !== 0;
    },
  };
  try {
    for await (const drafts of runJob(job, stop)) {
      const asked = once(port, 'message');
      say({ say: 'events', drafts });
      await asked;
    }
    say({ say: 'end' });
  } catch (thrown) {
    say({ say: 'failed', ...failureOf(thrown) });
  } finally {
    port.close();
  }
};

/** Whether a value is what `startInThread` gives: its data and the flag that both threads see. */
const isThreadStart = (value: unknown): value is ThreadStart =>
  typeof value === 'object' && value !== null && 'job' in value && 'stopFlag' in value;

const start: unknown = workerData;
if (parentPort !== null && isThreadStart(start)) await run(parentPort, start);
