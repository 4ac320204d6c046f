import { Buffer } from 'node:buffer';
import { listedOf } from '../backtest-answer.ts';
import type { BacktestAnswer } from '../backtest-answer.ts';
import type { BacktestStore } from './backtest-store.ts';

/** Keeps backtests as long as the process lives. */
export const createMemoryStore = (): BacktestStore => {
  const answers = new Map<string, { readonly answer: BacktestAnswer; readonly bytes: number }>();
  return {
    load: () =>
      Promise.resolve([...answers.values()].map(({ answer, bytes }) => ({ listed: listedOf(answer), bytes }))),
    put(answer) {
      const bytes = Buffer.byteLength(JSON.stringify(answer));
      answers.set(answer.backtest_id, { answer, bytes });
      return Promise.resolve(bytes);
    },
    get: (backtestId) => Promise.resolve(answers.get(backtestId)?.answer),
    remove(backtestId) {
      answers.delete(backtestId);
      return Promise.resolve();
    },
  };
};
