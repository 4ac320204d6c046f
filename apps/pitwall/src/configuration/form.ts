import type { TSchema } from 'typebox';

/** What the form of a setting is, read from its schema. */
export type Form =
  | { readonly type: 'truth' }
  | {
      readonly type: 'number';
      readonly whole: boolean;
      readonly least?: number;
      readonly most?: number;
      readonly above?: number;
    }
  | { readonly type: 'word'; readonly words: readonly string[] }
  | { readonly type: 'amount' }
  | { readonly type: 'text'; readonly shortest: number; readonly longest?: number }
  | { readonly type: 'texts' }
  | { readonly type: 'structure'; readonly of: 'list' | 'names' };

/** Reads the form of a setting. */
export const formOf = (schema: TSchema): Form => {
  const json: { readonly [keyword: string]: unknown } = { ...schema };
  if (Array.isArray(json['enum'])) return { type: 'word', words: json['enum'].map(String) };
  if (Array.isArray(json['anyOf'])) return { type: 'amount' };
  switch (json['type']) {
    case 'boolean':
      return { type: 'truth' };
    case 'integer':
    case 'number':
      return {
        type: 'number',
        whole: json['type'] === 'integer',
        ...numberOf('least', json['minimum']),
        ...numberOf('most', json['maximum']),
        ...numberOf('above', json['exclusiveMinimum']),
      };
    case 'string':
      return { type: 'text', shortest: Number(json['minLength'] ?? 0), ...numberOf('longest', json['maxLength']) };
    case 'array':
      return isTextList(json['items']) ? { type: 'texts' } : { type: 'structure', of: 'list' };
    default:
      return { type: 'structure', of: 'names' };
  }
};

const numberOf = (name: string, value: unknown): { readonly [name: string]: number } =>
  typeof value === 'number' ? { [name]: value } : {};

const isTextList = (items: unknown): boolean =>
  typeof items === 'object' && items !== null && 'type' in items && items.type === 'string';

/** The form in words, for messages and pages. */
export const describeForm = (form: Form): string => {
  switch (form.type) {
    case 'truth':
      return 'true or false';
    case 'number':
      return `a ${form.whole ? 'whole ' : ''}number${range(form)}`;
    case 'word':
      return `one of ${form.words.join(', ')}`;
    case 'amount':
      return 'a decimal number such as 0.0005';
    case 'text':
      return `${form.shortest > 0 ? 'a text' : 'a text or nothing'}${form.longest === undefined ? '' : ` of at most ${form.longest} characters`}`;
    case 'texts':
      return 'a list of names, separated by commas where it is a flag or a variable';
    case 'structure':
      return 'an object, or a list of them';
  }
};

const range = ({ least, most, above }: Extract<Form, { type: 'number' }>): string => {
  if (above !== undefined) return ` above ${above}${most === undefined ? '' : `, at most ${most}`}`;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  return least === undefined ? '' : `, ${least} or more`;
};

/** What stands for the value in a flag's help, such as `<number>`. */
export const placeholderOf = (form: Form): string => {
  if (form.type === 'word') return form.words.length > 4 ? '<word>' : `<${form.words.join('|')}>`;
  if (form.type === 'number' || form.type === 'amount') return '<number>';
  return form.type === 'texts' ? '<list>' : '<text>';
};

/**
 * Takes the text of a flag or variable for the value that it writes. A text that does not write one stays as it is, so
 * that the check that follows can show it.
 */
export const valueOfText = (text: string, form: Form): unknown => {
  switch (form.type) {
    case 'truth':
      return truths.get(text.trim().toLowerCase()) ?? text;
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'texts':
      return text === '' ? [] : text.split(',').map((part) => part.trim());
    default:
      return text;
  }
};

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);
