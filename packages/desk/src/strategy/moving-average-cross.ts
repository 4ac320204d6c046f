import { PitwallError } from '@pitwall/model';
import { opposite, signOf, type Direction } from '../account/holding.ts';
import { compareAverages, createRollingSum, type RollingSum } from '../indicators/rolling-sum.ts';
import { wholeBars } from '../indicators/whole-bars.ts';
import { atrStopDefaults, createAtrStop, type AtrStopOptions } from './atr-stop.ts';
import type { BarView } from './bar-view.ts';
import { createForewarning } from './forewarning.ts';
import { shownAt } from './points.ts';
import { enters, noIntents, turnTo, type Sides } from './sides.ts';
import type { Intent, Strategy, StrategyFactory } from './strategy.ts';

/** Options of {@link movingAverageCross}. */
export interface MovingAverageCrossOptions extends AtrStopOptions {
  /**
   * Bars of the fast average.
   * @default 10
   */
  readonly fastBars?: number;
  /**
   * Bars of the slow average, more than `fastBars`.
   * @default 30
   */
  readonly slowBars?: number;
  /**
   * Whether a falling cross only leaves a long position, or also enters a short one.
   * @default 'long-only'
   */
  readonly sides?: Sides;
  /**
   * Which move of the next close counts as within reach when an entry is prepared, in average true ranges.
   * @default 1, what a bar usually moves from end to end
   */
  readonly reachAtrMultiple?: number;
  /**
   * How many closes a prepared entry waits for its cross before it is aborted.
   * @default 1, so that what is prepared is decided by the next close
   */
  readonly patienceBars?: number;
}

/** Defaults of {@link MovingAverageCrossOptions}. */
export const movingAverageCrossDefaults = {
  fastBars: 10,
  slowBars: 30,
  sides: 'long-only',
  reachAtrMultiple: 1,
  patienceBars: 1,
  ...atrStopDefaults,
} as const;

type Settings = Required<MovingAverageCrossOptions>;

/**
 * Follows the trend: long when the fast simple moving average of closes rises above the slow one, out (or short) when it
 * falls below. An entry is prepared when a move of the next close by `reachAtrMultiple` average true ranges would make the
 * averages cross, and aborted when they have not crossed `patienceBars` later, or are out of reach again.
 * Throws `INVALID_OPTION` unless 1 ≤ fastBars < slowBars.
 */
export const movingAverageCross = (options: MovingAverageCrossOptions = {}): StrategyFactory => {
  const settings = { ...movingAverageCrossDefaults, ...options };
  const { fastBars, slowBars } = settings;
  if (wholeBars('fastBars', fastBars) >= wholeBars('slowBars', slowBars)) {
    const found = `fastBars is ${fastBars} and slowBars ${slowBars}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give whole numbers with 1 ≤ fastBars < slowBars`);
  }
  if (!(settings.reachAtrMultiple >= 0)) {
    throw new PitwallError('INVALID_OPTION', `reachAtrMultiple is ${settings.reachAtrMultiple}: give zero or more`);
  }
  // The parts check their own options, so that a wrong one is refused here and not in the middle of a run.
  makeCross(settings);
  return () => makeCross(settings);
};

const makeCross = (settings: Settings): Strategy => {
  const { fastBars, slowBars, sides, reachAtrMultiple } = settings;
  const fast = createRollingSum(fastBars);
  const slow = createRollingSum(slowBars);
  const stop = createAtrStop(settings);
  const needsRange = settings.stopAtrMultiple > 0 || reachAtrMultiple > 0;
  const forewarning = createForewarning(settings.patienceBars);
  const averages = `SMA ${fastBars} and SMA ${slowBars}`;
  let trend: Direction | undefined;
  let priceScale = 0;

  const onCross = (direction: Direction, bar: BarView): readonly Intent[] => {
    forewarning.settle();
    const reason = `SMA ${fastBars} crossed ${direction === 'long' ? 'above' : 'below'} SMA ${slowBars}`;
    return turnTo(direction, sides, reason, stop.priceFor(direction, bar));
  };

  const mayCross = (close: number, direction: Direction): boolean => {
    const reached = close + signOf(direction) * reachAtrMultiple * (stop.rangePoints ?? 0);
    return directionOf(averageAfter(fast, reached) - averageAfter(slow, reached)) === direction;
  };

  const shown = (name: string, points: number | undefined): Readonly<Record<string, number>> =>
    points === undefined ? {} : { [name]: shownAt(points, priceScale) };

  return {
    name: `moving-average cross ${fastBars}/${slowBars} ${sides}`,
    warmupBars: needsRange ? Math.max(slowBars, stop.warmupBars) : slowBars,
    onBar(bar) {
      const close = bar.closePoints;
      priceScale = bar.priceScale;
      if (needsRange) stop.take(bar);
      fast.add(close);
      slow.add(close);
      if (!slow.isFull) return noIntents;
      const before = trend;
      trend = directionOf(compareAverages(fast, slow)) ?? before;
      if (trend === undefined || before === undefined) return noIntents;
      if (trend !== before) return onCross(trend, bar);
      const next = opposite(trend);
      return enters(next, sides) ? forewarning.heed(next, mayCross(close, next), averages) : noIntents;
    },
    indicators: () => ({
      ...shown(`sma${fastBars}`, averageOf(fast)),
      ...shown(`sma${slowBars}`, averageOf(slow)),
      ...shown(`atr${stop.warmupBars}`, stop.rangePoints),
    }),
  };
};

/** Equal averages are no direction: the trend before stays until they part. */
const directionOf = (difference: number): Direction | undefined =>
  difference > 0 ? 'long' : difference < 0 ? 'short' : undefined;

/** For showing; crosses are found by comparing the sums. */
const averageOf = ({ sum, bars, isFull }: RollingSum): number | undefined => (isFull ? sum / bars : undefined);

/** The average if the next value were this one: the oldest of its values leaves, the new one comes. */
const averageAfter = ({ sum, oldest, bars }: RollingSum, value: number): number => (sum - oldest + value) / bars;
