import { exact, isAmount } from '@pitwall/model';
import type { Colors } from 'picocolors/types.js';

const absent = '–';

/** Money with two decimals and grouped thousands. */
export const money = (value: unknown): string => (isAmount(value) ? grouped(exact(value).toFixed(2)) : absent);

/** A price: cents for what costs more than one, else up to eight significant digits. */
export const price = (value: unknown): string => {
  if (!isAmount(value)) return absent;
  const exactly = exact(value);
  return exactly.abs().greaterThanOrEqualTo(1) || exactly.isZero()
    ? grouped(exactly.toFixed(2))
    : exactly.toSignificantDigits(8).toFixed();
};

/** A quantity with at most six decimals. */
export const quantity = (value: unknown): string =>
  isAmount(value) ? grouped(exact(value).toDecimalPlaces(6).toFixed()) : absent;

/** A result in money: signed, green for a gain, red for a loss. */
export const result = (value: unknown, colors: Colors): string => signed(value, '', colors);

/** A result in percent, signed and coloured. */
export const percentResult = (value: unknown, colors: Colors): string => signed(value, ' %', colors);

/** A share in percent, neither good nor bad. */
export const percent = (value: unknown): string => (isAmount(value) ? `${exact(value).toFixed(2)} %` : absent);

const signed = (value: unknown, unit: string, colors: Colors): string => {
  if (!isAmount(value)) return absent;
  const exactly = exact(value);
  const digits = grouped(exactly.abs().toFixed(2)) + unit;
  if (/^[0.]+(?: %)?$/.test(digits)) return colors.dim(` ${digits}`);
  return exactly.isNegative() ? colors.red(`−${digits}`) : colors.green(`+${digits}`);
};

const grouped = (digits: string): string => {
  const [whole = '', decimals] = digits.split('.');
  const thousands = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ',').replace('-', '−');
  return decimals === undefined ? thousands : `${thousands}.${decimals}`;
};

/** What a terminal would obey instead of showing: control characters, other line ends, and changes of writing direction. */
const obeyed = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others made safe to show in one line. */
export const plainLine = (text: string): string => text.replace(obeyed, ' ');

/** Text of several lines made safe to show; its line ends stay. */
export const plainLines = (text: string): string => text.split('\n').map(plainLine).join('\n');

/** JSON made safe to show in one line: what a terminal would obey is escaped, and reads as the same value. */
export const jsonLine = (json: string): string =>
  json.replace(obeyed, (character) =>
    /\s/.test(character) && character < ' ' ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Colours as they stand in a text: an escape character and what it begins. */
const colorCodes = /\p{Cc}\[[0-9;]*m/gu;

/** How many columns a coloured text takes. */
export const widthOf = (text: string): number => text.replace(colorCodes, '').length;

/** Fills with spaces on the right. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Fills with spaces on the left, so that digits stand under digits. */
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;
