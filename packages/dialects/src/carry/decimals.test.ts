import { isAmount } from '@pitwall/model';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { decimal, positiveDrawdown } from './decimals.ts';

const digits = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,30})\.[0-9]{1,30}$/);
const double = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('a decimal', () => {
  it.each([
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [1.5e21, '1500000000000000000000'],
    [-0, '0'],
    [45_000, '45000'],
    ['45000.00', '45000.00'],
    ['-0.10', '-0.10'],
  ])('that was published as %j is said as %j', (amount, said) => {
    expect(decimal.write(amount, undefined)).toBe(said);
  });

  // Promise: carry.decimal-strings
  it('keeps every digit of a text in both directions', () => {
    fc.assert(fc.property(digits, (text) => decimal.write(decimal.read(text), undefined) === text));
  });

  it('says any double without an exponent, in digits that denote this very double', () => {
    fc.assert(
      fc.property(double, (value) => {
        const said = decimal.write(value, undefined);
        expect(said).toMatch(/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/);
        expect(Check(decimal.schema, said)).toBe(true);
        expect(isAmount(decimal.read(said))).toBe(true);
        expect(Number(decimal.read(said))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it.each([1, '', '1e3', '+1', '.5', '5.', '007', 'NaN', 'Infinity', `0.${'1'.repeat(31)}`, '9'.repeat(401)])(
    'is not %j',
    (wire) => {
      expect(Check(decimal.schema, wire)).toBe(false);
    },
  );
});

describe('a drawdown', () => {
  it.each([
    ['0.040', '-0.040'],
    ['0.00', '0.00'],
    ['-0.01', '0.01'],
  ])('of %s on the page is %s in the model, with every digit', (wire, ratio) => {
    expect(positiveDrawdown.read(wire)).toBe(ratio);
    expect(positiveDrawdown.write(ratio, undefined)).toBe(wire);
  });

  it('of zero has no sign, however it was written', () => {
    expect(positiveDrawdown.write(-0, undefined)).toBe('0');
    expect(positiveDrawdown.write(0, undefined)).toBe('0');
    expect(positiveDrawdown.write('-0.0', undefined)).toBe('0.0');
  });

  it('keeps its value in both directions', () => {
    fc.assert(
      fc.property(double, (ratio) => {
        const said = positiveDrawdown.write(ratio, undefined);
        expect(Check(positiveDrawdown.schema, said)).toBe(true);
        expect(Number(positiveDrawdown.read(said))).toBe(ratio === 0 ? 0 : ratio);
      }),
    );
  });
});
