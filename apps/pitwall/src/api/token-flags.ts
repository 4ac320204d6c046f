import { Option } from 'commander';
import { readSecret, secretOnCommandLine } from '../configuration/read-secret.ts';

/** Flags by which a command gets its token. */
export interface TokenFlags {
  readonly tokenFile?: string;
  /** Understood, to be refused with the reason. */
  readonly token?: string;
}

/** `--token-file`. */
export const tokenFileOption = (): Option =>
  new Option('--token-file <file>', 'file with the bearer token (or the token in the variable PITWALL_TOKEN)');

/** `--token`, which everybody on the machine could read in a process list. */
export const tokenOption = (): Option => new Option('--token <token>').hideHelp();

/** The bearer token, from the file or the variable; `undefined` for none. Throws `USAGE`. */
export const tokenFrom = (
  { token, tokenFile }: TokenFlags,
  environment: { readonly [name: string]: string | undefined },
): string | undefined => {
  if (token !== undefined) throw secretOnCommandLine('--token', 'PITWALL_TOKEN');
  if (tokenFile !== undefined) return readSecret(tokenFile);
  const inVariable = environment['PITWALL_TOKEN'];
  return inVariable === '' ? undefined : inVariable;
};
