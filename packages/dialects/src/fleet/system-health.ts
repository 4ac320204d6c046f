import type { DataOf } from '@pitwall/model';
import { amount, percent, seconds } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { recordOf } from '../wire/record.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { fleetMessage } from './fleet-message.ts';

const connection = sameWords(['connected']);

const data = pageObject<DataOf<'health'>>()({
  status: required('status', sameWords(['healthy'])),
  uptime: optional('uptimeMs', seconds),
  cpu_percent: optional('cpuRatio', percent),
  memory_percent: optional('memoryRatio', percent),
  disk_percent: optional('diskRatio', percent),
  database: optional('database', connection),
  redis: optional('redis', connection),
  exchange_connections: optional('exchangeConnections', recordOf(connection, 500)),
  last_trade: optional('lastTradeAt', isoTime),
  error_rate: optional('errorRate', amount),
});

/** How the trading system as a whole is. */
export const systemHealth = fleetMessage('health', 'system_health', data);
