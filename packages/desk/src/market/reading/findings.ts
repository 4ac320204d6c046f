/** What a reader did about a file so that it could be used. Each is refused when reading strictly. */
export type RepairCode =
  | 'preamble-skipped'
  | 'incomplete-last-line'
  | 'null-rows-dropped'
  | 'impossible-dropped'
  | 'mixed-time-units'
  | 'reversed'
  | 'sorted'
  | 'duplicates-dropped'
  | 'prices-rounded'
  | 'volumes-rounded';

/** What a reader found worth knowing, without changing anything. */
export type WarningCode =
  | 'zone-assumed'
  | 'no-timeframe'
  | 'gaps'
  | 'closer-than-timeframe'
  | 'zero-volume'
  | 'partial-first'
  | 'partial-last'
  | 'off-mark'
  | 'no-mark-price';

/** One thing that a reader did or noticed, as often as it did. */
export interface Finding<Code extends string = RepairCode | WarningCode> {
  readonly code: Code;
  /** On how many lines. */
  readonly count: number;
  /** The first of these lines, counted from 1, at most `maxLinesTold`; rows where the file is JSON. */
  readonly lines: readonly number[];
  /** In words. */
  readonly message: string;
}

/** Gathers findings, each code once, with the first of its lines. */
export class FindingBook<Code extends string> {
  readonly #maxLines: number;
  readonly #entries = new Map<Code, { count: number; readonly lines: number[]; message: string }>();

  constructor(maxLines: number) {
    this.#maxLines = maxLines;
  }

  /** Notes that it happened on a line. The message says it of all lines together; the last one given counts. */
  note(code: Code, line: number, message: string): void {
    const entry = this.#entries.get(code) ?? { count: 0, lines: [], message };
    entry.count += 1;
    entry.message = message;
    if (entry.lines.length < this.#maxLines && line > 0) entry.lines.push(line);
    this.#entries.set(code, entry);
  }

  list(): readonly Finding<Code>[] {
    return [...this.#entries].map(([code, { count, lines, message }]) => ({ code, count, lines, message }));
  }
}

/** A finding on one line: how often, what, and where. */
export const describeFinding = ({ count, lines, message }: Finding, unit: 'line' | 'row' = 'line'): string => {
  if (lines.length === 0) return message;
  const more = count > lines.length ? ', …' : '';
  return `${message} (${count === 1 ? unit : `${count} ${unit}s:`} ${lines.join(', ')}${more})`;
};
