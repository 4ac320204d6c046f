import type { DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';

const data = pageObject<DataOf<'performance'>>()({
  timeframe: required('timeframe', name),
  win_rate: optional('winRate', percent),
  profit_factor: optional('profitFactor', amount),
  sharpe_ratio: optional('sharpeRatio', amount),
  total_trades: optional('totalTrades', count),
  winning_trades: optional('winningTrades', count),
  losing_trades: optional('losingTrades', count),
  avg_win: optional('averageWin', amount),
  avg_loss: optional('averageLoss', amount),
  largest_win: optional('largestWin', amount),
  largest_loss: optional('largestLoss', amount),
  expectancy: optional('expectancy', amount),
});

/** Results of trading over a period. */
export const performanceUpdate = titanMessage('performance', 'PERFORMANCE_UPDATE', data);
