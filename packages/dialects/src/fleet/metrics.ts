import type { DataOf } from '@pitwall/model';
import { amount, percent, seconds } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count } from '../wire/plain.ts';
import { optional } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import { fleetMessage } from './fleet-message.ts';

const data = pageObject<DataOf<'fleet-metrics'>>()({
  total_pnl: optional('totalPnl', amount),
  total_pnl_percent: optional('totalPnlRatio', percent),
  active_bots: optional('activeBots', count),
  total_bots: optional('totalBots', count),
  total_trades: optional('totalTrades', count),
  win_rate: optional('winRate', amount),
  exposure: optional('exposureRatio', amount),
  risk_level: optional('riskLevel', sameWords(['moderate'])),
  uptime_seconds: optional('uptimeMs', seconds),
  trades_per_hour: optional('tradesPerHour', amount),
});

/** Sums over all bots of an account. */
export const metrics = fleetMessage('fleet-metrics', 'metrics', data);
