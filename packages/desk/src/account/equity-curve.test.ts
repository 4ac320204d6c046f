import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createEquityCurve } from './equity-curve.ts';

const at = (iso: string): number => Date.parse(iso);

describe('an equity curve', () => {
  it('counts the day from the last mark of an earlier day, so the gap over night belongs to the new day', () => {
    const curve = createEquityCurve(exact('1000'));
    curve.mark(exact('1010'), at('2024-03-12T10:00:00Z'));
    expect(curve.mark(exact('1020'), at('2024-03-12T23:59:59.999Z')).daily.pnl.toFixed()).toBe('20');
    const nextDay = curve.mark(exact('1003'), at('2024-03-13T00:00:00Z'));
    expect(nextDay.daily.pnl.toFixed()).toBe('-17');
    expect(nextDay.daily.ratio?.toFixed(6)).toBe('-0.016667');
    expect(curve.mark(exact('1021'), at('2024-03-13T12:00:00Z')).daily.pnl.toFixed()).toBe('1');
  });

  it('counts the week from the last mark before Monday', () => {
    const curve = createEquityCurve(exact('1000'));
    curve.mark(exact('1100'), at('2024-03-08T00:00:00Z'));
    expect(curve.mark(exact('1050'), at('2024-03-10T23:00:00Z')).weekly.pnl.toFixed()).toBe('50');
    expect(curve.mark(exact('1060'), at('2024-03-11T00:00:00Z')).weekly.pnl.toFixed()).toBe('10');
    expect(curve.mark(exact('1090'), at('2024-03-15T00:00:00Z')).weekly.pnl.toFixed()).toBe('40');
  });

  it('measures drawdown from the highest equity: zero or negative, in money and as a part of it', () => {
    const curve = createEquityCurve(exact('2450'));
    curve.mark(exact('2500'), 0);
    const fallen = curve.mark(exact('2450'), 1);
    expect(fallen.highWatermark.toFixed()).toBe('2500');
    expect(fallen.drawdown.toFixed()).toBe('-50');
    expect(fallen.drawdownRatio.toFixed()).toBe('-0.02');
    const recovered = curve.mark(exact('2600'), 2);
    expect(recovered.drawdown.toFixed()).toBe('0');
    expect(recovered.maxDrawdownRatio.toFixed()).toBe('-0.02');
    expect(recovered.total.pnl.toFixed()).toBe('150');
  });

  it('tells no ratio of an equity that was gone', () => {
    const curve = createEquityCurve(exact('100'));
    curve.mark(exact('-5'), at('2024-03-12T00:00:00Z'));
    const point = curve.mark(exact('-6'), at('2024-03-13T00:00:00Z'));
    expect(point.daily.pnl.toFixed()).toBe('-1');
    expect(point.daily.ratio).toBeUndefined();
  });
});
