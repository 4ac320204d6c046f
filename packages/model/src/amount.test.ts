import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { AmountOf, exact, isAmount, shiftPoint, toDecimalString, toNumber } from './amount.ts';

const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.stringMatching(/^[0-9]{1,15}[1-9]$/))
  .map(([negative, whole, part]) => `${negative ? '-' : ''}${whole}.${part}`);

describe('amounts', () => {
  // Promise: ruling-2.exact-decimals
  it('keep every digit of a decimal string', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        expect(toDecimalString(text)).toBe(text);
        expect(toDecimalString(exact(text))).toBe(text);
      }),
    );
  });

  it('give a number back unchanged, but for the sign of zero', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(toNumber(value)).toBe(value);
        expect(toNumber(exact(value)) + 0).toBe(value + 0);
      }),
    );
  });

  // Promise: ruling-2.ratios
  it('turn percentages into ratios and back without noise', () => {
    expect(toNumber(shiftPoint(5.4, -2))).toBe(0.054);
    expect(toNumber(shiftPoint('1.1', 2))).toBe(110);
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (percent) => {
        expect(toNumber(exact(shiftPoint(toDecimalString(shiftPoint(percent, -2)), 2))) + 0).toBe(percent + 0);
      }),
    );
  });

  it('add without binary noise', () => {
    expect(toDecimalString(exact(0.1).plus(exact('0.2')))).toBe('0.3');
  });

  it('write small and large numbers without an exponent', () => {
    expect(toDecimalString(1e-7)).toBe('0.0000001');
    expect(toDecimalString(1e21)).toBe('1000000000000000000000');
  });

  it('are what their schema says, whatever the value', () => {
    const schema = AmountOf('quote');
    const near = fc.oneof(fc.anything(), fc.double(), fc.stringMatching(/^[-+]?[0-9]{0,3}[.e]?[0-9]{0,3}$/));
    fc.assert(fc.property(near, (value) => isAmount(value) === Check(schema, value)));
    expect([1, '-0.5', '12'].every(isAmount)).toBe(true);
    expect(['+1', '01', '1e3', '.5', '5.', '', Number.NaN, null, {}].some(isAmount)).toBe(false);
  });
});
