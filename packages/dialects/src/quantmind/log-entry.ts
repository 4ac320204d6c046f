import { pageObject } from '../wire/page-object.ts';
import { count, longText, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { words } from '../wire/words.ts';
import { timedMessage, timestamp } from './quantmind-message.ts';

/** The page has no word above ERROR, so what is critical is an ERROR there. */
const level = words(
  { INFO: 'info', WARNING: 'warning', ERROR: 'error', DEBUG: 'debug' },
  { read: { CRITICAL: 'critical' }, write: { critical: 'ERROR' } },
);

const data = pageObject<Timed<'log'>>()({
  backtest_id: optional('backtestId', name),
  timestamp,
  level: required('level', level),
  message: required('message', longText),
  module: optional('module', name),
  function: optional('function', name),
  line: optional('line', count),
  logger_name: optional('loggerName', name),
});

/** A line of a backtest's or the system's log. */
export const logEntry = timedMessage('log', 'log_entry', data);
