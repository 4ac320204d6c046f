import { PitwallError, type Problem } from '@pitwall/model';
import type { Finding } from './findings.ts';

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

  /** Adds one; beyond the bound they are counted only. */
  add(line: number, column: string, found: string, expected: string): void {
    this.count += 1;
    if (this.#problems.length >= this.#maxProblems) return;
    const shown = found === '' ? 'nothing' : found.slice(0, 80);
    this.#problems.push({ path: column === '' ? `/${line}` : `/${line}/${column}`, found: shown, expected });
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
    for (const { lines, message } of repairs) {
      for (const line of lines.length === 0 ? [0] : lines)
        this.add(line, '', message, 'nothing to repair, in strict reading');
    }
    this.refuse();
  }

  /** The refusal of the whole file. */
  whole(what: string): PitwallError {
    return new PitwallError('INVALID_BARS', `${this.#name}: ${what}`);
  }
}
