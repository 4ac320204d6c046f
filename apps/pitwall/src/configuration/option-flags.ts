import { environmentName, flagName } from '@pitwall/gateway';
import type { OptionRow, OptionTable } from '@pitwall/gateway';
import { Option } from 'commander';
import type { Command } from 'commander';
import { formOf, placeholderOf } from './form.ts';
import { secretFileName } from './secret-files.ts';

/** Headings of help, in its order. */
export const groupTitles: Readonly<Record<OptionRow['group'], string>> = {
  desk: 'Desk and backtests:',
  listen: 'Where to listen:',
  access: 'Who may come in:',
  identity: 'Tokens:',
  limits: 'Limits:',
  delivery: 'Delivery:',
  log: 'Log of events:',
  observe: 'Observation:',
};

/** Gives a command the flags of a table, each with its help and its environment variable. */
export const addOptionFlags = (command: Command, table: OptionTable): Command => {
  const inOrder = Object.keys(groupTitles);
  const rows = Object.entries(table)
    .filter(([, row]) => row.onlyInFile !== true)
    .toSorted(([, a], [, b]) => inOrder.indexOf(a.group) - inOrder.indexOf(b.group));
  for (const [name, row] of rows) for (const flag of flagsOf(name, row)) command.addOption(flag);
  return command;
};

const flagsOf = (name: string, row: OptionRow): readonly Option[] => {
  const form = formOf(row.schema);
  const heading = groupTitles[row.group];
  const help = `${descriptionOf(row)} ${defaultNote(row)}`.trim();
  if (row.secret === true) {
    return [
      new Option(`${flagName(secretFileName(name))} <file>`, `File with the following. ${help}`).helpGroup(heading),
      // Understood, to be refused with the reason.
      new Option(`${flagName(name)} <text>`).hideHelp(),
    ];
  }
  if (form.type !== 'truth') {
    return [new Option(`${flagName(name)} ${placeholderOf(form)}`, help).helpGroup(heading)];
  }
  const no = `--no-${flagName(name).slice(2)}`;
  // Both must exist, and the first must come first, or commander would make `true` the default.
  const on = new Option(flagName(name), help).helpGroup(heading);
  const off = new Option(no, `Turns this off: ${help}`).helpGroup(heading);
  return row.default === true ? [on.hideHelp(), off] : [on, off.hideHelp()];
};

/** What a setting is, as its row says. */
export const descriptionOf = (row: OptionRow): string => {
  const described: { readonly [keyword: string]: unknown } = { ...row.schema };
  return typeof described['description'] === 'string' ? described['description'] : '';
};

const defaultNote = (row: OptionRow): string => {
  const text = defaultText(row);
  return text === '' ? '' : `(default ${text})`;
};

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The default as one would write it, or nothing where it is secret, empty or nothing. */
export const defaultText = (row: OptionRow): string => {
  if (row.secret === true || isEmpty(row.default)) return '';
  return String(row.default);
};

/** Environment variables that the command reads beside those of the tables. */
const otherVariables = ['PITWALL_CONFIG', 'PITWALL_URL', 'PITWALL_TOKEN'];

/** Variables that look like settings and are none, most likely misspelt. */
export const unknownVariables = (
  environment: { readonly [name: string]: string | undefined },
  table: OptionTable,
): readonly string[] => {
  const files = Object.keys(table).filter((name) => table[name]?.secret === true);
  const names = [...Object.keys(table), ...files.map(secretFileName)];
  const known = new Set([...names.map(environmentName), ...otherVariables]);
  return Object.keys(environment).filter((name) => name.startsWith('PITWALL_') && !known.has(name));
};
