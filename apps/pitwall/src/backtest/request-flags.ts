import { Option } from 'commander';
import type { Command } from 'commander';
import { flagName } from '@pitwall/gateway';
import type { JsonObject, JsonValue } from '@pitwall/model';
import { formOf, placeholderOf, valueOfText } from '../configuration/form.ts';
import { descriptionOf } from '../configuration/option-flags.ts';
import { requestFields, requestGroups } from '../backtests/request-fields.ts';
import { CommandError } from '../exit-codes.ts';

/** Flags of a command line by name in camelCase. */
export interface RequestFlags {
  readonly [name: string]: unknown;
}

/** Gives a command a flag for each field of a request. */
export const addRequestFlags = (command: Command): Command => {
  const fields = Object.entries(requestFields);
  for (const [heading, names] of requestGroups) {
    for (const [name, schema] of fields.filter(([field]) => names.includes(field))) {
      command.addOption(flagOf(name, schema).helpGroup(heading));
    }
  }
  return command;
};

const flagOf = (name: string, schema: (typeof requestFields)[keyof typeof requestFields]): Option => {
  const description = descriptionOf({ schema, default: undefined, group: 'desk' });
  if (name === 'options') {
    const help = 'option of the strategy, as often as need be; they are listed below';
    return new Option('--option <name=value>', help).argParser(gathered);
  }
  const form = formOf(schema);
  const flag = flagName(name);
  return new Option(form.type === 'truth' ? flag : `${flag} ${placeholderOf(form)}`, description);
};

const gathered = (text: string, before: unknown): readonly string[] => [
  ...(Array.isArray(before) ? before.map(String) : []),
  text,
];

/**
 * The request that flags write. Amounts stay text, digit for digit; what is no number where one must be goes as it is, so that the
 * check of the request says what it expects.
 */
export const requestOf = (flags: RequestFlags): object => {
  const said = Object.entries(requestFields).flatMap(([name, schema]): [string, unknown][] => {
    const value = flags[name];
    if (name === 'options' || value === undefined) return [];
    return [[name, typeof value === 'string' ? valueOfText(value, formOf(schema)) : value]];
  });
  const options = flags['option'];
  return Object.fromEntries(Array.isArray(options) ? [...said, ['options', optionsOf(options.map(String))]] : said);
};

const optionsOf = (pairs: readonly string[]): JsonObject =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new CommandError('USAGE', `--option "${pair}" is no option: expected one such as fastBars=20`);
      return [pair.slice(0, at), valueOf(pair.slice(at + 1))];
    }),
  );

/** A value as a module's strategy wants it: whole numbers and words. Decimals stay text, whose digits nothing rounds. */
const valueOf = (text: string): JsonValue => {
  if (/^-?[0-9]{1,15}$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
};
