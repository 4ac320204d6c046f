import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { createEquityCurve } from '../account/equity-curve.ts';
import { createRiskWatch, type RiskLimitOptions, type RiskWatch } from './risk-watch.ts';

const dayMs = 86_400_000;
const limits: RiskLimitOptions = {
  softDailyLossRatio: '0.01',
  hardDailyLossRatio: '0.03',
  softDrawdownRatio: '0.05',
  hardDrawdownRatio: '0.1',
};

/** Statuses told at closes of a bar a day, `-` where none was. */
const statusesOver = (equities: readonly string[]): { told: readonly string[]; watch: RiskWatch } => {
  const curve = createEquityCurve(exact(equities[0] ?? '1'));
  const watch = createRiskWatch(limits);
  const told = equities.map((equity, day) => watch.observe(curve.mark(exact(equity), day * dayMs))?.status ?? '-');
  return { told, watch };
};

describe('the limits of an account', () => {
  it('are kept at the beginning and while little is lost', () => {
    expect(createRiskWatch().standing.status).toBe('normal');
    expect(statusesOver(['1000', '990.01', '1000']).told).toEqual(['-', '-', '-']);
  });

  it('pause at exactly the soft loss of a day, and a new day lifts it', () => {
    const { told } = statusesOver(['1000', '990', '990']);
    expect(told).toEqual(['-', 'soft_pause', 'normal']);
  });

  it('stop at the hard loss of a day', () => {
    const { told, watch } = statusesOver(['1000', '970']);
    expect(told).toEqual(['-', 'hard_stop']);
    expect(watch.standing.reason).toBe('the daily loss of 3 % reached the limit of 3 %');
    expect(watch.standing.dailyLossRatio.toFixed()).toBe('0.03');
    expect(watch.standing.drawdownRatio.toFixed()).toBe('-0.03');
  });

  it('pause and stop at a drawdown of many small losses, which no new day lifts', () => {
    const { told, watch } = statusesOver(['1000', '992', '984', '976', '968', '960', '952', '945', '945']);
    expect(told).toEqual(['-', '-', '-', '-', '-', '-', '-', 'soft_pause', '-']);
    expect(watch.standing.reason).toBe('the drawdown of 5.5 % reached the limit of 5 %');
    expect(statusesOver(['1000', '992', '899']).told).toEqual(['-', '-', 'hard_stop']);
  });

  it('tell a gain as no loss', () => {
    expect(statusesOver(['1000', '1100']).watch.standing.dailyLossRatio.toFixed()).toBe('0');
  });

  it.each([
    [{ softDailyLossRatio: '0' }, 'softDailyLossRatio is 0 and hardDailyLossRatio 0.03'],
    [{ softDrawdownRatio: '0.6' }, 'softDrawdownRatio is 0.6 and hardDrawdownRatio 0.5'],
  ])('refuse %o', (options, message) => {
    expect(() => createRiskWatch(options)).toThrow(message);
  });
});
