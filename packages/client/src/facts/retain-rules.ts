// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { RetainRule } from './retain-rule.ts';

/** What facts do to the latest value of their key, for the kinds that do not always set it. */
export const retainRules: Readonly<Record<string, RetainRule>> = {
  position: { removes: ['closed', 'liquidated'] },
  order: { removes: ['filled', 'cancelled', 'rejected'] },
  trade: 'none',
  signal: 'none',
  decision: 'none',
  bot: { removes: ['removed'] },
  market: { removes: ['removed'] },
  whale: 'none',
  wallet: 'none',
  alert: 'none',
  log: 'none',
  activity: 'none',
  'source-status': { removes: ['forgotten'] },
  task: { removes: ['completed', 'failed'] },
  'config-change': 'none',
  flatten: 'none',
  'backtest-complete': { removes: 'always', alsoRemoves: ['backtest-start', 'backtest-progress'] },
  'backtest-error': { removes: 'always', alsoRemoves: ['backtest-start', 'backtest-progress'] },
};
