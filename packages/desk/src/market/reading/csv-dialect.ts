import type { ProblemBook } from './problems.ts';

/** What stands between the fields of a line. */
export type Separator = ',' | ';' | '\t' | '|' | ' ';

/** Separators in words. */
export const separatorWords: { readonly [separator in Separator]: string } = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' ': 'blank',
};

/** Comma comes last of these: with another separator it stands within numbers. */
const marks = ['\t', ';', '|', ','] as const;

/** The separator of a line; `undefined` when none makes as many fields of it. Blanks are asked for alone, since prose has them. */
export const separatorOf = (line: string, leastFields: number, kind: 'marks' | 'blanks'): Separator | undefined =>
  (kind === 'marks' ? marks : ([' '] as const)).find((separator) => cutLine(line, separator).length >= leastFields);

/** Cuts a line into fields without their quotes and the blanks around them. A separator within quotes does not cut. */
export const cutLine = (line: string, separator: Separator): string[] => {
  if (line.includes('"')) return cutQuoted(line, separator);
  if (separator === ' ') return line.trim().split(/ +/);
  const fields = line.split(separator);
  if (!line.includes(' ') && !line.includes('\t')) return fields;
  return fields.map((field) => field.trim());
};

const cutQuoted = (line: string, separator: Separator): string[] => {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character !== separator || isQuoted) field += character;
    else {
      fields.push(field.trim());
      field = '';
    }
  }
  fields.push(field.trim());
  return fields;
};

const withComma = /^-?[0-9]+,[0-9]+$/;
const withPoint = /^-?[0-9]+\.[0-9]+$/;

/**
 * Tells whether numbers are written 1.25 or 1,25. A comma before exactly three digits may also part thousands, so such numbers
 * alone prove nothing; throws `INVALID_BARS` when there are no others.
 */
export const decimalMarkOf = (rows: readonly (readonly string[])[], problems: ProblemBook): '.' | ',' => {
  const fields = rows.flat();
  if (fields.some((field) => withPoint.test(field))) return '.';
  const commas = fields.filter((field) => withComma.test(field));
  const [first] = commas;
  if (first === undefined) return '.';
  if (commas.some((field) => field.length - field.indexOf(',') !== 4)) return ',';
  throw problems.whole(`"${first}" may have a decimal comma or part thousands; say which with decimalMark`);
};
