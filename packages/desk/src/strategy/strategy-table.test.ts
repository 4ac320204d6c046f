import { describe, expect, it } from 'vitest';
import { atrStopDefaults } from './atr-stop.ts';
import { cashAndCarryDefaults } from './cash-and-carry.ts';
import { donchianBreakoutDefaults } from './donchian-breakout.ts';
import { movingAverageCrossDefaults } from './moving-average-cross.ts';
import { rsiReversionDefaults } from './rsi-reversion.ts';
import { schemaOf } from './strategy-definition.ts';
import { findStrategy, strategyTable } from './strategy-table.ts';

const defaultsOf = (name: string): unknown =>
  Object.fromEntries(
    findStrategy(name).options.flatMap((form) => (form.default === undefined ? [] : [[form.name, form.default]])),
  );

describe('the strategies that are built in', () => {
  it('are four, each made from no options at all', () => {
    expect(strategyTable.map(({ name, symbols, regime }) => [name, symbols, regime])).toEqual([
      ['moving-average-cross', 1, 'trending'],
      ['rsi-reversion', 1, 'ranging'],
      ['donchian-breakout', 1, 'trending'],
      ['cash-and-carry', 2, 'any'],
    ]);
    expect(strategyTable.map(({ make }) => make({})().name)).toEqual([
      'moving-average cross 10/30 long-only',
      'RSI 14 reversion 30/70 long-only',
      'Donchian breakout 20/10 long-only',
      'cash and carry 0.0004/0',
    ]);
  });

  it('offer every option that their functions take, with the same defaults', () => {
    expect(defaultsOf('moving-average-cross')).toEqual({ ...movingAverageCrossDefaults, ...atrStopDefaults });
    expect(defaultsOf('rsi-reversion')).toEqual(rsiReversionDefaults);
    expect(defaultsOf('donchian-breakout')).toEqual(donchianBreakoutDefaults);
    expect(defaultsOf('cash-and-carry')).toEqual(cashAndCarryDefaults);
  });

  it('take options as text of a command line or as JSON alike', () => {
    const { make } = findStrategy('moving-average-cross');
    expect(make({ fastBars: '3', slowBars: 7, sides: 'long-short' })().name).toBe(
      'moving-average cross 3/7 long-short',
    );
    const carry = findStrategy('cash-and-carry').make({
      entryPremiumRatio: 0.01,
      exitPremiumRatio: '0.001',
      perpSymbol: 'P',
    });
    expect(carry().name).toBe('cash and carry 0.01/0.001');
  });

  it.each([
    [
      'moving-average-cross',
      { fast: 3 },
      'the strategy moving-average-cross has no option "fast"; it has fastBars, slowBars,',
    ],
    ['moving-average-cross', { fastBars: '3.5' }, 'fastBars is "3.5": give a whole number from 1 to 1000000'],
    ['moving-average-cross', { fastBars: 'many' }, 'fastBars is "many"'],
    ['moving-average-cross', { fastBars: 40 }, 'fastBars is 40 and slowBars 30'],
    ['moving-average-cross', { sides: 'both' }, 'sides is "both": give long-only or long-short'],
    ['rsi-reversion', { oversold: 101 }, 'oversold is 101: give a number from 0 to 100'],
    ['donchian-breakout', { stopAtrMultiple: -1 }, 'stopAtrMultiple is -1: give a number from 0'],
    ['cash-and-carry', { lotSize: 'small' }, 'lotSize is "small": give a decimal such as 0.0004'],
    ['cash-and-carry', { perpSymbol: '' }, 'perpSymbol is "": give 1 to 200 characters'],
  ])('refuse for %s %o', (name, options, message) => {
    expect(() => findStrategy(name).make(options)).toThrow(message);
  });

  it('are found by name, and a wrong name is told the right ones', () => {
    expect(() => findStrategy('macd')).toThrow('there is no strategy "macd": choose one of moving-average-cross, rsi-');
  });

  it('describe their options as JSON Schema', () => {
    const schema = schemaOf(findStrategy('rsi-reversion'));
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      properties: {
        rsiBars: { type: 'integer', default: 14, minimum: 2, maximum: 1_000_000 },
        oversold: { type: 'number', minimum: 0, maximum: 100 },
        sides: { type: 'string', enum: ['long-only', 'long-short'] },
      },
    });
    expect(schemaOf(findStrategy('cash-and-carry'))).toMatchObject({
      properties: { lotSize: { type: ['string', 'number'], default: '0.001' }, perpSymbol: { type: 'string' } },
    });
  });
});
