import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { isoTime } from '../wire/times.ts';
import { sameWords } from '../wire/words.ts';
import { timedMessage } from './fleet-message.ts';

const data = pageObject<DataOf<'whale'>>()({
  coin: required('asset', name),
  platform: optional('platform', name),
  flow_type: optional('flowType', sameWords(['inflow'])),
  amount: optional('amount', amount),
  value_usd: optional('valueUsd', amount),
  timestamp: optional('seenAt', isoTime),
  signal: optional('signal', sameWords(['bullish'])),
});

/** A large transfer into or out of a platform. */
export const whale = timedMessage('whale', 'whale', data, (transfer, occurredAt) => ({
  ...transfer,
  seenAt: transfer.seenAt ?? occurredAt,
}));
