import { defaultLotSize, movingAverageCross, runBacktest, sp500 } from '@pitwall/desk';
import type { Instrument } from '@pitwall/desk';
import type { EventDraft } from '@pitwall/model';
import { symbolOf } from '../desk/load-bars.ts';
import { wallClock } from '../desk/wall-clock.ts';
import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';
import { barsOfJob } from './job-bars.ts';

/**
 * Reads the bars of a job, and runs it; asked to stop, it reads no further. Throws `INVALID_BARS` or `INVALID_REQUEST` before
 * there is any event.
 */
export async function* runJob(job: BacktestJob, stop: AbortSignal): AsyncGenerator<readonly EventDraft[], void> {
  const { request, backtestId, account } = job;
  const bars = await barsOfJob(job, stop);
  const strategy = movingAverageCross(present({ fastBars: request.fast, slowBars: request.slow }));
  yield* runBacktest(
    {
      backtestId,
      account,
      instrument: instrumentOf(job),
      ...present({
        variant: request.variant,
        initialEquity: request.initialBalance,
        feeRatio: request.fee,
        slippageBps: request.slippageBps,
      }),
    },
    { bars, strategy, clock: wallClock, stop },
  );
}

const instrumentOf = ({ request, isBundled, dataName }: BacktestJob): Instrument => {
  if (isBundled) return { ...sp500, ...present({ symbol: request.symbol }) };
  const symbol = request.symbol ?? symbolOf(dataName);
  return { symbol, currency: 'USD', lotSize: defaultLotSize };
};
