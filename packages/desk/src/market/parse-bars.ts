import { PitwallError, toIso, type Problem } from '@pitwall/model';
import type { Bar } from './bar.ts';
import { readBarColumns, type BarColumns } from './bar-columns.ts';
import { readBarRow } from './bar-row.ts';
import type { TimeForm } from './bar-time.ts';

/** Options of {@link parseBars}. */
export interface ParseBarsOptions {
  /**
   * Name of the file, for messages.
   * @default 'bars'
   */
  readonly name?: string;
  /**
   * How many problems an error names; the others are counted.
   * @default 20, a screenful
   */
  readonly maxProblems?: number;
  /**
   * Most bars that a file may hold. They are kept in memory, about 300 bytes each.
   * @default 2_000_000, some four years of minutes
   */
  readonly maxBars?: number;
}

/** Defaults of {@link ParseBarsOptions}. */
export const parseBarsDefaults = { name: 'bars', maxProblems: 20, maxBars: 2_000_000 } as const;

interface Reading {
  readonly maxProblems: number;
  lineNumber: number;
  columns: BarColumns | undefined;
  form: TimeForm | undefined;
  lastLine: number;
  readonly bars: Bar[];
  readonly problems: Problem[];
  problemCount: number;
}

/**
 * Reads bars from the lines of a CSV file with a header. Separator (comma, semicolon, tab), columns and the form of time are
 * detected; prices keep every digit. Lines may end in CR; blank lines carry nothing.
 *
 * Nothing is dropped or repaired: rows that cannot have happened, and times that do not rise from line to line, throw
 * `INVALID_BARS`, whose `problems` have the paths `/<line>/<column>`.
 */
export const parseBars = async (
  lines: Iterable<string> | AsyncIterable<string>,
  options: ParseBarsOptions = {},
): Promise<readonly Bar[]> => {
  const settings = { ...parseBarsDefaults, ...options };
  const reading: Reading = {
    maxProblems: settings.maxProblems,
    lineNumber: 0,
    columns: undefined,
    form: undefined,
    lastLine: 0,
    bars: [],
    problems: [],
    problemCount: 0,
  };
  for await (const line of lines) {
    reading.lineNumber += 1;
    const text = reading.lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    if (reading.columns === undefined) {
      reading.columns = readBarColumns(text, `${settings.name}, line ${reading.lineNumber}`);
      continue;
    }
    takeLine(reading, reading.columns, text.replace(/\r$/, ''));
    if (reading.bars.length > settings.maxBars) {
      const what = `${settings.name} has more than ${settings.maxBars} bars`;
      throw new PitwallError('INVALID_BARS', `${what}; split the file, or raise maxBars`);
    }
  }
  if (reading.problemCount > 0) throw refusal(reading, settings.name);
  if (reading.bars.length === 0) {
    throw new PitwallError('INVALID_BARS', `${settings.name} has no bars; give a header line and at least one row`);
  }
  return reading.bars;
};

const takeLine = (reading: Reading, columns: BarColumns, line: string): void => {
  const row = readBarRow(line, reading.lineNumber, columns);
  const problem = row.problem ?? orderProblem(reading, row.bar, row.form);
  if (problem !== undefined) {
    reading.problemCount += 1;
    if (reading.problems.length < reading.maxProblems) reading.problems.push(problem);
    return;
  }
  if (row.problem !== undefined) return;
  reading.form ??= row.form;
  reading.bars.push(row.bar);
  reading.lastLine = reading.lineNumber;
};

const orderProblem = (reading: Reading, bar: Bar, form: TimeForm): Problem | undefined => {
  const path = `/${reading.lineNumber}/time`;
  if (reading.form !== undefined && form !== reading.form) {
    return { path, found: form, expected: `${reading.form}, as the lines before` };
  }
  const last = reading.bars.at(-1);
  if (last === undefined || bar.time > last.time) return undefined;
  const found = bar.time === last.time ? `${toIso(bar.time)} a second time` : toIso(bar.time);
  return { path, found, expected: `a time after ${toIso(last.time)} of line ${reading.lastLine}` };
};

const refusal = (reading: Reading, name: string): PitwallError => {
  const [first] = reading.problems;
  const [, line = '?', column = ''] = first?.path.split('/') ?? [];
  const where = column === '' ? `line ${line}` : `line ${line}, ${column}`;
  const others = reading.problemCount > 1 ? ` (and ${reading.problemCount - 1} more)` : '';
  const what = `${where} is ${first?.found ?? ''}, expected ${first?.expected ?? ''}`;
  return new PitwallError('INVALID_BARS', `${name}: ${what}${others}`, { problems: reading.problems });
};
