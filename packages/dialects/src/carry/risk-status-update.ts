import type { DataOf } from '@pitwall/model';
import { pageObject } from '../wire/page-object.ts';
import { text } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import { carryMessage } from './carry-message.ts';
import { decimal, positiveDrawdown } from './decimals.ts';

const data = pageObject<DataOf<'risk-status'>>()({
  // `normal` is added: the page has no word for the way back.
  status: required('status', sameWords(['normal', 'soft_pause', 'hard_stop'])),
  message: optional('message', text),
  drawdown_pct: optional('drawdownRatio', positiveDrawdown),
  daily_loss_pct: optional('dailyLossRatio', decimal),
});

/** Whether risk limits let the account trade; both fractions are positive where money was lost. */
export const riskStatusUpdate = carryMessage('risk-status', 'risk_status_update', data);
