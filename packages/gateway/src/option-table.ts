import type { Static, TSchema } from 'typebox';

/** One setting as data: from it come its environment variable, its flag, its help line and its YAML key. */
export interface OptionRow<Schema extends TSchema = TSchema> {
  /** Form of the value. Its `description` is the help text: what, unit, reason of the default. */
  readonly schema: Schema;
  readonly default: Static<Schema>;
  /** Heading under which help lists it. */
  readonly group: 'listen' | 'access' | 'identity' | 'limits' | 'delivery' | 'log' | 'observe' | 'desk';
  /** Never printed, logged or shown in help as a value. */
  readonly secret?: boolean;
  /** Only in YAML and code: it has no sensible form as a flag. */
  readonly onlyInFile?: boolean;
}

/** A table of settings by name in camelCase, as YAML writes them. */
export type OptionTable = { readonly [name: string]: OptionRow };

/** The values of a table. */
export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: Static<Table[Name]['schema']> };

/** Declares a row; only infers types. */
export const option = <Schema extends TSchema>(row: OptionRow<Schema>): OptionRow<Schema> => row;

/** The environment variable of a setting: `maxLagMs` is `PITWALL_MAX_LAG_MS`. */
export const environmentName = (name: string): string =>
  `PITWALL_${name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`;

/** The flag of a setting: `maxLagMs` is `--max-lag-ms`. */
export const flagName = (name: string): string => `--${name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;

/** The defaults of a table. */
export const defaultsOf = <Table extends OptionTable>(table: Table): OptionValues<Table> =>
  Object.fromEntries(Object.entries(table).map(([name, row]) => [name, row.default])) as OptionValues<Table>;
