import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { DurationMsOf, IdOf, NameOf, TextOf } from '../fields.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** A strategy's call to act, and what became of it. */
export const signal = defineKind({
  kind: 'signal',
  channel: 'signals',
  description: 'A strategy’s signal, and what became of it.',
  identity: 'signal id',
  shared: false,
  schema: Shape({
    signalId: IdOf(),
    type: OpenEnum(['prepare', 'confirm', 'abort', 'heartbeat']),
    status: Maybe(OpenEnum(['pending', 'filled', 'rejected', 'cancelled', 'error'])),
    symbol: Maybe(NameOf()),
    direction: Maybe(OpenEnum(['long', 'short'])),
    entryPrice: Maybe(AmountOf('price')),
    size: Maybe(AmountOf('base')),
    phase: Maybe(NameOf('Name of the phase, as it was published.')),
    regimeState: Maybe(
      Type.Union([Type.Number(), NameOf()], {
        description: 'The market regime’s number or name.',
      }),
    ),
    confidence: Maybe(AmountOf('ratio', 'Zero to one.')),
    processingTimeMs: Maybe(DurationMsOf()),
    reason: Maybe(TextOf()),
    botId: Maybe(IdOf()),
  }),
  key: (data) => data.signalId,
  update: (data) => data.type,
  updates: { other: everyNone },
});
