import { textOfValue } from './column.ts';
import type { CellValue, Column } from './column.ts';

/** Whether a spreadsheet would take a text for a formula, and run what a publisher wrote. A number with a sign is none. */
const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.]+(?:e[+-]?\d+)?$/i.test(text);

const field = (value: CellValue): string => {
  const text = textOfValue(value);
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Times are written in ISO 8601, for a file is read in another zone than it was made in. */
const valueIn = <Row>({ type, value }: Column<Row>, row: Row): CellValue => {
  const found = value(row);
  return type === 'time' && typeof found === 'number' ? new Date(found).toISOString() : found;
};

/** The rows as CSV (RFC 4180), with a first line of titles. Amounts keep every digit. */
export const toCsv = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string => {
  const lines = rows.map((row) => columns.map((column) => field(valueIn(column, row))).join(','));
  return [columns.map(({ title }) => field(title)).join(','), ...lines].map((line) => `${line}\r\n`).join('');
};

/** One row as text for the clipboard, which spreadsheets take apart at the tabs. */
export const toClipboard = <Row>(row: Row, columns: readonly Column<Row>[]): string =>
  columns.map((column) => textOfValue(valueIn(column, row)).replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
