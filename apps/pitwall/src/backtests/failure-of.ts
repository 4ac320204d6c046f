import { PitwallError } from '@pitwall/model';

/** What consoles are told of a backtest that failed. */
export interface BacktestFailure {
  readonly error: string;
  readonly details: string;
}

/** A failure that was told already, by the process that it happened in. */
export class ToldFailure extends Error {
  readonly failure: BacktestFailure;

  constructor({ error, details }: BacktestFailure) {
    super(error);
    this.failure = { error, details };
  }
}

/**
 * Tells a failure: a mistake of the caller's as what is wrong and how to correct it, a fault as its stack. Where the server
 * keeps its files is nothing to tell, so paths are cut to the names of files.
 */
export const failureOf = (thrown: unknown): BacktestFailure => {
  if (thrown instanceof ToldFailure) return thrown.failure;
  if (thrown instanceof PitwallError && thrown.code !== 'INTERNAL') {
    const problems = thrown.problems.map(({ path, found, expected }) => `${path} is ${found}, expected ${expected}`);
    return { error: thrown.message, details: [...problems, thrown.how].join('\n') };
  }
  const { message, stack = message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { error: withoutFolders(message), details: withoutFolders(stack) };
};

/** A text without where files lie. */
export const withoutFolders = (text: string): string =>
  text.replace(placeInStack, '$1$2').replace(pathWithFolders, '$1');

/** Where a line of a stack is: a path, which may hold spaces, with line and column. */
const placeInStack = /(\(|at (?:async )?)(?:file:\/\/)?(?:[A-Za-z]:)?[\\/].*[\\/]([^\\/\n]+:[0-9]+:[0-9]+)/g;

/** An absolute path anywhere else, of at least one folder and a name. */
const pathWithFolders = /(?<![\w:/.])(?:file:\/\/)?(?:[A-Za-z]:)?[\\/](?:[^\s'"()\\/]+[\\/])+([^\s'"()\\/]+)/g;
