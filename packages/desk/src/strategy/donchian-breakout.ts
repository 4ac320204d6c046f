import type { Direction } from '../account/holding.ts';
import { createDonchianChannel } from '../indicators/donchian-channel.ts';
import { wholeBars } from '../indicators/whole-bars.ts';
import { createAtrStop, type AtrStopOptions } from './atr-stop.ts';
import type { BarView } from './bar-view.ts';
import { shownAt } from './points.ts';
import { enters, noIntents, turnTo, type Sides } from './sides.ts';
import type { Intent, Strategy, StrategyFactory } from './strategy.ts';

/** Options of {@link donchianBreakout}. */
export interface DonchianBreakoutOptions extends AtrStopOptions {
  /**
   * Bars of the channel whose break enters.
   * @default 20
   */
  readonly entryBars?: number;
  /**
   * Bars of the channel whose break leaves.
   * @default 10
   */
  readonly exitBars?: number;
  /**
   * Whether a break downwards enters short.
   * @default 'long-only'
   */
  readonly sides?: Sides;
}

/** Defaults of {@link DonchianBreakoutOptions}: the faster system of the Turtles, with their stop of two ranges of 20 bars. */
export const donchianBreakoutDefaults = {
  entryBars: 20,
  exitBars: 10,
  sides: 'long-only',
  atrBars: 20,
  stopAtrMultiple: 2,
} as const;

type Settings = Required<DonchianBreakoutOptions>;

/**
 * Follows breaks: long when a close is above the highest high of the `entryBars` bars before it, out when one is below the lowest
 * low of the `exitBars` before it; the mirror image for short positions. An entry is wanted once a break: after a stop it waits
 * until the exit channel was broken. Throws `INVALID_OPTION` for counts of bars that are none.
 */
export const donchianBreakout = (options: DonchianBreakoutOptions = {}): StrategyFactory => {
  const settings = { ...donchianBreakoutDefaults, ...options };
  makeBreakout(settings);
  return () => makeBreakout(settings);
};

const makeBreakout = (settings: Settings): Strategy => {
  const { entryBars, exitBars, sides } = settings;
  const entry = createDonchianChannel(wholeBars('entryBars', entryBars));
  const exit = createDonchianChannel(wholeBars('exitBars', exitBars));
  const stop = createAtrStop(settings);
  const hasStop = settings.stopAtrMultiple > 0;
  const warmupBars = Math.max(entryBars, exitBars, hasStop ? stop.warmupBars : 0);
  let wanted: Direction | undefined;
  let priceScale = 0;

  /** The channels still end before this bar. */
  const decide = (bar: BarView): readonly Intent[] => {
    const close = bar.closePoints;
    if (wanted !== 'long' && close > entry.upper) return enter('long', bar);
    if (wanted !== 'short' && close < entry.lower && enters('short', sides)) return enter('short', bar);
    const isLeft = wanted === 'long' ? close < exit.lower : wanted === 'short' && close > exit.upper;
    if (!isLeft) return noIntents;
    const reason = `broke the ${wanted === 'long' ? 'lowest low' : 'highest high'} of ${exitBars} bars`;
    wanted = undefined;
    return [{ type: 'exit', reason }];
  };

  const enter = (direction: Direction, bar: BarView): readonly Intent[] => {
    wanted = direction;
    const reason = `broke the ${direction === 'long' ? 'highest high' : 'lowest low'} of ${entryBars} bars`;
    return turnTo(direction, sides, reason, stop.priceFor(direction, bar));
  };

  return {
    name: `Donchian breakout ${entryBars}/${exitBars} ${sides}`,
    warmupBars,
    onBar(bar, { warmingUp }) {
      priceScale = bar.priceScale;
      if (hasStop) stop.take(bar);
      const intents = warmingUp || !entry.isFull || !exit.isFull ? noIntents : decide(bar);
      entry.add(bar.highPoints, bar.lowPoints);
      exit.add(bar.highPoints, bar.lowPoints);
      return intents;
    },
    indicators: () =>
      entry.isFull
        ? {
            [`highest${entryBars}`]: shownAt(entry.upper, priceScale),
            [`lowest${entryBars}`]: shownAt(entry.lower, priceScale),
          }
        : {},
  };
};
