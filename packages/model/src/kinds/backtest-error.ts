import { IdOf, LongTextOf, TextOf } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { Maybe, Shape } from '../shape.ts';
import { backtestEnd } from './backtest-end.ts';

/** A backtest failed or was cancelled. */
export const backtestError = defineKind({
  kind: 'backtest-error',
  channel: 'backtests',
  description: 'A backtest failed or was cancelled.',
  identity: 'backtest id',
  shared: false,
  schema: Shape({ backtestId: IdOf(), error: TextOf(), errorDetails: Maybe(LongTextOf('Such as a stack trace.')) }),
  key: (data) => data.backtestId,
  update: () => 'failed',
  updates: { failed: backtestEnd, other: backtestEnd },
});
