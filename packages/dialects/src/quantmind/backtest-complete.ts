import { amount, percent, positivePercentOfDrawdown, seconds } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, freeObject, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import type { Timed } from '../wire/timed.ts';
import { timedMessage, timestamp } from './quantmind-message.ts';

const data = pageObject<Timed<'backtest-complete'>>()({
  backtest_id: required('backtestId', name),
  final_balance: optional('finalBalance', amount),
  total_trades: optional('totalTrades', count),
  win_rate: optional('winRate', percent),
  sharpe_ratio: optional('sharpeRatio', amount),
  drawdown: optional('maxDrawdownRatio', positivePercentOfDrawdown),
  return_pct: optional('returnRatio', percent),
  duration_seconds: optional('durationMs', seconds),
  timestamp,
  results: optional('results', freeObject),
});

/** A backtest reached its end. */
export const backtestComplete = timedMessage('backtest-complete', 'backtest_complete', data);
