/** One element of the outer array. */
export interface JsonRow {
  /** Names of the fields where the element is an object. */
  readonly names?: readonly string[];
  /** The fields as they are written, without quotes. */
  readonly fields: readonly string[];
}

/** What a cutter of JSON tells of. */
export interface JsonRowTaker {
  /** An element, its number from 1. */
  row(row: JsonRow, rowNumber: number): void;
  /** An element, or what stands in its place, that cannot be read. */
  problem(rowNumber: number, found: string, expected: string): void;
}

const scalar = /^(?:-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|null|true|false|"[^"\\]*")$/;
const member = /^"([^"\\]*)"\s*:\s*(.*)$/;

/** No row of market data is so long; a longer one is no list of rows. */
const maxRowLength = 16_384;

/**
 * Cuts a JSON array of flat arrays, or of flat objects, into rows as text arrives. The digits stay as they were written,
 * which `JSON.parse` would turn into binary floats.
 */
export class JsonRowCutter {
  readonly #taker: JsonRowTaker;
  #rest = '';
  #state: 'before' | 'rows' | 'after' | 'broken' = 'before';
  #rowNumber = 0;

  constructor(taker: JsonRowTaker) {
    this.#taker = taker;
  }

  push(text: string): void {
    this.#rest += text;
    if (this.#state === 'before') this.#open();
    let from = 0;
    while (this.#state === 'rows') {
      const start = this.#skip(from);
      const opening = this.#rest[start];
      if (opening === undefined) break;
      if (opening === ']') {
        this.#state = 'after';
        from = start + 1;
        break;
      }
      const end = opening === '[' || opening === '{' ? this.#rest.indexOf(opening === '[' ? ']' : '}', start) : start;
      if (end < 0 && this.#rest.length - start <= maxRowLength) break;
      this.#element(start, end);
      from = end + 1;
    }
    this.#rest = this.#rest.slice(from);
    if (this.#state === 'after' && this.#rest.trim() !== '')
      this.#break('more text after the array', 'nothing after it');
  }

  /** Tells when the array did not end. */
  end(): void {
    if (this.#state === 'rows' || this.#state === 'before')
      this.#break('the end of the file', 'the end of the array, ]');
  }

  #open(): void {
    this.#rest = this.#rest.trimStart();
    if (this.#rest === '') return;
    if (this.#rest.startsWith('[')) {
      this.#rest = this.#rest.slice(1);
      this.#state = 'rows';
    } else this.#break(this.#rest.slice(0, 40), 'an array of rows, [[…], …] or [{…}, …]');
  }

  #skip(from: number): number {
    let at = from;
    while (isBetween(this.#rest.codePointAt(at))) at += 1;
    return at;
  }

  #element(start: number, end: number): void {
    const text = this.#rest.slice(start, end < 0 ? start + 40 : end + 1);
    if (end <= start) return this.#break(text.slice(0, 40), 'a row, […] or {…}, that ends');
    this.#rowNumber += 1;
    const row = text.startsWith('[') ? arrayRow(text) : objectRow(text);
    if (row === undefined) this.#taker.problem(this.#rowNumber, text.slice(0, 80), 'a flat row of numbers and texts');
    else this.#taker.row(row, this.#rowNumber);
  }

  #break(found: string, expected: string): void {
    this.#state = 'broken';
    this.#taker.problem(this.#rowNumber + 1, found, expected);
  }
}

/** Blanks and commas stand between elements. */
const isBetween = (code: number | undefined): boolean =>
  code === 44 || code === 32 || code === 10 || code === 13 || code === 9;

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1) : text);

const arrayRow = (text: string): JsonRow | undefined => {
  const fields = text.slice(1, -1).split(',');
  for (const [index, field] of fields.entries()) {
    const trimmed = field.trim();
    if (!scalar.test(trimmed)) return undefined;
    fields[index] = unquoted(trimmed);
  }
  return { fields };
};

const objectRow = (text: string): JsonRow | undefined => {
  const names: string[] = [];
  const fields: string[] = [];
  for (const part of text.slice(1, -1).split(',')) {
    const [, name, value = ''] = member.exec(part.trim()) ?? [];
    if (name === undefined || !scalar.test(value)) return undefined;
    names.push(name);
    fields.push(unquoted(value));
  }
  return { names, fields };
};
