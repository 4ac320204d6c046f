import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { calendarDate } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import type { Timed } from '../wire/timed.ts';
import { timedMessage, timestamp } from './quantmind-message.ts';

const data = pageObject<Timed<'backtest-start'>>()({
  backtest_id: required('backtestId', name),
  variant: optional('variant', sameWords(['vanilla', 'spiced', 'vanilla_full', 'spiced_full'])),
  symbol: optional('symbol', name),
  timeframe: optional('timeframe', sameWords(['M1', 'M5', 'M15', 'M30', 'H1', 'H4', 'D1'])),
  start_date: optional('startDate', calendarDate),
  end_date: optional('endDate', calendarDate),
  timestamp,
});

/** A backtest began. */
export const backtestStart = timedMessage('backtest-start', 'backtest_start', data);
