import { amountIn, isJson, listIn, objectIn, textIn } from '../../gateway/json-fields.ts';
import type { Json } from '../../gateway/json-fields.ts';

/** How a field is filled in. */
export type FieldForm = 'choice' | 'whole' | 'amount' | 'day' | 'flag' | 'text' | 'json';

/** One field of a request, as the gateway describes it. */
export interface FormField {
  readonly name: string;
  readonly form: FieldForm;
  /** In a sentence, with its default. */
  readonly description: string;
  /** For a choice. */
  readonly choices: readonly string[];
  /** What an empty field stands for, where the gateway says it apart from the description. */
  readonly initial: string | undefined;
}

/** What a person filled in, by field; what is empty is left to the gateway. */
export type FormValues = Readonly<Record<string, string>>;

/** The fields that stand in front, in this order; all others are behind "More". */
const firstFields: readonly string[] = [
  'variant',
  'data',
  'symbol',
  'timeframe',
  'startDate',
  'endDate',
  'initialBalance',
];

/** What the form asks for otherwise: options by the fields of the chosen strategy, of which two have a second, shorter name. */
const leftOut: readonly string[] = ['strategy', 'options', 'fast', 'slow'];

const texts = (list: readonly unknown[]): readonly string[] => list.filter((one) => typeof one === 'string');

const formOf = (schema: unknown): FieldForm => {
  if (listIn(schema, 'enum').length > 0) return 'choice';
  if (listIn(schema, 'anyOf').some((one) => textIn(one, 'type') === 'number')) return 'amount';
  const type = textIn(schema, 'type');
  if (type === 'integer') return 'whole';
  if (type === 'number') return 'amount';
  if (type === 'boolean') return 'flag';
  if (type === 'object') return 'json';
  return textIn(schema, 'pattern')?.startsWith('^[0-9]{4}-') === true ? 'day' : 'text';
};

/** What stands for a field that is left empty, where its schema says so. */
const defaultOf = (schema: unknown): string | undefined => {
  const value = amountIn(schema, 'default');
  return value === undefined ? undefined : String(value);
};

const fieldOf = (name: string, schema: unknown): FormField => ({
  name,
  form: formOf(schema),
  description: textIn(schema, 'description') ?? '',
  choices: texts(listIn(schema, 'enum')),
  initial: defaultOf(schema),
});

/** The fields of a schema of an object. */
export const readFields = (schema: unknown): readonly FormField[] =>
  Object.entries(objectIn(schema, 'properties')).map(([name, one]) => fieldOf(name, one));

const requestSchema = (openApi: unknown): Json => {
  const paths = objectIn(openApi, 'paths');
  const path = ['/api/backtests', '/api/backtests/'].map((name) => objectIn(paths, name)).find((one) => 'post' in one);
  const content = objectIn(objectIn(objectIn(path, 'post'), 'requestBody'), 'content');
  return objectIn(objectIn(content, 'application/json'), 'schema');
};

/** The fields of a request for a backtest, from what the gateway says of itself: a newer gateway's form has its newer fields. */
export const readFormFields = (openApi: unknown): readonly FormField[] => {
  const fields = readFields(requestSchema(openApi)).filter(({ name }) => !leftOut.includes(name));
  const placeOf = ({ name }: FormField): number => {
    const place = firstFields.indexOf(name);
    return place === -1 ? firstFields.length : place;
  };
  return fields.toSorted((left, right) => placeOf(left) - placeOf(right));
};

/** Whether a field stands in front. */
export const isFirst = ({ name }: FormField): boolean => firstFields.includes(name);

const valueOf = ({ form }: FormField, text: string): unknown => {
  if (form === 'whole') return Number(text);
  if (form === 'flag') return text === 'true';
  if (form === 'json') return JSON.parse(text);
  // An amount is sent as it was written: a number would lose its digits.
  return text;
};

/** What is wrong with a text before it is sent; the gateway judges all else. */
export const problemOf = ({ form }: FormField, text: string): string | undefined => {
  if (text === '') return undefined;
  if (form === 'whole' && !/^\d+$/.test(text)) return 'a whole number';
  if (form === 'amount' && !/^-?\d+(?:\.\d+)?$/.test(text)) return 'a number such as 1000 or 0.5';
  if (form !== 'json') return undefined;
  try {
    return isJson(JSON.parse(text)) ? undefined : 'an object such as {"fastBars": 20}';
  } catch {
    return 'JSON such as {"fastBars": 20}';
  }
};

/** The request as it is sent: only what was filled in. */
export const requestOf = (fields: readonly FormField[], values: FormValues): Json =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = (values[field.name] ?? '').trim();
      return text === '' ? [] : [[field.name, valueOf(field, text)] as const];
    }),
  );

/** The name of a field for people: `startDate` is "Start date". */
export const labelOf = (name: string): string => {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** What the gateway said of each field that it refused, by the field's name. */
export const problemsByField = (
  problems: readonly { readonly path: string; readonly expected: string }[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(problems.map(({ path, expected }) => [path.split('/')[1] ?? '', `expected ${expected}`]));
