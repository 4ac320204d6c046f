import { exact, toDecimalString } from '@pitwall/model';
import type { Amount } from '@pitwall/model';
import type { Bar } from './bar.ts';

/** A value at its time, in the order in which it came. */
export interface NaiveFact {
  readonly timeMs: number;
  readonly amount: Amount;
  readonly highWatermark?: Amount;
}

/** Less than nought by its sign alone is nought. */
const digitsOf = (amount: Amount): string => toDecimalString(amount).replace(/^-(?=[0.]+$)/, '');

const valueOf = (amount: Amount): string => exact(amount).plus(0).toFixed();

/** A bar whose amounts can be compared: by value where several facts say the same in other digits, else by their digits. */
export const comparable = ({ open, high, low, close, highWatermark, ...rest }: Bar) => ({
  ...rest,
  open: digitsOf(open),
  close: digitsOf(close),
  high: valueOf(high),
  low: valueOf(low),
  highWatermark: highWatermark === undefined ? undefined : valueOf(highWatermark),
});

const extreme = (amounts: readonly Amount[], isBetter: (order: number) => boolean): Amount =>
  amounts.reduce((best, amount) => (isBetter(exact(amount).comparedTo(exact(best))) ? amount : best));

const barOf = (startMs: number, facts: readonly NaiveFact[]): Bar => {
  // Sorting is stable: of equal times the one that came later stays the later one.
  const inTime = facts.toSorted((a, b) => a.timeMs - b.timeMs);
  const [first, last] = [inTime[0], inTime.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A bar has a fact');
  const amounts = facts.map(({ amount }) => amount);
  const marks = facts.flatMap(({ highWatermark }) => (highWatermark === undefined ? [] : [highWatermark]));
  return {
    startMs,
    open: first.amount,
    high: extreme(amounts, (order) => order > 0),
    low: extreme(amounts, (order) => order < 0),
    close: last.amount,
    count: facts.length,
    firstMs: first.timeMs,
    lastMs: last.timeMs,
    ...(marks.length === 0 ? {} : { highWatermark: extreme(marks, (order) => order > 0) }),
  };
};

/** Bars of all facts ever, made anew from the plain list of them: slow, and simple enough to be believed. */
export const naiveBars = (facts: readonly NaiveFact[], widthMs: number): readonly Bar[] => {
  const starts = [...new Set(facts.map(({ timeMs }) => Math.floor(timeMs / widthMs) * widthMs))];
  return starts
    .toSorted((a, b) => a - b)
    .map((startMs) =>
      barOf(
        startMs,
        facts.filter(({ timeMs }) => timeMs >= startMs && timeMs < startMs + widthMs),
      ),
    );
};
