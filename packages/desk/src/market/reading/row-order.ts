import { toIso } from '@pitwall/model';
import type { FindingBook, RepairCode } from './findings.ts';
import type { ProblemBook } from './problems.ts';

/** Rows by column, which may be reordered. */
export interface OrderedRows {
  times: Float64Array;
  lines: Uint32Array;
  readonly columns: readonly (Float64Array | Uint32Array)[];
  readonly values: readonly Float64Array[];
  length: number;
}

/** What ordering tells. */
export interface OrderTelling {
  readonly repairs: FindingBook<RepairCode>;
  readonly problems: ProblemBook;
}

/**
 * Brings rows into the order of time: descending ones are reversed, others sorted, and each row that says the same as one of
 * its time is dropped. Rows of one time that differ are problems: which of them is right, nobody can tell.
 */
export const putInOrder = (rows: OrderedRows, { repairs, problems }: OrderTelling): void => {
  const { falls, rises } = countSteps(rows);
  if (falls.length > 0 && rises === 0) {
    reverse(rows);
    repairs.note('reversed', 0, 'the newest row comes first; the rows were taken in reverse');
  } else if (falls.length > 0) {
    for (const line of falls) repairs.note('sorted', line, 'rows stand before later ones; all were sorted by time');
    sort(rows);
  }
  dropRepeated(rows, repairs, problems);
};

const countSteps = ({
  times,
  lines,
  length,
}: OrderedRows): { readonly falls: readonly number[]; readonly rises: number } => {
  const falls: number[] = [];
  let rises = 0;
  for (let row = 1; row < length; row += 1) {
    const step = (times[row] ?? 0) - (times[row - 1] ?? 0);
    if (step > 0) rises += 1;
    if (step < 0) falls.push(lines[row] ?? 0);
  }
  return { falls, rises };
};

const reverse = ({ columns, length }: OrderedRows): void => {
  for (const column of columns) column.subarray(0, length).reverse();
};

/** Rows of one time keep the order of their lines. */
const sort = ({ times, columns, length }: OrderedRows): void => {
  const order = Uint32Array.from({ length }, (_, row) => row).toSorted(
    (a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b,
  );
  for (const column of columns) {
    const before = column.slice(0, length);
    for (let row = 0; row < length; row += 1) column[row] = before[order[row] ?? 0] ?? 0;
  }
};

const dropRepeated = (rows: OrderedRows, repairs: FindingBook<RepairCode>, problems: ProblemBook): void => {
  const { times, lines, columns, values } = rows;
  let kept = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const last = kept - 1;
    const line = lines[row] ?? 0;
    if (kept > 0 && times[row] === times[last]) {
      if (values.every((column) => column[row] === column[last])) {
        repairs.note('duplicates-dropped', line, 'rows say the same as one before them; they were dropped');
      } else {
        const expected = `one row of that time; ${problems.unit} ${lines[last] ?? 0} says otherwise`;
        problems.add(line, 'time', `${toIso(times[row] ?? 0)} a second time`, expected);
      }
      continue;
    }
    if (kept !== row) for (const column of columns) column[kept] = column[row] ?? 0;
    kept += 1;
  }
  rows.length = kept;
};
