import type { DataOf } from '@pitwall/model';
import { amount } from '../wire/amounts.ts';
import { pageObject } from '../wire/page-object.ts';
import { count, name } from '../wire/plain.ts';
import { optional, required } from '../wire/row.ts';
import { sameWords } from '../wire/words.ts';
import { fleetMessage } from './fleet-message.ts';

const data = pageObject<DataOf<'wallet'>>()({
  event: required('event', sameWords(['deposit_confirmed'])),
  platform: optional('platform', name),
  asset: optional('asset', name),
  amount: optional('amount', amount),
  address: optional('address', name),
  txid: optional('transactionId', name),
  confirmations: optional('confirmations', count),
  status: optional('status', sameWords(['confirmed'])),
});

/** A deposit to or a withdrawal from a wallet. */
export const wallet = fleetMessage('wallet', 'wallet', data);
