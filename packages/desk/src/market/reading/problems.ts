import { PitwallError, type Problem } from '@pitwall/model';
import { describeFinding, type Finding } from './findings.ts';

/** Whether a file's places are its lines, or the rows of a JSON array, which may stand on one line. */
export type PlaceUnit = 'line' | 'row';

/** Gathers what is wrong with a file, so that one refusal names all of it. */
export class ProblemBook {
  readonly #name: string;
  readonly #maxProblems: number;
  readonly #problems: Problem[] = [];
  /** What the numbers of places count. */
  unit: PlaceUnit = 'line';
  count = 0;

  constructor(name: string, maxProblems: number) {
    this.#name = name;
    this.#maxProblems = maxProblems;
  }

  /** Adds one, of the whole file where the line is 0; beyond the bound they are counted only. */
  add(line: number, column: string, found: string, expected: string): void {
    this.count += 1;
    if (this.#problems.length >= this.#maxProblems) return;
    const shown = found === '' ? 'nothing' : found.slice(0, 80);
    const place = line === 0 ? '' : `/${line}`;
    this.#problems.push({ path: column === '' ? place : `${place}/${column}`, found: shown, expected });
  }

  /** Throws `INVALID_BARS` when there are any. */
  refuse(): void {
    const [first] = this.#problems;
    if (first === undefined) return;
    const [, line = '?', column = ''] = first.path.split('/');
    const where = column === '' ? `${this.unit} ${line}` : `${this.unit} ${line}, ${column}`;
    const others = this.count > 1 ? ` (and ${this.count - 1} more)` : '';
    const what = `${where} is ${first.found}, expected ${first.expected}`;
    throw new PitwallError('INVALID_BARS', `${this.#name}: ${what}${others}`, { problems: this.#problems });
  }

  /** Throws `INVALID_BARS` for what would have been repaired. */
  refuseRepairs(repairs: readonly Finding[]): void {
    const [first] = repairs;
    if (first === undefined) return;
    for (const { lines, message } of repairs) {
      for (const line of lines.length === 0 ? [0] : lines) this.add(line, '', message, 'nothing to repair');
    }
    const others = repairs.length > 1 ? `, and ${repairs.length - 1} more to repair` : '';
    const what = `strict reading repairs nothing: ${describeFinding(first, this.unit)}${others}`;
    throw new PitwallError('INVALID_BARS', `${this.#name}: ${what}`, { problems: this.#problems });
  }

  /** The refusal of the whole file. */
  whole(what: string): PitwallError {
    return new PitwallError('INVALID_BARS', `${this.#name}: ${what}`);
  }
}
