import type { DataOf } from '@pitwall/model';
import { amount, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';

const data = pageObject<DataOf<'equity'>>()({
  equity: required('equity', amount),
  daily_pnl: optional('dailyPnl', amount),
  daily_pnl_pct: optional('dailyPnlRatio', percent),
  weekly_pnl: optional('weeklyPnl', amount),
  weekly_pnl_pct: optional('weeklyPnlRatio', percent),
  total_pnl: optional('totalPnl', amount),
  high_watermark: optional('highWatermark', amount),
  drawdown: optional('drawdown', amount),
  drawdown_pct: optional('drawdownRatio', percent),
});

/** What the account is worth; drawdowns are negative here as in the model. */
export const equityUpdate = titanMessage('equity', 'EQUITY_UPDATE', data);
