import { PitwallError } from '@pitwall/model';
import type { Direction } from '../account/holding.ts';
import { createRelativeStrength } from '../indicators/wilder.ts';
import { atrStopDefaults, createAtrStop, type AtrStopOptions } from './atr-stop.ts';
import { noIntents, turnTo, type Sides } from './sides.ts';
import type { Strategy, StrategyFactory } from './strategy.ts';

/** Options of {@link rsiReversion}. */
export interface RsiReversionOptions extends AtrStopOptions {
  /**
   * Bars of the relative strength index.
   * @default 14, Wilder's own
   */
  readonly rsiBars?: number;
  /**
   * A fall of the index below it enters long.
   * @default 30
   */
  readonly oversold?: number;
  /**
   * A rise above it enters short, where both sides are traded.
   * @default 70
   */
  readonly overbought?: number;
  /**
   * A long position is left at or above it, a short one at or below 100 less it.
   * @default 50, where gains and losses are even
   */
  readonly exitLevel?: number;
  /**
   * Whether short positions are taken too.
   * @default 'long-only'
   */
  readonly sides?: Sides;
}

/** Defaults of {@link RsiReversionOptions}. */
export const rsiReversionDefaults = {
  rsiBars: 14,
  oversold: 30,
  overbought: 70,
  exitLevel: 50,
  sides: 'long-only',
  ...atrStopDefaults,
} as const;

type Settings = Required<RsiReversionOptions>;

/**
 * Bets that what fell too fast comes back: long when the relative strength index falls below `oversold`, out when it is back at
 * `exitLevel`; the mirror image for short positions. An entry is wanted once a fall: after a stop it waits for the next one.
 * Throws `INVALID_OPTION` unless 0 < oversold < exitLevel < 100, and oversold < 100 − exitLevel < overbought < 100 mirrored.
 */
export const rsiReversion = (options: RsiReversionOptions = {}): StrategyFactory => {
  const settings = { ...rsiReversionDefaults, ...options };
  const { oversold, overbought, exitLevel } = settings;
  const isOrdered = oversold > 0 && oversold < exitLevel && 100 - exitLevel < overbought && overbought < 100;
  if (!isOrdered || !(exitLevel < 100)) {
    const found = `oversold is ${oversold}, exitLevel ${exitLevel} and overbought ${overbought}`;
    const wanted = 'give 0 < oversold < exitLevel < 100 and 100 − exitLevel < overbought < 100';
    throw new PitwallError('INVALID_OPTION', `${found}: ${wanted}`);
  }
  // The parts check their own options, so that a wrong one is refused here and not in the middle of a run.
  makeReversion(settings);
  return () => makeReversion(settings);
};

const makeReversion = (settings: Settings): Strategy => {
  const { rsiBars, oversold, overbought, exitLevel, sides } = settings;
  const rsi = createRelativeStrength(rsiBars);
  const stop = createAtrStop(settings);
  const hasStop = settings.stopAtrMultiple > 0;
  let wanted: Direction | undefined;

  const isBack = (value: number): boolean =>
    wanted === 'long' ? value >= exitLevel : wanted === 'short' && value <= 100 - exitLevel;

  return {
    name: `RSI ${rsiBars} reversion ${oversold}/${overbought} ${sides}`,
    warmupBars: Math.max(rsi.warmupBars, hasStop ? stop.warmupBars : 0),
    onBar(bar, { warmingUp }) {
      const before = rsi.value;
      rsi.add(bar.closePoints);
      if (hasStop) stop.take(bar);
      const now = rsi.value;
      if (warmingUp || before === undefined || now === undefined) return noIntents;
      if (wanted !== 'long' && before >= oversold && now < oversold) {
        wanted = 'long';
        return turnTo('long', sides, `RSI ${rsiBars} fell below ${oversold}`, stop.priceFor('long', bar));
      }
      if (wanted !== 'short' && sides === 'long-short' && before <= overbought && now > overbought) {
        wanted = 'short';
        return turnTo('short', sides, `RSI ${rsiBars} rose above ${overbought}`, stop.priceFor('short', bar));
      }
      if (!isBack(now)) return noIntents;
      wanted = undefined;
      return [{ type: 'exit', reason: `RSI ${rsiBars} is back` }];
    },
    indicators: () => (rsi.value === undefined ? {} : { [`rsi${rsiBars}`]: rsi.value }),
  };
};
