import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { BacktestAnswer } from '../backtests/backtest-answer.ts';
import { exportOf } from '../backtests/report/export-formats.ts';
import type { ExportFormat } from '../backtests/report/export-formats.ts';
import { CommandError } from '../exit-codes.ts';
import { jsonLine } from '../terminal/figures.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Where results are written besides the terminal. */
export interface OutputFlags {
  /** A file, or `true` for standard output. */
  readonly json?: true | string;
  /** File of the trades; the equity curve goes beside it. */
  readonly csv?: string;
  /** File of the report. */
  readonly html?: string;
}

/** Gives a command the flags of outputs. */
export const addOutputFlags = (command: Command): Command =>
  [
    new Option('--json [file]', 'all of it as JSON, into the file or to standard output'),
    new Option('--csv <file>', 'trades as CSV, and the equity curve beside them in <file>.equity.csv'),
    new Option('--html <file>', 'a report with charts, which is one file and needs no network'),
  ].reduce((whole, option) => whole.addOption(option.helpGroup('Results:')), command);

/** The variant of a request that names none: files want all that there is. Throws `USAGE` for CSV of a variant that keeps no trades. */
export const variantFor = (variant: unknown, { csv, html }: OutputFlags): string | undefined => {
  if (typeof variant !== 'string') return csv === undefined && html === undefined ? undefined : 'vanilla_full';
  if (csv !== undefined && !variant.endsWith('_full')) {
    throw new CommandError('USAGE', `--csv needs trades, which ${variant} does not keep: take ${variant}_full`);
  }
  return variant;
};

/** Writes the files that were asked for, and the JSON to standard output where it has no file. */
export const writeOutputs = (answer: BacktestAnswer, { json, csv, html }: OutputFlags, terminal: Terminal): void => {
  if (json === true) terminal.say(jsonLine(JSON.stringify(answer)));
  const files: readonly (readonly [path: string | undefined, format: ExportFormat])[] = [
    [json === true ? undefined : json, 'result.json'],
    [csv, 'trades.csv'],
    [csv === undefined ? undefined : equityPathOf(csv), 'equity.csv'],
    [html, 'report.html'],
  ];
  for (const [path, format] of files) {
    if (path === undefined) continue;
    write(path, exportOf(answer, format).text);
    terminal.note(`${format} is in ${path}`);
  }
};

/** `run.csv` has its equity curve in `run.equity.csv`. */
const equityPathOf = (path: string): string => `${path.replace(/\.csv$/i, '')}.equity.csv`;

const write = (path: string, text: string): void => {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError('FAILED', `The file cannot be written: ${reason}`, { cause });
  }
};
