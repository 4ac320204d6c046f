import { present } from '../present.ts';

/** Flags of `pitwall backtest run` that say what to run. */
export interface BacktestFlags {
  readonly data?: string;
  readonly account?: string;
  readonly variant?: string;
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly initialBalance?: string;
  readonly fast?: string;
  readonly slow?: string;
  readonly fee?: string;
  readonly slippageBps?: string;
}

/**
 * The request body that flags write. Amounts stay text, digit for digit; what is no number where one must be goes as it is,
 * so that the gateway says what it expects.
 */
export const backtestBody = (flags: BacktestFlags): object => {
  const { data, account, variant, symbol, timeframe, startDate, endDate, initialBalance, fee, slippageBps } = flags;
  const amounts = { initialBalance, fee, slippageBps };
  const words = { data, account, variant, symbol, timeframe, startDate, endDate };
  return present({ ...words, ...amounts, fast: bars(flags.fast), slow: bars(flags.slow) });
};

const bars = (text: string | undefined): number | string | undefined =>
  text === undefined || !/^[0-9]+$/.test(text) ? text : Number(text);
