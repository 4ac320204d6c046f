import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name, numberOrName, text } from '../wire/plain.ts';
import { recordOf } from '../wire/record.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { timedMessage } from './fleet-message.ts';
import { openObject } from './open-object.ts';

type Decision = DataOf<'decision'>;

const marketData = pageObject<NonNullable<Decision['marketData']>>()({
  price: optional('price', amount),
  volume_24h: optional('volume24h', amount),
  rsi: optional('rsi', amount),
  macd: optional('macd', numberOrName),
});

const sizing = pageObject<NonNullable<Decision['sizing']>>()({
  quantity: optional('quantity', amount),
  capital: optional('capital', amount),
  risk_per_trade: optional('riskPerTradeRatio', amount),
});

const stops = pageObject<NonNullable<Decision['stops']>>()({
  stop_loss: optional('stopLoss', amount),
  take_profit: optional('takeProfit', amount),
});

const data = pageObject<Decision>()({
  id: required('decisionId', name),
  bot_id: optional('botId', name),
  symbol: required('symbol', name),
  platform: optional('platform', name),
  decision: required('decision', sameWords(['buy', 'sell', 'hold'])),
  confidence: optional('confidence', amount),
  reasoning: optional('reasoning', text),
  market_data: optional('marketData', openObject(marketData)),
  regime_state: optional('regimeState', numberOrName),
  component_scores: optional('componentScores', recordOf(amount)),
  sizing: optional('sizing', openObject(sizing)),
  stops: optional('stops', openObject(stops)),
  timestamp: optional('decidedAt', isoTime),
});

/** What an automatic trader decided, and from what. */
export const decisions = timedMessage('decision', 'decisions', data, (decision, occurredAt) => ({
  ...decision,
  decidedAt: decision.decidedAt ?? occurredAt,
}));
