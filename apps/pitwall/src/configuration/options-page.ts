import { environmentName, flagName } from '@pitwall/gateway';
import type { OptionRow, OptionTable } from '@pitwall/gateway';
import { describeForm, formOf } from './form.ts';
import { secretFileName } from './secret-files.ts';
import { defaultText, descriptionOf, groupTitles } from './option-flags.ts';

/** The tables of `docs/options.md`, made from the tables of settings: one heading a group, one row a setting. */
export const optionsPage = (table: OptionTable): string =>
  Object.entries(groupTitles)
    .map(([group, title]) => {
      const rows = Object.entries(table).filter(([, row]) => row.group === group);
      return [`## ${title.replace(/:$/, '')}`, '', ...header, ...rows.map(line), ''].join('\n');
    })
    .join('\n');

/** A secret is no flag's value, which a process list would show; its flag names a file. */
const isFile = (row: OptionRow): boolean => row.secret === true;

const variablesOf = (name: string, row: OptionRow): string =>
  (isFile(row) ? [name, secretFileName(name)] : [name]).map((one) => `\`${environmentName(one)}\``).join(', ');

const header = [
  '| YAML key | flag | variable | form | default | what it does |',
  '| --- | --- | --- | --- | --- | --- |',
];

const line = ([name, row]: [string, OptionRow]): string => {
  const form = formOf(row.schema);
  const flag = isFile(row)
    ? `\`${flagName(secretFileName(name))}\``
    : form.type === 'truth'
      ? `\`${flagName(name)}\`, \`--no-${flagName(name).slice(2)}\``
      : `\`${flagName(name)}\``;
  const ways = row.onlyInFile === true ? ['file only', 'file only'] : [flag, variablesOf(name, row)];
  const text = defaultText(row);
  const value = text === '' ? 'nothing' : `\`${text}\``;
  const what = `${descriptionOf(row)}${row.secret === true ? ' Secret: never shown or logged.' : ''}`;
  return `| ${[`\`${name}\``, ...ways, describeForm(form), value, what].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
};
