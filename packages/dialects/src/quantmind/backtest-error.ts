import { pageObject } from '../wire/page-object.ts';
import { longText, name, text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { timedMessage, timestamp } from './quantmind-message.ts';

const data = pageObject<Timed<'backtest-error'>>()({
  backtest_id: required('backtestId', name),
  error: required('error', text),
  error_details: optional('errorDetails', longText),
  timestamp,
});

/** A backtest failed or was cancelled. */
export const backtestError = timedMessage('backtest-error', 'backtest_error', data);
