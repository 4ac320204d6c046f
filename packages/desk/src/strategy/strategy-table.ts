import { PitwallError } from '@pitwall/model';
import { atrStopDefaults } from './atr-stop.ts';
import { cashAndCarry, cashAndCarryDefaults } from './cash-and-carry.ts';
import { donchianBreakout, donchianBreakoutDefaults } from './donchian-breakout.ts';
import { movingAverageCross, movingAverageCrossDefaults } from './moving-average-cross.ts';
import { rsiReversion, rsiReversionDefaults } from './rsi-reversion.ts';
import { sidesWords } from './sides.ts';
import { defineStrategy, type StrategyDefinition } from './strategy-definition.ts';
import { decimalOption, numberOption, textOption, wholeOption, wordOption } from './strategy-option.ts';

const mostBars = 1_000_000;

const bars = (name: string, fallback: number, description: string) =>
  wholeOption(name, { default: fallback, least: 1, most: mostBars, description });

const sides = wordOption('sides', {
  default: 'long-only',
  words: sidesWords,
  description: 'Whether short positions are taken too.',
});

const stopAtrMultiple = numberOption('stopAtrMultiple', {
  default: atrStopDefaults.stopAtrMultiple,
  least: 0,
  description: 'How many average true ranges the stop is away from the close of the entry; 0: no stop.',
});

const atrBars = (fallback: number) => bars('atrBars', fallback, 'Bars of the average true range.');

const crossOptions = {
  fastBars: bars('fastBars', movingAverageCrossDefaults.fastBars, 'Bars of the fast average.'),
  slowBars: bars('slowBars', movingAverageCrossDefaults.slowBars, 'Bars of the slow average, more than fastBars.'),
  sides,
  atrBars: atrBars(atrStopDefaults.atrBars),
  stopAtrMultiple,
  reachAtrMultiple: numberOption('reachAtrMultiple', {
    default: movingAverageCrossDefaults.reachAtrMultiple,
    least: 0,
    description: 'Move of the next close, in average true ranges, that counts as within reach; 0: only an even close.',
  }),
  patienceBars: bars('patienceBars', movingAverageCrossDefaults.patienceBars, 'Closes that a prepared entry waits.'),
};

const movingAverageCrossDefinition = defineStrategy({
  name: 'moving-average-cross',
  description: 'Follows the trend: long when a fast average of closes crosses above a slow one.',
  symbols: 1,
  regime: 'trending',
  options: Object.values(crossOptions),
  make: (read) =>
    movingAverageCross({
      fastBars: read(crossOptions.fastBars),
      slowBars: read(crossOptions.slowBars),
      sides: read(sides),
      atrBars: read(crossOptions.atrBars),
      stopAtrMultiple: read(stopAtrMultiple),
      reachAtrMultiple: read(crossOptions.reachAtrMultiple),
      patienceBars: read(crossOptions.patienceBars),
    }),
});

const level = (name: string, fallback: number, description: string) =>
  numberOption(name, { default: fallback, least: 0, most: 100, description });

const reversionOptions = {
  rsiBars: wholeOption('rsiBars', {
    default: rsiReversionDefaults.rsiBars,
    least: 2,
    most: mostBars,
    description: 'Bars of the relative strength index.',
  }),
  oversold: level('oversold', rsiReversionDefaults.oversold, 'A fall of the index below it enters long.'),
  overbought: level('overbought', rsiReversionDefaults.overbought, 'A rise above it enters short.'),
  exitLevel: level('exitLevel', rsiReversionDefaults.exitLevel, 'A long position is left at or above it.'),
  sides,
  atrBars: atrBars(atrStopDefaults.atrBars),
  stopAtrMultiple,
};

const rsiReversionDefinition = defineStrategy({
  name: 'rsi-reversion',
  description: 'Bets that what fell too fast comes back: long when the relative strength index is oversold.',
  symbols: 1,
  regime: 'ranging',
  options: Object.values(reversionOptions),
  make: (read) =>
    rsiReversion({
      rsiBars: read(reversionOptions.rsiBars),
      oversold: read(reversionOptions.oversold),
      overbought: read(reversionOptions.overbought),
      exitLevel: read(reversionOptions.exitLevel),
      sides: read(sides),
      atrBars: read(reversionOptions.atrBars),
      stopAtrMultiple: read(stopAtrMultiple),
    }),
});

