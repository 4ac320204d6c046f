import { exact, isFreeJson } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { figuresJson, monthlyJson, regimesJson } from './figures-json.ts';
import { monthlyTable } from './monthly-table.ts';
import { createPerformance } from './performance.ts';
import { createRegimeTally } from './regime-tally.ts';

const start = Date.parse('2024-01-30T00:00:00Z');
const dayMs = 86_400_000;

describe('figures as JSON', () => {
  const run = createPerformance(exact(1000), start);
  run.filled({ notional: exact(500), fee: exact('0.5') });
  for (const [day, equity] of ['1010', '990', '1020'].entries()) run.mark(exact(equity), start + day * dayMs);
  run.closed(exact('20.5'));
  run.closed(exact('-0.5'));

  it('say money exactly and name what is there', () => {
    const json = figuresJson(run.figures());
    expect(isFreeJson(json)).toBe(true);
    expect(json).toMatchObject({
      finalEquity: '1020',
      netPnl: '20',
      returnRatio: '0.02',
      fees: '0.5',
      turnover: '500',
      elapsedMs: 2 * dayMs,
      trades: { totalTrades: 2, winRate: '0.5', profitFactor: '41', longestLosingStreak: 1, largestLoss: '-0.5' },
      drawdown: {
        maxDrawdown: '-20',
        maxDrawdownRatio: '-0.0198019802',
        peakAt: '2024-01-30T00:00:00.000Z',
        recoveredAt: '2024-02-01T00:00:00.000Z',
        declineMs: dayMs,
        recoveryMs: 2 * dayMs,
        isOpen: false,
      },
    });
  });

  it('leave out what has no meaning', () => {
    const json = figuresJson(createPerformance(exact(1000), start).figures());
    expect(isFreeJson(json)).toBe(true);
    for (const name of ['sharpe', 'sortino', 'cagr', 'calmar', 'exposure', 'turnoverPerYear', 'mean']) {
      expect(json).not.toHaveProperty(name);
    }
    expect(json['trades']).not.toHaveProperty('winRate');
    expect(json['drawdown']).not.toHaveProperty('declineMs');
  });

  it('put months into years', () => {
    expect(monthlyJson(monthlyTable(run.periods.months().rows))).toEqual([
      {
        year: 2024,
        pnl: '20',
        ratio: '0.02',
        months: { 1: { pnl: '-10', ratio: '-0.01' }, 2: { pnl: '30', ratio: '0.0303030303' } },
      },
    ]);
  });

  it('tell regimes apart', () => {
    const tally = createRegimeTally();
    tally.bar('trending');
    tally.bar('ranging');
    tally.closed('ranging', exact(5));
    expect(regimesJson(tally.rows())).toMatchObject([
      { regime: 'trending', bars: 1, share: '0.5', trades: { totalTrades: 0 } },
      { regime: 'ranging', trades: { totalTrades: 1, netPnl: '5' } },
    ]);
  });
});
