import { Buffer } from 'node:buffer';
import { present } from '../../present.ts';
import { listedOf } from '../backtest-answer.ts';
import type { EventDraft } from '@pitwall/model';
import type { BacktestAnswer } from '../backtest-answer.ts';
import type { BacktestStore } from './backtest-store.ts';

/** Keeps backtests as long as the process lives. */
export const createMemoryStore = (): BacktestStore => {
  const answers = new Map<string, { readonly answer: BacktestAnswer; readonly bytes: number; untold?: EventDraft }>();
  return {
    load: () =>
      Promise.resolve([...answers.values()].map(({ answer, ...kept }) => ({ listed: listedOf(answer), ...kept }))),
    put(answer, untold) {
      const bytes = Buffer.byteLength(JSON.stringify(answer));
      answers.set(answer.backtest_id, { answer, bytes, ...present({ untold }) });
      return Promise.resolve(bytes);
    },
    told(backtestId) {
      delete answers.get(backtestId)?.untold;
      return Promise.resolve();
    },
    get: (backtestId) => Promise.resolve(answers.get(backtestId)?.answer),
    remove(backtestId) {
      answers.delete(backtestId);
      return Promise.resolve();
    },
  };
};
