import { PitwallError, type JsonObject, type JsonValue } from '@pitwall/model';
import type { Regime } from '../indicators/regime.ts';
import type { OptionForm, StrategyOption } from './strategy-option.ts';
import type { StrategyFactory } from './strategy.ts';

/** A strategy that can be chosen by name. */
export interface StrategyDefinition {
  /** By which it is chosen, such as `rsi-reversion`. */
  readonly name: string;
  readonly description: string;
  /** How many symbols it trades: one, or spot and a perpetual. */
  readonly symbols: 1 | 2;
  /** Regime that it is made for: what spiced variants filter by. */
  readonly regime: Regime | 'any';
  /** Its options, for help and forms. */
  readonly options: readonly OptionForm[];
  /** Makes it with options by name; what is not given has its default. Throws `INVALID_OPTION`. */
  readonly make: (given: Readonly<Record<string, unknown>>) => StrategyFactory;
}

/** What a definition is made of. */
export interface DefinitionParts extends Omit<StrategyDefinition, 'options' | 'make'> {
  readonly options: readonly StrategyOption<unknown>[];
  /** Makes it from options that are read one by one. */
  readonly make: (read: <Value>(option: StrategyOption<Value>) => Value) => StrategyFactory;
}

/** Defines a strategy. */
export const defineStrategy = (parts: DefinitionParts): StrategyDefinition => {
  const names = new Set(parts.options.map(({ form }) => form.name));
  return {
    ...parts,
    options: parts.options.map(({ form }) => form),
    make(given) {
      const foreign = Object.keys(given).find((name) => !names.has(name));
      if (foreign !== undefined) {
        const what = `the strategy ${parts.name} has no option "${foreign.slice(0, 80)}"`;
        throw new PitwallError('INVALID_OPTION', `${what}; it has ${[...names].join(', ')}`);
      }
      return parts.make((option) => option.read(given[option.form.name]));
    },
  };
};

/** The options of a strategy as JSON Schema. */
export const schemaOf = ({ options }: Pick<StrategyDefinition, 'options'>): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(options.map((form) => [form.name, propertyOf(form)])),
});

const typeWords = { whole: 'integer', number: 'number', decimal: 'string', word: 'string', text: 'string' } as const;

const propertyOf = (form: OptionForm): JsonValue => ({
  type: form.type === 'decimal' ? ['string', 'number'] : typeWords[form.type],
  description: form.description,
  ...(form.default === undefined ? {} : { default: form.default }),
  ...(form.least === undefined ? {} : { minimum: form.least }),
  ...(form.most === undefined ? {} : { maximum: form.most }),
  ...(form.words === undefined ? {} : { enum: form.words }),
});
