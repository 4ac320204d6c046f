import type { ChildProcess } from 'node:child_process';

/** How a process ended. */
export interface ProcessEnding {
  /** Why there is none, or why it cannot be reached. */
  readonly fault?: Error;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it wrote to stderr. */
  readonly stderr: string;
}

/** How much of stderr is kept, in characters: what V8 writes when its memory is used up has less than two thousand. */
const maxStderrLength = 8192;

/** Resolves when a process has ended and all that it said is heard, or when there cannot be one. */
export const endingOf = (child: ChildProcess): Promise<ProcessEnding> =>
  new Promise((resolve) => {
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = `${stderr}${text}`.slice(-maxStderrLength);
    });
    child.on('error', (fault) => resolve({ fault, code: null, signal: null, stderr }));
    child.once('close', (code, signal) => resolve({ code, signal, stderr }));
  });

/** What V8 writes before it aborts, in any of its wordings. */
const memoryUsedUp = /out of memory|heap limit/i;

/** Why a process ended before its backtest did, with what it wrote last as the stack. */
export const errorOfEnding = (ending: ProcessEnding, memoryMb: number): Error => {
  const error = new Error(reasonOf(ending, memoryMb), { cause: ending.fault });
  error.stack = [error.message, ending.stderr.trim()].join('\n');
  return error;
};

const reasonOf = ({ fault, code, signal, stderr }: ProcessEnding, memoryMb: number): string => {
  if (fault !== undefined) return `The backtest’s process failed: ${fault.message}`;
  if (memoryUsedUp.test(stderr)) return `The backtest ran out of its ${memoryMb} MiB of memory (backtestMemoryMb)`;
  if (signal === 'SIGKILL')
    return 'The backtest’s process was ended by SIGKILL, as a system does that runs out of memory';
  return `The backtest’s process ended early, ${signal === null ? `with exit code ${code}` : `by ${signal}`}`;
};
