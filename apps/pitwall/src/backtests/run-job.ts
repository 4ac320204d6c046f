import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { defaultLotSize, movingAverageCross, parseBars, runBacktest, sp500, timeframeOf } from '@pitwall/desk';
import type { Bar, Instrument } from '@pitwall/desk';
import { describeFound, PitwallError } from '@pitwall/model';
import type { EventDraft } from '@pitwall/model';
import { wallClock } from '../desk/wall-clock.ts';
import { present } from '../present.ts';
import type { BacktestJob } from './backtest-job.ts';

const dayMs = 86_400_000;

/**
 * Reads the bars of a job, and runs it; asked to stop, it reads no further. Throws `INVALID_BARS` or `INVALID_REQUEST` before
 * there is any event.
 */
export async function* runJob(job: BacktestJob, stop: AbortSignal): AsyncGenerator<readonly EventDraft[], void> {
  const { request, backtestId, account } = job;
  const lines = createInterface({ input: createReadStream(job.dataPath, 'utf8'), crlfDelay: Infinity, signal: stop });
  const bars = barsBetween(await parseBars(lines, { name: job.dataName }), request);
  requireTimeframe(bars, request.timeframe);
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

const barsBetween = (bars: readonly Bar[], { startDate, endDate }: BacktestJob['request']): readonly Bar[] => {
  const from = startDate === undefined ? -Infinity : Date.parse(`${startDate}T00:00:00Z`);
  const before = endDate === undefined ? Infinity : Date.parse(`${endDate}T00:00:00Z`) + dayMs;
  const chosen = bars.filter(({ time }) => time >= from && time < before);
  if (chosen.length > 0) return chosen;
  const days = [bars[0], bars.at(-1)].map((bar) =>
    bar === undefined ? '' : new Date(bar.time).toISOString().slice(0, 10),
  );
  const path = startDate === undefined ? '/endDate' : '/startDate';
  const expected = `a time in which there are bars: ${days.join(' to ')}`;
  throw new PitwallError('INVALID_REQUEST', `There are no bars in that time: the data goes from ${days.join(' to ')}`, {
    problems: [{ path, found: describeFound(startDate ?? endDate), expected }],
  });
};

const requireTimeframe = (bars: readonly Bar[], wanted: string | undefined): void => {
  const found = timeframeOf(bars);
  if (wanted === undefined || wanted === found) return;
  const expected = found ?? 'none, because the bars are of no known timeframe';
  throw new PitwallError('INVALID_REQUEST', `The bars are ${found ?? 'of no known timeframe'}, not ${wanted}`, {
    problems: [{ path: '/timeframe', found: describeFound(wanted), expected }],
  });
};

const instrumentOf = ({ request, isBundled, dataName }: BacktestJob): Instrument => {
  if (isBundled) return { ...sp500, ...present({ symbol: request.symbol }) };
  const symbol = request.symbol ?? dataName.replace(/\.csv$/i, '').toUpperCase();
  return { symbol, currency: 'USD', lotSize: defaultLotSize };
};
