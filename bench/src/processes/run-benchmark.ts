import { constants } from 'node:os';
import { Children } from './children.ts';

/** Runs a benchmark, and ends every program that it started however it ends. */
export const runBenchmark = async (
  run: (children: Children, whenOver: (finish: () => void) => void) => Promise<void>,
): Promise<void> => {
  const children = new Children();
  const finishers: (() => void)[] = [];
  const finish = (): void => {
    for (const each of finishers.splice(0)) each();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      children.killAll();
      finish();
      process.exit(128 + constants.signals[signal]);
    });
  }
  try {
    await run(children, (each) => finishers.push(each));
  } finally {
    await children.stopAll();
    finish();
  }
};
