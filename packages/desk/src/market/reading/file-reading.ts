import { cutLine, type Separator } from './csv-dialect.ts';
import { findTable, planOf, type FilePlan, type NumberedRow, type Wanted } from './file-plan.ts';
import type { FindingBook, RepairCode } from './findings.ts';
import { JsonRowCutter } from './json-rows.ts';
import { LineCutter, maxLineLength } from './line-cutter.ts';
import type { ProblemBook } from './problems.ts';
import type { ReadSettings } from './read-options.ts';

/** Takes the rows of a file, one at a time. */
export interface RowTaker {
  /** A row with as many fields as the layout has, and its line number. */
  take(fields: readonly string[], line: number): void;
}

/** What a reading works with. */
export interface FileReadingParts {
  readonly settings: ReadSettings;
  readonly problems: ProblemBook;
  readonly repairs: FindingBook<RepairCode>;
  readonly wanted: Wanted;
  /** Makes the taker of rows when the first of them have shown how the file is read. */
  readonly rowsFor: (plan: FilePlan) => RowTaker;
}

/** How many rows are looked at before the first is read. */
const sampleRows = 64;

interface NumberedLine {
  readonly line: string;
  readonly number: number;
  readonly isCutOff: boolean;
}

/** Cuts a file's text into rows as it arrives, whatever it is: lines with separators, or JSON. */
export class FileReading {
  readonly #parts: FileReadingParts;
  readonly #lines = new LineCutter(
    (line, number, isCutOff) => this.#takeLine({ line, number, isCutOff }),
    (number) => {
      throw this.#parts.problems.whole(`line ${number} is longer than ${maxLineLength} characters; is it a table?`);
    },
  );
  readonly #json = new JsonRowCutter({
    row: ({ names, fields }, number) =>
      this.#takeJson(names === undefined ? { fields, number } : { names, fields, number }),
    problem: (number, found, expected) => this.#parts.problems.add(number, '', found, expected),
  });
  #isJson: boolean | undefined;
  #waitingLines: NumberedLine[] = [];
  #waitingRows: NumberedRow[] = [];
  #separator: Separator = ',';
  #names = '';
  #plan: FilePlan | undefined;
  #rows: RowTaker | undefined;

  constructor(parts: FileReadingParts) {
    this.#parts = parts;
  }

  push(text: string): void {
    const piece = this.#isJson === undefined ? text.replace(/^\uFEFF/, '') : text;
    if (this.#isJson === undefined && piece.trim() !== '') {
      this.#isJson = /^\s*[[{]/.test(piece);
      this.#parts.problems.unit = this.#isJson ? 'row' : 'line';
    }
    if (this.#isJson === true) this.#json.push(piece);
    else this.#lines.push(piece);
  }

  /** Ends the file; answers how it was read. Throws `INVALID_BARS` when nothing in it could be. */
  end(): FilePlan {
    if (this.#isJson === true) this.#json.end();
    else this.#lines.end();
    return this.#plan ?? this.#begin();
  }

  #takeLine(taken: NumberedLine): void {
    const { line, number, isCutOff } = taken;
    if (this.#plan === undefined) {
      this.#waitingLines.push(taken);
      if (this.#waitingLines.length >= sampleRows) this.#begin();
    } else if (number > this.#plan.headerEnd && line.trim() !== '') {
      this.#give(cutLine(line, this.#separator), number, isCutOff);
    }
  }

  #takeJson(row: NumberedRow): void {
    if (this.#plan === undefined) {
      this.#waitingRows.push(row);
      if (this.#waitingRows.length >= sampleRows) this.#begin();
    } else if ((row.names?.join() ?? '') === this.#names) this.#give(row.fields, row.number, false);
    else
      this.#parts.problems.add(
        row.number,
        '',
        row.names?.join() ?? 'a list',
        `the names ${this.#names}, as in the first row`,
      );
  }

  #begin(): FilePlan {
    const plan = this.#isJson === true ? this.#planJson() : this.#planLines();
    this.#plan = plan;
    this.#rows = this.#parts.rowsFor(plan);
    const [lines, rows] = [this.#waitingLines, this.#waitingRows];
    this.#waitingLines = [];
    this.#waitingRows = [];
    for (const line of lines) this.#takeLine(line);
    for (const row of rows) this.#takeJson(row);
    return plan;
  }

  #planJson(): FilePlan {
    const { problems } = this.#parts;
    if (this.#waitingRows.length === 0) problems.refuse();
    this.#names = this.#waitingRows[0]?.names?.join() ?? '';
    return planOf(this.#waitingRows, 'json', this.#parts);
  }

  #planLines(): FilePlan {
    const { repairs } = this.#parts;
    const texts = this.#waitingLines.map(({ line }) => line);
    const { separator, preambleLines } = findTable(texts, this.#parts);
    this.#separator = separator;
    for (const { line, number } of this.#waitingLines.slice(0, preambleLines)) {
      if (line.trim() !== '')
        repairs.note('preamble-skipped', number, 'lines stand before the table; they were passed over');
    }
    const rows = this.#waitingLines
      .slice(preambleLines)
      .filter(({ line }) => line.trim() !== '')
      .map(({ line, number }) => ({ number, fields: cutLine(line, separator) }));
    return planOf(rows, separator, this.#parts);
  }

  #give(fields: readonly string[], number: number, isCutOff: boolean): void {
    const { problems, repairs } = this.#parts;
    const width = this.#plan?.layout.width ?? 0;
    if (fields.length === width) this.#rows?.take(fields, number);
    else if (isCutOff && fields.length < width) {
      repairs.note('incomplete-last-line', number, 'the last line is cut off; it was dropped');
    } else
      problems.add(
        number,
        '',
        `${fields.length} fields`,
        `${width} fields, as ${this.#plan?.layout.names ? 'the header has' : 'the first row has'}`,
      );
  }
}
