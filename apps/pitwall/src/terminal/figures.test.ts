import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { money, padStart, percent, percentResult, plainLine, price, quantity, result, widthOf } from './figures.ts';

const plain = pc.createColors(false);
const colored = pc.createColors(true);

describe('figures', () => {
  it('group thousands and keep two decimals of money, exactly', () => {
    expect(money(1234567.005)).toBe('1,234,567.00');
    expect(money('1234567.015')).toBe('1,234,567.02');
    expect(money(-4900)).toBe('−4,900.00');
    expect(money(0.1 + 0.2)).toBe('0.30');
  });

  it('show small prices with the digits that matter', () => {
    expect(price(1402.109985)).toBe('1,402.11');
    expect(price('0.000012345')).toBe('0.000012345');
    expect(quantity('0.10000000')).toBe('0.1');
  });

  it('are signed and coloured as results, and zero is neither', () => {
    expect(result(12.5, plain)).toBe('+12.50');
    expect(result('-12.5', plain)).toBe('−12.50');
    expect(result(-0.001, plain)).toBe(' 0.00');
    expect(percentResult(1.25, plain)).toBe('+1.25 %');
    expect(result(1, colored)).toBe(colored.green('+1.00'));
    expect(result(-1, colored)).toBe(colored.red('−1.00'));
  });

  it('are a dash where there is none', () => {
    expect([money(undefined), price(null), result('many', plain), percent({})]).toEqual(['–', '–', '–', '–']);
  });

  it('align whatever their colours', () => {
    expect(widthOf(colored.red('−1.00'))).toBe(5);
    expect(padStart(colored.green('+1.00'), 8)).toBe(`   ${colored.green('+1.00')}`);
  });
});

describe('text of others', () => {
  it('cannot steer the terminal', () => {
    expect(plainLine('a\u001b[2Jb\r\nc\u0007\u009b31m')).toBe('a [2Jb  c  31m');
  });
});
