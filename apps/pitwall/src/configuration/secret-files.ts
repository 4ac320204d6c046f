import { environmentName, flagName } from '@pitwall/gateway';
import type { OptionTable } from '@pitwall/gateway';
import { readSecret, secretOnCommandLine } from './read-secret.ts';
import type { OptionSources } from './resolve-options.ts';

/** The name of what names a secret's file: `jwtSecret` is read from the file of `--jwt-secret-file`. */
export const secretFileName = (name: string): string => `${name}File`;

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * The flags, with the secrets that `--<name>-file` and `PITWALL_<NAME>_FILE` name read from their files. Throws `USAGE`
 * for a file that cannot be read, and for a secret that stands on the command line itself.
 */
export const flagsWithSecrets = (
  table: OptionTable,
  { flags, environment }: Pick<OptionSources, 'flags' | 'environment'>,
): OptionSources['flags'] => {
  const secrets: { [name: string]: string } = {};
  for (const [name, row] of Object.entries(table)) {
    if (row.secret !== true || row.onlyInFile === true) continue;
    if (flags[name] !== undefined) throw secretOnCommandLine(flagName(name), environmentName(name));
    const file = secretFileName(name);
    const path = textOf(flags[file]) ?? textOf(environment[environmentName(file)]);
    if (path !== undefined) secrets[name] = readSecret(path);
  }
  return { ...flags, ...secrets };
};
