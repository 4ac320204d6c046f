import { environmentName, flagName } from '@pitwall/gateway';
import type { OptionTable, OptionValues } from '@pitwall/gateway';
import { describeFound, PitwallError } from '@pitwall/model';
import type { Problem } from '@pitwall/model';
import { Compile } from 'typebox/compile';
import { describeForm, formOf, valueOfText } from './form.ts';
import { entryProblems } from './entry-problems.ts';
import type { ConfigFile } from './read-config-file.ts';

/** Where settings may come from, the strongest first; what none of them names is the table's default. */
export interface OptionSources {
  /** Flags by the setting's name, as text; `true` and `false` for those without a value. */
  readonly flags: { readonly [name: string]: string | boolean | undefined };
  /** The process's environment. */
  readonly environment: { readonly [name: string]: string | undefined };
  readonly file?: ConfigFile;
  /** Defaults of a command that differ from the table's. */
  readonly defaults?: { readonly [name: string]: unknown };
}

interface Found {
  readonly value: unknown;
  /** Where it stands, for messages. */
  readonly where: string;
}

/**
 * Settles each setting of a table: flag before variable before file before default. The result is frozen.
 * Throws `INVALID_OPTION` that names every wrong setting with its source, what stands there and what is expected.
 */
export const resolveOptions = <Table extends OptionTable>(
  table: Table,
  sources: OptionSources,
): OptionValues<Table> => {
  const problems: Problem[] = [];
  const values: { [name: string]: unknown } = {};
  for (const [name, row] of Object.entries(table)) {
    const found = find(name, table, sources);
    if (found === undefined) {
      values[name] = sources.defaults?.[name] ?? row.default;
      continue;
    }
    values[name] = found.value;
    const schema = Compile(row.schema);
    if (schema.Check(found.value)) continue;
    if (formOf(row.schema).type === 'structure' && typeof found.value === 'object') {
      problems.push(...entryProblems(name, found.where.slice(0, -name.length), schema.Errors(found.value)));
      continue;
    }
    const shown = row.secret === true ? 'not in that form (it is secret, so not shown)' : describeFound(found.value);
    problems.push({ path: found.where, found: shown, expected: describeForm(formOf(row.schema)) });
  }
  if (!areChecked<Table>(values, problems)) throw refusal(problems);
  return Object.freeze(values);
};

const find = (name: string, table: OptionTable, { flags, environment, file }: OptionSources): Found | undefined => {
  const row = table[name];
  if (row === undefined) return undefined;
  const form = formOf(row.schema);
  const read = (text: string | boolean): unknown => (typeof text === 'string' ? valueOfText(text, form) : text);
  if (row.onlyInFile !== true) {
    const flag = flags[name];
    if (flag !== undefined) return { value: read(flag), where: `flag ${flagName(name)}` };
    const variable = environment[environmentName(name)];
    // A variable that is set to nothing is how shells and unit files say that it is not set.
    if (variable !== undefined && variable !== '') {
      return { value: read(variable), where: `variable ${environmentName(name)}` };
    }
  }
  const inFile = file?.values.get(name);
  return file === undefined || inFile === undefined
    ? undefined
    : { value: inFile.value, where: `${file.path}:${inFile.line} ${name}` };
};

const refusal = (problems: readonly Problem[]): PitwallError => {
  const lines = problems.map(({ path, found, expected }) =>
    found === '' ? `${path} ${expected}` : `${path} is ${found}, expected ${expected}`,
  );
  return new PitwallError('INVALID_OPTION', lines.join('\n'), { problems });
};

/** Each value has passed its row's schema or is noted as a problem, so without problems they are the table's values. */
const areChecked = <Table extends OptionTable>(
  values: object,
  problems: readonly Problem[],
): values is OptionValues<Table> => problems.length === 0;
