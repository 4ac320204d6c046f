import { readFileSync } from 'node:fs';
import { CommandError } from '../exit-codes.ts';

/** Reads a secret from a file; a line break at its end, which editors write, is none of it. Throws `USAGE`. */
export const readSecret = (path: string): string => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError('USAGE', `The secret cannot be read: ${why}`, { cause: error });
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new CommandError('USAGE', `The file ${path} is empty, and should hold a secret`);
  return secret;
};

/** Says why a secret is no value of a flag, and what to use. */
export const secretOnCommandLine = (flag: string, variable: string): CommandError =>
  new CommandError(
    'USAGE',
    `${flag} takes no value any more: a process list shows it to everybody on this machine, so it is no secret now. Use the variable ${variable}, or ${flag}-file FILE`,
  );
