import { AmountOf } from '../amount.ts';
import { TextOf } from '../fields.ts';
import { defineKind, everySet } from '../kind.ts';
import { OpenEnum } from '../open-enum.ts';
import { Maybe, Shape } from '../shape.ts';

/** Whether risk limits let an account trade. */
export const riskStatus = defineKind({
  kind: 'risk-status',
  channel: 'risk',
  description: 'Whether risk limits let an account trade: normal, soft pause or hard stop.',
  identity: 'one per account',
  shared: false,
  schema: Shape({
    status: OpenEnum(['normal', 'soft_pause', 'hard_stop']),
    message: Maybe(TextOf()),
    drawdownRatio: Maybe(AmountOf('ratio', 'Drawdown as a part of the high watermark: zero or negative.')),
    dailyLossRatio: Maybe(AmountOf('ratio', 'Loss of the day as a part of its first equity: a loss is positive.')),
  }),
  key: () => 'risk-status',
  update: () => 'changed',
  updates: { changed: everySet, other: everySet },
});
