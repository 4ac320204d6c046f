import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { required } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import { untimedMessage } from './quantmind-message.ts';

const data = pageObject<DataOf<'bot'>>()({
  bot_id: required('botId', name),
  status: required('status', sameWords(['running', 'stopped', 'paused', 'error'])),
  pnl: required('pnl', amount),
});

/** A bot's status and result. */
export const tradingUpdate = untimedMessage('bot', 'trading_update', data);
