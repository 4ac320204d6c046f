import type { BarTable } from './bar-table.ts';
import type { DateOrder } from './bar-time.ts';
import type { ProblemBook } from './problems.ts';

/**
 * Decides whether dates such as 3/4/2024 have the month or the day first: by a row that one of the orders cannot read. Throws
 * `INVALID_BARS` when every row can be read both ways, because then nobody knows; `undefined` when the file's dates do not
 * depend on it.
 */
export const settleDateOrder = (table: BarTable, problems: ProblemBook): DateOrder | undefined => {
  const { times, dayFirstTimes, lines, length } = table;
  if (dayFirstTimes === undefined) return undefined;
  let [monthFirstFails, dayFirstFails] = [0, 0];
  let first = -1;
  let differs = false;
  for (let row = 0; row < length; row += 1) {
    const [monthFirst = 0, dayFirst = 0] = [times[row], dayFirstTimes[row]];
    if (Number.isNaN(monthFirst)) monthFirstFails += 1;
    if (Number.isNaN(dayFirst)) dayFirstFails += 1;
    if (monthFirst !== dayFirst && !Number.isNaN(monthFirst) && !Number.isNaN(dayFirst)) {
      differs = true;
      if (first < 0) first = row;
    }
  }
  if (monthFirstFails === 0 && dayFirstFails === 0) {
    if (!differs) return undefined;
    const where = `${problems.unit} ${lines[first] ?? 0} and all others`;
    throw problems.whole(
      `the dates of ${where} have both numbers below 13, so day and month cannot be told apart; say dateOrder`,
    );
  }
  const order = monthFirstFails <= dayFirstFails ? 'month-first' : 'day-first';
  const chosen = order === 'month-first' ? times : dayFirstTimes;
  for (let row = 0; row < length; row += 1) {
    if (Number.isNaN(chosen[row]))
      problems.add(
        lines[row] ?? 0,
        'time',
        'a date of another order',
        `dates with the ${order.slice(0, -6)} first, as most are`,
      );
  }
  table.times = chosen;
  table.dayFirstTimes = undefined;
  return order;
};
