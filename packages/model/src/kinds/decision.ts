import { Type } from 'typebox';
import { AmountOf } from '../amount.ts';
import { IdOf, NameOf, RecordName, TextOf } from '../fields.ts';
import { FreeJsonOf } from '../free-json.ts';
import { defineKind, everyNone } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';
import { TimeMsOf } from '../time.ts';

const MarketSnapshot = Shape({
  price: Maybe(AmountOf('price')),
  volume24h: Maybe(AmountOf('number', 'Traded in 24 hours, in the unit of the exchange.')),
  rsi: Maybe(AmountOf('number', 'Relative strength index, 0 to 100.')),
  macd: Maybe(
    Type.Union([Type.Number(), NameOf()], {
      description: 'Its value, or a word such as bullish.',
    }),
  ),
  other: Maybe(FreeJsonOf('Further indicators, named as the publisher names them.')),
});

const Sizing = Shape({
  quantity: Maybe(AmountOf('base')),
  capital: Maybe(AmountOf('quote')),
  riskPerTradeRatio: Maybe(AmountOf('ratio', 'Part of the capital that one trade may lose.')),
  other: Maybe(FreeJsonOf('Further details, named as the publisher names them.')),
});

const Stops = Shape({
  stopLoss: Maybe(AmountOf('price')),
  takeProfit: Maybe(AmountOf('price')),
  other: Maybe(FreeJsonOf('Further levels, named as the publisher names them.')),
});

/** What an automatic trader decided, and from what. */
export const decision = defineKind({
  kind: 'decision',
  channel: 'signals',
  description: 'A trading decision with its reasons: scores, sizing and stops.',
  identity: 'decision id',
  shared: false,
  schema: Shape({
    decisionId: IdOf(),
    decision: OpenEnum(['buy', 'sell', 'hold']),
    symbol: Maybe(NameOf()),
    botId: Maybe(IdOf()),
    platform: Maybe(NameOf('Exchange.')),
    confidence: Maybe(AmountOf('ratio', 'Zero to one.')),
    reasoning: Maybe(TextOf()),
    marketData: Maybe(MarketSnapshot),
    regimeState: Maybe(
      Type.Union([Type.Number(), NameOf()], {
        description: 'The market regime’s number or name.',
      }),
    ),
    componentScores: Maybe(
      Type.Record(RecordName, AmountOf('ratio'), {
        additionalProperties: false,
      }),
    ),
    sizing: Maybe(Sizing),
    stops: Maybe(Stops),
    decidedAt: Maybe(TimeMsOf('When it was decided, where that is told apart from the report.')),
  }),
  key: (data) => data.decisionId,
  update: (data) => data.decision,
  updates: { other: everyNone },
});
