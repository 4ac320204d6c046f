import type { DataOf } from '@pitwall/model';
import { amount, durationMs, percent } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name, numberOrName } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { titanMessage } from './titan-message.ts';
import { side, signalStatus, signalType } from './words.ts';

const data = pageObject<DataOf<'signal'>>()({
  signal_id: required('signalId', name),
  type: required('type', signalType),
  symbol: optional('symbol', name),
  direction: optional('direction', side),
  status: optional('status', signalStatus),
  entry_price: optional('entryPrice', amount),
  size: optional('size', amount),
  phase: optional('phase', name),
  regime_state: optional('regimeState', numberOrName),
  confidence: optional('confidence', percent),
  processing_time_ms: optional('processingTimeMs', durationMs),
});

/** A strategy's signal and what became of it. */
export const signalNotification = titanMessage('signal', 'SIGNAL_NOTIFICATION', data);
