import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAmounts, roundDecimal, signOf, sumAmounts, textOf, toDecimal } from './decimal.ts';

const decimalText = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 20 }))
  .map(([coefficient, scale]) => textOf({ coefficient, scale }));

const rounded = (text: string, digits: number): string => {
  const decimal = toDecimal(text);
  return decimal === undefined ? 'none' : textOf(roundDecimal(decimal, digits));
};

describe('a decimal', () => {
  it('keeps every digit of what was published', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const decimal = toDecimal(text);
        expect(decimal === undefined ? undefined : textOf(decimal)).toBe(text);
      }),
    );
  });

  it.each([
    ['1e3', '1000'],
    ['1.5e-3', '0.0015'],
    ['1.25e1', '12.5'],
    ['.5', '0.5'],
    ['-0.50', '-0.50'],
  ])('reads %s as %s', (text, plain) => {
    const decimal = toDecimal(text);
    expect(decimal === undefined ? undefined : textOf(decimal)).toBe(plain);
  });

  it.each(['', '-', '.', 'abc', '1,5', 'NaN', 'Infinity', '1e99999'])('does not take %j for a number', (text) => {
    expect(toDecimal(text)).toBeUndefined();
  });

  it('rounds half away from zero, as statements do', () => {
    expect([rounded('1.005', 2), rounded('-1.005', 2), rounded('1.0049', 2), rounded('2.5', 0)]).toEqual([
      '1.01',
      '-1.01',
      '1.00',
      '3',
    ]);
  });
});

describe('amounts', () => {
  it('add up without a binary fraction', () => {
    expect(sumAmounts(['0.1', '0.2', 0.3])).toBe('0.6');
  });

  it('add up to nothing at all where one of them is no number', () => {
    expect(sumAmounts(['1', 'unknown'])).toBeUndefined();
    expect(sumAmounts([])).toBeUndefined();
  });

  it('are in the same order as their difference says, whatever their scales', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (left, right) => {
        const negated = right.startsWith('-') ? right.slice(1) : `-${right}`;
        expect(compareAmounts(left, right)).toBe(signOf(sumAmounts([left, negated]) ?? 'none'));
      }),
    );
  });

  it('are greater than what is no number never, so that those come last', () => {
    expect(['x', '2', '10', '-3'].toSorted(compareAmounts)).toEqual(['-3', '2', '10', 'x']);
  });
});
