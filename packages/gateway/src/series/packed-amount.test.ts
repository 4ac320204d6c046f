import { exact } from '@pitwall/model';
import type { Amount } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMore } from './amount-order.ts';
import { packAmount, unpackAmount } from './packed-amount.ts';

const decimal: fc.Arbitrary<string> = fc
  .tuple(
    fc.boolean(),
    fc.oneof(
      fc.bigInt({ min: 0n, max: 10n ** 20n }),
      fc.bigInt({ min: 0n, max: 10n ** 31n }),
      fc.constantFrom(0n, 10n ** 15n, 10n ** 15n - 1n),
    ),
    fc.stringMatching(/^[0-9]{0,25}$/),
  )
  .map(([isNegative, whole, part]) => `${isNegative ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`);

const amount: fc.Arbitrary<Amount> = fc.oneof(decimal, fc.double({ noNaN: true, noDefaultInfinity: true }));

describe('a packed amount', () => {
  it('is what was published, to the digit, or is not packed', () => {
    fc.assert(
      fc.property(amount, (published) => {
        const packed = packAmount(published);
        const text = packed && unpackAmount(packed);
        const isNought = exact(published).isZero();
        const expected = typeof published === 'string' ? published : exact(published).toFixed();
        expect(text ?? expected).toBe(isNought ? expected.replace('-', '') : expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has room for the digits of every ordinary one', () => {
    const ordinary = [
      '0.00000001',
      '-123456789.123456789012345678',
      9_007_199_254_740_991,
      '9007199254740993',
      0.1,
      '2450.00',
    ];
    for (const one of [...ordinary, 1e22, -1e-20]) expect(packAmount(one)).toBeDefined();
    for (const one of ['1234567890123456789012345678901.5', 1e300, 5e-324]) expect(packAmount(one)).toBeUndefined();
  });
});

describe('the order of amounts', () => {
  it('is that of their exact values', () => {
    const near = fc.tuple(amount, fc.constantFrom('', '0', '1', '00000000000000000001'), fc.constantFrom('', '0', '2'));
    fc.assert(
      fc.property(near, amount, ([one, tail, otherTail], other) => {
        // Often the same digits but for the last of them, which doubles do not see.
        const [a, b] =
          typeof one === 'string' && one.includes('.') && one.length < 40
            ? [`${one}${tail}`, `${one}${otherTail}`]
            : [one, other];
        expect(isMore(a, Number(a), b, Number(b))).toBe(exact(a).greaterThan(exact(b)));
      }),
      { numRuns: 2_000 },
    );
  });
});
