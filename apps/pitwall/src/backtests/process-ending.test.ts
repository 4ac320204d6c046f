import { describe, expect, it } from 'vitest';
import { errorOfEnding } from './process-ending.ts';
import type { ProcessEnding } from './process-ending.ts';

const messageOf = (ending: Partial<ProcessEnding>): string =>
  errorOfEnding({ code: null, signal: null, stderr: '', ...ending }, 512).message;

describe('the early end of a backtest’s process', () => {
  it.each([
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----',
    'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
    'FATAL ERROR: Zone Allocation failed - process out of memory',
  ])('is told as too little memory when V8 says so: %s', (stderr) => {
    const told = 'The backtest ran out of its 512 MiB of memory (backtestMemoryMb)';
    expect(messageOf({ signal: 'SIGABRT', stderr })).toBe(told);
    expect(messageOf({ code: 134, stderr })).toBe(told);
  });

  it('is told with its signal or its exit code otherwise', () => {
    expect(messageOf({ signal: 'SIGABRT' })).toBe('The backtest’s process ended early, by SIGABRT');
    expect(messageOf({ code: 1 })).toBe('The backtest’s process ended early, with exit code 1');
    expect(messageOf({ signal: 'SIGKILL' })).toContain('SIGKILL, as a system does that runs out of memory');
  });

  it('is told with why there never was one', () => {
    const fault = new Error('spawn EAGAIN');
    const error = errorOfEnding({ fault, code: null, signal: null, stderr: '' }, 512);
    expect(error).toMatchObject({ message: 'The backtest’s process failed: spawn EAGAIN', cause: fault });
  });

  it('keeps what the process wrote last, for the details', () => {
    const error = errorOfEnding({ code: 1, signal: null, stderr: 'Error: no such module\n    at load\n' }, 512);
    expect(error.stack).toBe(`${error.message}\nError: no such module\n    at load`);
  });
});
