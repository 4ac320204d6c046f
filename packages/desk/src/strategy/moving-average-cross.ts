import { PitwallError } from '@pitwall/model';
import { SMA } from 'trading-signals';
import { opposite, signOf, type Direction } from '../account/holding.ts';
import type { Bar } from '../market/bar.ts';
import { createAtrStop, type AtrStopOptions } from './atr-stop.ts';
import { createForewarning } from './forewarning.ts';
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
  readonly sides?: 'long-only' | 'long-short';
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
} as const;

type Settings = Required<Omit<MovingAverageCrossOptions, keyof AtrStopOptions>> & AtrStopOptions;

/**
 * Follows the trend: long when the fast simple moving average of closes rises above the slow one, out (or short) when it
 * falls below. An entry is prepared when a move of the next close by `reachAtrMultiple` average true ranges would make the
 * averages cross, and aborted when they have not crossed `patienceBars` later, or are out of reach again.
 * Throws `INVALID_OPTION` unless 1 ≤ fastBars < slowBars.
 */
export const movingAverageCross = (options: MovingAverageCrossOptions = {}): StrategyFactory => {
  const settings = { ...movingAverageCrossDefaults, ...options };
  const { fastBars, slowBars } = settings;
  if (!Number.isInteger(fastBars) || !Number.isInteger(slowBars) || fastBars < 1 || fastBars >= slowBars) {
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
  const { fastBars, slowBars, sides } = settings;
  const fast = createAverage(fastBars);
  const slow = createAverage(slowBars);
  const stop = createAtrStop(settings);
  const forewarning = createForewarning(settings.patienceBars);
  const averages = `SMA ${fastBars} and SMA ${slowBars}`;
  let trend: Direction | undefined;

  const onCross = (direction: Direction, bar: Bar): readonly Intent[] => {
    forewarning.settle();
    const reason = `SMA ${fastBars} crossed ${direction === 'long' ? 'above' : 'below'} SMA ${slowBars}`;
    if (!enters(direction, sides)) return [{ type: 'exit', reason }];
    const stopPrice = stop.priceFor(direction, bar);
    return [{ type: 'enter', direction, reason, ...(stopPrice === undefined ? {} : { stopPrice }) }];
  };

  const mayCross = (close: number, direction: Direction): boolean => {
    const reached = close + signOf(direction) * settings.reachAtrMultiple * (stop.range ?? 0);
    return directionOf(fast.ifNext(reached) - slow.ifNext(reached)) === direction;
  };

  return {
    name: `moving-average cross ${fastBars}/${slowBars} ${sides}`,
    warmupBars: Math.max(slowBars, stop.warmupBars),
    onBar(bar) {
      const close = Number(bar.close);
      stop.take(bar);
      const before = trend;
      trend = directionOf(fast.add(close) - slow.add(close)) ?? before;
      if (trend === undefined || before === undefined) return [];
      if (trend !== before) return onCross(trend, bar);
      const next = opposite(trend);
      return enters(next, sides) ? forewarning.heed(next, mayCross(close, next), averages) : [];
    },
    indicators: () => ({
      ...(fast.value === undefined ? {} : { [`sma${fastBars}`]: fast.value }),
      ...(slow.value === undefined ? {} : { [`sma${slowBars}`]: slow.value }),
      ...(stop.range === undefined ? {} : { [`atr${stop.warmupBars}`]: stop.range }),
    }),
  };
};

const enters = (direction: Direction, sides: Settings['sides']): boolean =>
  direction === 'long' || sides === 'long-short';

/** Equal averages are no direction: the trend before stays until they part. */
const directionOf = (difference: number): Direction | undefined =>
  difference > 0 ? 'long' : difference < 0 ? 'short' : undefined;

interface Average {
  /** The average; absent until there are enough values. */
  readonly value: number | undefined;
  /** Takes a value and tells the average, `NaN` until there are enough. */
  add(value: number): number;
  /** The average if the next value were this one: the oldest of its values leaves, the new one comes. */
  ifNext(value: number): number;
}

const createAverage = (bars: number): Average => {
  const sma = new SMA(bars);
  return {
    get value() {
      return sma.getResult() ?? undefined;
    },
    add: (value) => sma.add(value) ?? Number.NaN,
    ifNext: (value) => (sma.getResult() ?? Number.NaN) + (value - (sma.prices[0] ?? Number.NaN)) / bars,
  };
};
