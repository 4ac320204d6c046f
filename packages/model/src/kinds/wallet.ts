import { AmountOf } from '../amount.ts';
import { CountOf, NameOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** Something that happened to a wallet: a deposit, a withdrawal. */
export const wallet = defineKind({
  kind: 'wallet',
  channel: 'wallet',
  description: 'A deposit to or a withdrawal from a wallet.',
  identity: 'transaction id, else platform and asset',
  shared: false,
  schema: Shape({
    event: OpenEnum(['deposit_confirmed'], 'What happened.'),
    platform: Maybe(NameOf('Exchange.')),
    asset: Maybe(NameOf()),
    amount: Maybe(AmountOf('asset')),
    address: Maybe(NameOf()),
    transactionId: Maybe(NameOf('Hash of the transaction on its chain.')),
    confirmations: Maybe(CountOf()),
    status: Maybe(OpenEnum(['pending', 'confirmed', 'failed'])),
  }),
  key: (data) => data.transactionId ?? `${data.platform ?? ''}:${data.asset ?? ''}`,
  update: (data) => data.event,
  updates: { other: everyNone },
});
