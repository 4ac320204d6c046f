import { describeFound, exact, isAmount, PitwallError, toDecimalString, type Amount } from '@pitwall/model';

/** How an option of a strategy looks from outside: for help texts, forms and schemas. */
export interface OptionForm {
  readonly name: string;
  readonly description: string;
  readonly type: 'whole' | 'number' | 'decimal' | 'word' | 'text';
  /** Absent where it may stay open. */
  readonly default?: number | string;
  readonly least?: number;
  readonly most?: number;
  /** What may be said, of a word. */
  readonly words?: readonly string[];
}

/** An option of a strategy with the check of what somebody gave for it. */
export interface StrategyOption<Value> {
  readonly form: OptionForm;
  /** Reads what a command line (text), a request (JSON) or nobody gave. Throws `INVALID_OPTION`. */
  read(given: unknown): Value;
}

/** What numeric options are described by. */
export interface NumberTerms {
  readonly description: string;
  readonly default: number;
  readonly least: number;
  readonly most?: number;
}

const numericText = /^-?[0-9]+(?:\.[0-9]+)?$/;

const refused = ({ name, least, most }: OptionForm, given: unknown, wanted: string): PitwallError => {
  const range = least === undefined ? '' : most === undefined ? ` from ${least}` : ` from ${least} to ${most}`;
  return new PitwallError('INVALID_OPTION', `${name} is ${describeFound(given)}: give ${wanted}${range}`);
};

/** The number that was given as one, or as text of one. */
const numberOf = (given: unknown): number =>
  typeof given === 'number' ? given : typeof given === 'string' && numericText.test(given) ? Number(given) : Number.NaN;

const numeric = (form: OptionForm, wanted: string, isRight: (value: number) => boolean): StrategyOption<number> => ({
  form,
  read(given) {
    const value = numberOf(given ?? form.default);
    const { least = -Infinity, most = Infinity } = form;
    if (Number.isFinite(value) && isRight(value) && value >= least && value <= most) return value;
    throw refused(form, given, wanted);
  },
});

/** A whole number, such as a count of bars. */
export const wholeOption = (name: string, terms: NumberTerms): StrategyOption<number> =>
  numeric({ name, type: 'whole', ...terms }, 'a whole number', Number.isInteger);

/** A number that decides and is never booked, such as a level of an indicator. */
export const numberOption = (name: string, terms: NumberTerms): StrategyOption<number> =>
  numeric({ name, type: 'number', ...terms }, 'a number', () => true);

/** An exact decimal, such as a ratio. */
export const decimalOption = (
  name: string,
  terms: { readonly description: string; readonly default: string },
): StrategyOption<Amount> => {
  const form: OptionForm = { name, type: 'decimal', ...terms };
  return {
    form,
    read(given) {
      const value = given ?? terms.default;
      if (isAmount(value) && exact(value).isFinite()) return toDecimalString(value);
      throw refused(form, given, 'a decimal such as 0.0004');
    },
  };
};

/** One of some words. */
export const wordOption = <Word extends string>(
  name: string,
  terms: { readonly description: string; readonly default: Word; readonly words: readonly Word[] },
): StrategyOption<Word> => {
  const form: OptionForm = { name, type: 'word', ...terms };
  return {
    form,
    read(given) {
      const word = terms.words.find((each) => each === (given ?? terms.default));
      if (word !== undefined) return word;
      throw refused(form, given, terms.words.join(' or '));
    },
  };
};

/** Text that may be left out. */
export const textOption = (name: string, description: string): StrategyOption<string | undefined> => {
  const form: OptionForm = { name, type: 'text', description };
  return {
    form,
    read(given) {
      if (given === undefined) return undefined;
      if (typeof given === 'string' && given.length > 0 && given.length <= mostTextLength) return given;
      throw refused(form, given, `1 to ${mostTextLength} characters`);
    },
  };
};

/** What any name in the model may have. */
const mostTextLength = 200;
