import { describe, expect, it } from 'vitest';
import { sumAccounts } from './account-sums.ts';

describe('the sums of accounts', () => {
  it('are exact', () => {
    const sums = sumAccounts([
      { data: { equity: '0.1', dailyPnl: '-5.5', currency: 'USD' } },
      { data: { equity: '0.2', dailyPnl: 5, currency: 'USD' } },
    ]);
    expect(sums).toMatchObject({ equity: '0.3', dailyPnl: '-0.5', currency: 'USD' });
  });

  it('leave out what one of them does not tell', () => {
    expect(sumAccounts([{ data: { equity: 1, totalPnl: 1 } }, { data: { equity: 2 } }])).toMatchObject({
      equity: '3',
      totalPnl: undefined,
    });
  });

  it('add no euros to dollars', () => {
    const sums = sumAccounts([{ data: { equity: 1, currency: 'USD' } }, { data: { equity: 2, currency: 'EUR' } }]);
    expect(sums.equity).toBeUndefined();
  });
});
