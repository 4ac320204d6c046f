import type { BacktestAnswer } from '../backtest-answer.ts';
import { equityCsv, tradesCsv } from './csv.ts';
import { reportPage } from './report-page.ts';

/** Files that a backtest can be exported as, by name. */
export const exportFormats = ['result.json', 'trades.csv', 'equity.csv', 'report.html'] as const;

/** One of {@link exportFormats}. */
export type ExportFormat = (typeof exportFormats)[number];

/** A file of an export. */
export interface ExportedFile {
  /** Media type. */
  readonly type: string;
  readonly text: string;
}

const writers: Readonly<Record<ExportFormat, (answer: BacktestAnswer) => ExportedFile>> = {
  'result.json': (answer) => ({
    type: 'application/json; charset=utf-8',
    text: `${JSON.stringify(answer, undefined, 2)}\n`,
  }),
  'trades.csv': (answer) => ({ type: 'text/csv; charset=utf-8', text: tradesCsv(answer) }),
  'equity.csv': (answer) => ({ type: 'text/csv; charset=utf-8', text: equityCsv(answer) }),
  'report.html': (answer) => ({ type: 'text/html; charset=utf-8', text: reportPage(answer) }),
};

/** Writes a backtest as a file. Throws `NOT_FOUND` where it has not what the file would hold. */
export const exportOf = (answer: BacktestAnswer, format: ExportFormat): ExportedFile => writers[format](answer);