const breakoutOptions = {
  entryBars: bars('entryBars', donchianBreakoutDefaults.entryBars, 'Bars of the channel whose break enters.'),
  exitBars: bars('exitBars', donchianBreakoutDefaults.exitBars, 'Bars of the channel whose break leaves.'),
  sides,
  atrBars: atrBars(donchianBreakoutDefaults.atrBars),
  stopAtrMultiple,
};

const donchianBreakoutDefinition = defineStrategy({
  name: 'donchian-breakout',
  description: 'Follows breaks: long when a close is above the highest high of the bars before it.',
  symbols: 1,
  regime: 'trending',
  options: Object.values(breakoutOptions),
  make: (read) =>
    donchianBreakout({
      entryBars: read(breakoutOptions.entryBars),
      exitBars: read(breakoutOptions.exitBars),
      sides: read(sides),
      atrBars: read(breakoutOptions.atrBars),
      stopAtrMultiple: read(stopAtrMultiple),
    }),
});

const ratio = (name: Exclude<keyof typeof cashAndCarryDefaults, 'lotSize'>, description: string) =>
  decimalOption(name, { default: cashAndCarryDefaults[name], description });

const carryOptions = {
  perpSymbol: textOption('perpSymbol', 'Symbol of the perpetual; left out, it is the other one of two.'),
  entryPremiumRatio: ratio('entryPremiumRatio', 'Premium of the perpetual over spot from which a pair is opened.'),
  exitPremiumRatio: ratio('exitPremiumRatio', 'Premium at or below which it is closed.'),
  leastFundingRatio: ratio('leastFundingRatio', 'Least last funding with which a pair is opened.'),
  exitFundingRatio: ratio('exitFundingRatio', 'Last funding below which it is closed.'),
  capitalRatio: ratio('capitalRatio', 'Part of the equity that is used, above 0 up to 1.'),
  gapReserveRatio: ratio('gapReserveRatio', 'Part of the price kept back for the gap to the next open and for costs.'),
  lotSize: decimalOption('lotSize', {
    default: cashAndCarryDefaults.lotSize,
    description: 'Step of quantities that both legs can be traded in.',
  }),
};

const cashAndCarryDefinition = defineStrategy({
  name: 'cash-and-carry',
  description: 'Holds spot and is short as many perpetuals, for the premium and the funding.',
  symbols: 2,
  regime: 'any',
  options: Object.values(carryOptions),
  make(read) {
    const perpSymbol = read(carryOptions.perpSymbol);
    return cashAndCarry({
      ...(perpSymbol === undefined ? {} : { perpSymbol }),
      entryPremiumRatio: read(carryOptions.entryPremiumRatio),
      exitPremiumRatio: read(carryOptions.exitPremiumRatio),
      leastFundingRatio: read(carryOptions.leastFundingRatio),
      exitFundingRatio: read(carryOptions.exitFundingRatio),
      capitalRatio: read(carryOptions.capitalRatio),
      gapReserveRatio: read(carryOptions.gapReserveRatio),
      lotSize: read(carryOptions.lotSize),
    });
  },
});

/** The strategies that are built in. */
export const strategyTable: readonly StrategyDefinition[] = [
  movingAverageCrossDefinition,
  rsiReversionDefinition,
  donchianBreakoutDefinition,
  cashAndCarryDefinition,
];

/** Finds a strategy by name. Throws `INVALID_OPTION`, which names those that there are. */
export const findStrategy = (name: string): StrategyDefinition => {
  const found = strategyTable.find((definition) => definition.name === name);
  if (found !== undefined) return found;
  const names = strategyTable.map((definition) => definition.name).join(', ');
  throw new PitwallError('INVALID_OPTION', `there is no strategy "${name.slice(0, 80)}": choose one of ${names}`);
};
