import { describe, expect, it } from 'vitest';
import { factOf } from '../../data/facts.fixture.ts';
import { resultsByBot, resultsOf } from './bot-results.ts';

const trade = (pnl: string | undefined, more: { account?: string; runId?: string; status?: string } = {}) => {
  const { status = 'filled', ...rest } = more;
  const data = { tradeId: 't', status, symbol: 'SPX', side: 'sell', botId: 'desk' };
  return factOf('trade', pnl === undefined ? data : { ...data, pnl }, rest);
};

describe('the results of a bot', () => {
  it('are the exact sums of its closing trades, one after another', () => {
    const results = resultsByBot([trade('0.1'), trade(undefined), trade('0.2'), trade('-1')]);
    expect(resultsOf(results, 'main', 'desk')).toMatchObject({ curve: [0.1, 0.3, -0.7], total: '-0.7' });
  });

  it('are of its own account, and of what was filled', () => {
    const results = resultsByBot([trade('1'), trade('5', { account: 'other' }), trade('9', { status: 'failed' })]);
    expect(resultsOf(results, 'main', 'desk').total).toBe('1');
    expect(resultsOf(results, 'main', 'nobody')).toEqual({ curve: [], total: undefined });
  });

  it('begin anew with each run of replayed prices', () => {
    const results = resultsByBot([trade('1', { runId: 'a' }), trade('2', { runId: 'b' })]);
    expect(resultsOf(results, 'main', 'desk').total).toBe('2');
  });
});
