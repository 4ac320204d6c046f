import type { UpdateRule } from '../kind.ts';

/** The end of a backtest takes its start and its progress out of what is retained. */
export const backtestEnd = {
  delivery: 'every',
  retain: 'remove',
  alsoRemoves: ['backtest-start', 'backtest-progress'],
} as const satisfies UpdateRule;
