import { exact, type Amount, type DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { barDate } from '../wire/times.ts';
import type { Timed } from '../wire/timed.ts';
import { timedMessage, timestamp } from './quantmind-message.ts';

/** The published part, else the part of the bars that are done; unknown when neither can be had. */
const progressOf = (said: DataOf<'backtest-progress'>): Amount | undefined => {
  if (said.progressRatio !== undefined) return said.progressRatio;
  if (said.barsProcessed === undefined || !said.totalBars) return undefined;
  return exact(said.barsProcessed).div(said.totalBars).toDecimalPlaces(derivedPlaces).toFixed();
};

/** A derived part is rounded to a ten-thousandth of a percent. */
const derivedPlaces = 6;

const progress = required('progressRatio', percent);

const data = pageObject<Timed<'backtest-progress'>>()({
  backtest_id: required('backtestId', name),
  progress: {
    ...progress,
    write: (said: Timed<'backtest-progress'>, rest) => {
      const progressRatio = progressOf(said);
      return progressRatio === undefined ? undefined : progress.write({ progressRatio }, rest);
    },
  },
  status: optional('status', text),
  bars_processed: optional('barsProcessed', count),
  total_bars: optional('totalBars', count),
  current_date: optional('currentDate', barDate),
  trades_count: optional('tradesCount', count),
  current_pnl: optional('currentPnl', amount),
  timestamp,
});

/** How far a backtest is. */
export const backtestProgress = timedMessage('backtest-progress', 'backtest_progress', data);
