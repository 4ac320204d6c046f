// The process in which one backtest runs.
import { setImmediate as turn } from 'node:timers/promises';
import type { BacktestJob } from './backtest-job.ts';
import { defaultSeed } from './backtest-request.ts';
import { failureOf } from './failure-of.ts';
import { isToProcess } from './process-messages.ts';
import type { FromProcess } from './process-messages.ts';
import { runJob } from './run-job.ts';
import { seededRandom } from './seeded-random.ts';
import { endWithParent } from './watch-parent.ts';

// A message that does not get through means that the parent is gone, which the channel tells by itself.
const say = (message: FromProcess): void => void process.send?.(message, undefined, undefined, () => undefined);

const run = async (job: BacktestJob, stop: AbortSignal, asked: () => Promise<void>): Promise<void> => {
  // Before a strategy's module is loaded: whatever of it leaves something to chance leaves it to the seed. Nothing else runs here.
  Math.random = seededRandom(job.request.seed ?? defaultSeed);
  try {
    for await (const drafts of runJob(job, stop)) {
      // A promise of the strategy that has failed is told of before what was traded after it.
      await turn();
      const more = asked();
      say({ say: 'events', drafts });
      await more;
    }
    await turn();
    say({ say: 'end' });
  } catch (thrown) {
    say({ say: 'failed', ...failureOf(thrown) });
  }
};

/** Runs what the parent gives it, and waits to be ended by it. */
const obeyParent = (): void => {
  const stop = new AbortController();
  let more = Promise.withResolvers<void>();
  const asked = (): Promise<void> => {
    more = Promise.withResolvers<void>();
    return more.promise;
  };
  process.on('message', (message: unknown) => {
    if (!isToProcess(message)) return;
    if (message.say === 'start') void run(message.job, stop.signal, asked);
    if (message.say === 'more') more.resolve();
    if (message.say === 'cancel') stop.abort();
  });
  // However the parent ended, also by SIGKILL: nobody is left to tell. A strategy in an endless loop would not let it be heard.
  process.on('disconnect', () => process.exit());
  endWithParent();
  // A strategy’s own promise or timer that fails ends its backtest, and says of what.
  process.on('uncaughtException', (thrown) => say({ say: 'failed', ...failureOf(thrown) }));
  // Terminals and service managers signal the whole group. The parent knows what shall become of its backtests.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
};

// The parent may have gone while this was loaded; then nothing would ever come.
if (process.connected) obeyParent();
