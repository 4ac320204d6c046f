import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { fleetMessage } from './fleet-message.ts';

const status = required('status', sameWords(['running', 'stopped', 'paused', 'error']));

const data = pageObject<DataOf<'bot'>>()({
  id: required('botId', name),
  name: optional('name', name),
  platform: optional('platform', name),
  symbol: optional('symbol', name),
  // The page has no word for the end of a bot: any of its words would say that the bot is still there.
  status: {
    ...status,
    write: (bot: DataOf<'bot'>, rest) => (bot.status === 'removed' ? undefined : status.write(bot, rest)),
  },
  trading_mode: optional('tradingMode', sameWords(['paper', 'live'])),
  risk_mode: optional('riskMode', sameWords(['conservative', 'moderate', 'aggressive'])),
  capital: optional('capital', amount),
  pnl: optional('pnl', amount),
  trades_count: optional('tradesCount', count),
  win_rate: optional('winRate', amount),
  last_trade: optional('lastTradeAt', isoTime),
});

/** A bot's status, configuration and results. */
export const bots = fleetMessage('bot', 'bots', data);
