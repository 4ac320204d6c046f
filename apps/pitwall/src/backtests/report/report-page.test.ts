import { describe, expect, it } from 'vitest';
import type { BacktestAnswer } from '../backtest-answer.ts';
import { niceMarks, scaleOf, timeMarks } from './chart-scale.ts';
import { equityCsv, tradesCsv } from './csv.ts';
import { reportPage } from './report-page.ts';

const trade = {
  symbol: '=HYPERLINK("x")',
  side: 'long',
  quantity: '1',
  entryPrice: '100.25',
  exitPrice: '90.1234567890123',
  fees: '0.02',
  funding: '0',
  borrowFees: '0',
  pnl: '-10.1465432109877',
  openedAt: '2024-01-02T00:00:00.000Z',
  closedAt: '2024-01-05T00:00:00.000Z',
};

const trades = {
  totalTrades: 1,
  winningTrades: 0,
  losingTrades: 1,
  netPnl: '-10.15',
  winRate: '0',
  longestWinningStreak: 0,
  longestLosingStreak: 1,
};

const results = {
  strategy: 'mine <b>bold</b>',
  currency: 'USD',
  figures: {
    netPnl: '-10.15',
    turnover: '190',
    fees: '0.02',
    trades,
    drawdown: { maxDrawdown: '-200', maxDrawdownRatio: '-0.2', isOpen: true },
  },
  monthly: [{ year: 2024, pnl: '-10.15', ratio: '-0.01', months: { 1: { pnl: '-10.15', ratio: '-0.01' } } }],
  regimes: [{ regime: 'ranging', bars: 4, share: '1', trades }],
  equityCurve: [
    ['2024-01-02', '1000'],
    ['2024-01-03', '800'],
    ['2024-01-04', '989.85'],
  ],
  equityCurveEveryBars: 1,
  trades: [trade],
  tradesOmitted: 3,
};

const answer: BacktestAnswer = {
  backtest_id: 'b1',
  status: 'complete',
  account: 'a',
  strategy: 'mine.mjs',
  seed: 7,
  data: 'bars.csv',
  created_at: '2024-02-01T10:00:00.000Z',
  variant: 'vanilla_full',
  symbol: '<script>alert(1)</script>',
  start_date: '2024-01-02',
  end_date: '2024-01-04',
  request: { symbol: '"><img src=x onerror=alert(1)>' },
  result: { final_balance: 989.85, return_pct: -1.01, total_trades: 1, results },
};

describe('the report of a backtest', () => {
  const page = reportPage(answer);

  it('holds charts, months, regimes, figures, trades and how it was run', () => {
    for (const heading of ['Equity', 'Months', 'Regimes', 'Figures', 'Trades', 'How it was run']) {
      expect(page).toContain(`<h2>${heading}</h2>`);
    }
    expect(page).toContain('3 later ones are left out');
    expect(page).toContain('<dt>seed</dt><dd>7</dd>');
  });

  it('escapes what comes from others, and fetches and runs nothing', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('mine &lt;b&gt;bold&lt;/b&gt;');
    expect(page).not.toMatch(/<script|<img|<link|<iframe|https?:\/\/|url\(|@import| on[a-z]+="/i);
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('tells in words what its pictures show', () => {
    expect(page).toContain('From 1,000 USD to 990 USD, between 800 and 1,000.');
    expect(page).toContain('At its deepest -20.00 percent.');
    expect(page.match(/<svg [^>]*role="img" aria-labelledby="[a-z-]+ [a-z-]+"/g)).toHaveLength(2);
  });

  it('draws the curve where its values are', () => {
    const [, points = ''] = /class="curve" points="([^"]+)"/.exec(page) ?? [];
    expect(points.split(' ')).toEqual(['84.0,8.0', '516.0,276.0', '948.0,21.6']);
  });

  it('looks right in both themes', () => {
    expect(page).toContain('color-scheme: light dark');
    expect(page).toContain('@media (prefers-color-scheme: dark)');
  });

  it('of a failure tells the error with its details, and of a lean variant what would tell more', () => {
    const { result: _, ...asked } = answer;
    const failed = reportPage({ ...asked, status: 'failed', error: 'no <bars>', error_details: 'line 2' });
    expect(failed).toContain('<h2>Failed</h2>');
    expect(failed).toContain('no &lt;bars&gt;');
    expect(failed).toContain('<pre>line 2</pre>');
    const lean = reportPage({ ...answer, result: { final_balance: 1, results: { bars: 3 } } });
    expect(lean).toContain('are in reports of vanilla_full and spiced_full');
    expect(lean).not.toContain('<svg');
  });

  it('keeps to what it knows where results were written by another version', () => {
    expect(reportPage({ ...answer, result: { results: { trades: 'many' } } })).toContain('How it was run');
  });
});

describe('CSV of a backtest', () => {
  it('has every digit, and nothing that a spreadsheet would compute', () => {
    expect(tradesCsv(answer).split('\r\n')).toEqual([
      'symbol,side,quantity,entry_price,exit_price,opened_at,closed_at,fees,funding,borrow_fees,pnl,liquidated',
      `"'=HYPERLINK(""x"")",long,1,100.25,90.1234567890123,2024-01-02T00:00:00.000Z,2024-01-05T00:00:00.000Z,0.02,0,0,-10.1465432109877,false`,
      '',
    ]);
    expect(equityCsv(answer).split('\r\n').slice(0, 2)).toEqual(['time,equity', '2024-01-02,1000']);
  });

  it('is refused of a variant that keeps no trades, with those that do', () => {
    const lean = { ...answer, variant: 'vanilla', result: {} };
    expect(() => tradesCsv(lean)).toThrow('it ran as vanilla; vanilla_full and spiced_full keep it');
  });
});

describe('an axis', () => {
  it('has marks at round values within its span', () => {
    expect(niceMarks(9412, 10_305, 5)).toEqual([9600, 9800, 10_000, 10_200]);
    expect(niceMarks(-8.7, 0, 3)).toEqual([-5, 0]);
    expect(niceMarks(5, 5, 5)).toEqual([5]);
    expect(timeMarks(0, 100, 3)).toEqual([0, 50, 100]);
    expect(timeMarks(7, 7, 3)).toEqual([7]);
  });

  it('puts a span of nothing into the middle', () => {
    expect(scaleOf([5, 5], [0, 10])(5)).toBe(5);
    expect(scaleOf([0, 10], [100, 0])(2.5)).toBe(75);
  });
});
