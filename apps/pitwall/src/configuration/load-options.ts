import { readFileSync } from 'node:fs';
import { environmentName } from '@pitwall/gateway';
import type { OptionTable, OptionValues } from '@pitwall/gateway';
import { CommandError } from '../exit-codes.ts';
import { demoOptionTable } from './app-options.ts';
import { unknownVariables } from './option-flags.ts';
import { readConfigFile } from './read-config-file.ts';
import type { ConfigFile } from './read-config-file.ts';
import { resolveOptions } from './resolve-options.ts';
import type { OptionSources } from './resolve-options.ts';
import { flagsWithSecrets } from './secret-files.ts';
import { didYouMean } from './suggest.ts';

/** What a command line, an environment and a file give. */
export interface LoadedOptions<Table extends OptionTable> {
  readonly options: OptionValues<Table>;
  /** Oddities that stop nothing. */
  readonly warnings: readonly string[];
}

/** Reads the settings file that `--config` or `PITWALL_CONFIG` names, and settles the table's settings. */
export const loadOptions = <Table extends OptionTable>(
  table: Table,
  sources: Omit<OptionSources, 'file'>,
): LoadedOptions<Table> => {
  const { flags, environment } = sources;
  const path = flags['config'] ?? environment['PITWALL_CONFIG'] ?? '';
  const file = typeof path === 'string' && path !== '' ? readFile(path) : undefined;
  const withSecrets = { ...sources, flags: flagsWithSecrets(table, sources) };
  const options = resolveOptions(table, { ...withSecrets, ...(file === undefined ? {} : { file }) });
  const known = Object.keys(demoOptionTable).map(environmentName);
  const warnings = unknownVariables(environment, demoOptionTable).map(
    (name) => `The variable ${name} is no setting${didYouMean(name, known)}`,
  );
  return { options, warnings };
};

const readFile = (path: string): ConfigFile => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError('USAGE', `The settings file cannot be read: ${why}`, { cause: error });
  }
  return readConfigFile(text, path, demoOptionTable);
};
