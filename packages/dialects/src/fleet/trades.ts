import { exact, toNumber, type DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { orDerived } from '../wire/or-derived.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { timedMessage } from './fleet-message.ts';

type Trade = DataOf<'trade'>;

/** The page says what a total is: quantity times price. */
const totalOf = ({ quantity, price }: Trade): Pick<Trade, 'total'> | undefined =>
  quantity === undefined || price === undefined ? undefined : { total: toNumber(exact(quantity).times(exact(price))) };

const pnl = optional('pnl', amount);

const data = pageObject<Trade>()({
  id: required('tradeId', name),
  bot_id: optional('botId', name),
  platform: optional('platform', name),
  symbol: required('symbol', name),
  side: required('side', sameWords(['buy', 'sell'])),
  quantity: required('quantity', amount),
  price: optional('price', amount),
  total: orDerived(optional('total', amount), totalOf),
  fee: optional('fee', amount),
  status: required('status', sameWords(['pending', 'filled', 'cancelled', 'failed'])),
  // Only a trade that closes a position has a result; the page's consoles are told null for any other.
  pnl: { ...pnl, write: (trade: Trade, rest) => pnl.write(trade, rest) ?? null },
  timestamp: optional('executedAt', isoTime),
});

/** A trade was executed, or its status changed. */
export const trades = timedMessage('trade', 'trades', data, (trade, occurredAt) => ({
  ...trade,
  executedAt: trade.executedAt ?? occurredAt,
}));
