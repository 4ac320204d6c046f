import { describe, expect, it } from 'vitest';
import { formatAmount, formatCount, formatExact, formatPercent, formatPrice, formatQuantity } from './amount-text.ts';

describe('an amount', () => {
  it.each([
    ['4878.238898894449945', '4,878.24'],
    ['-61.761101105550055', '−61.76'],
    ['1234567.5', '1,234,567.50'],
    ['0', '0.00'],
    [-0.001, '0.00'],
    [12, '12.00'],
    ['123456789012345678901234567890.129', '123,456,789,012,345,678,901,234,567,890.13'],
  ])('of %s is written %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text);
  });

  it('has a plus where it is a difference, and none at zero', () => {
    expect([formatAmount('5', { signed: true }), formatAmount('0', { signed: true })]).toEqual(['+5.00', '0.00']);
  });

  it('that is absent is a dash, and one that is no number stays as it came', () => {
    expect([formatAmount(undefined), formatAmount('n/a')]).toEqual(['–', 'n/a']);
  });

  it('shows each published digit where it is asked for exactly', () => {
    expect(formatExact('-1234.500100')).toBe('−1,234.500100');
  });
});

describe('a price', () => {
  it.each([
    ['91000.1', '91,000.10'],
    ['1366.42', '1,366.42'],
    ['1.23456789', '1.2346'],
    ['0.00001234', '0.00001234'],
    ['0', '0.00'],
  ])('of %s is written %s', (price, text) => {
    expect(formatPrice(price)).toBe(text);
  });
});

describe('ratios, quantities and counts', () => {
  it('shift the point of a ratio and nothing else', () => {
    expect([formatPercent('-0.0298791415'), formatPercent('0.5', { signed: true }), formatPercent(1)]).toEqual([
      '−2.99\u00A0%',
      '+50.00\u00A0%',
      '100.00\u00A0%',
    ]);
  });

  it('pad no quantity', () => {
    expect([formatQuantity('0.5'), formatQuantity('1200'), formatCount(12_345)]).toEqual(['0.5', '1,200', '12,345']);
  });
});
