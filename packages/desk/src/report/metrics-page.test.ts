import { readFileSync } from 'node:fs';
import { exact } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { breakerTable } from '../risk/circuit-breaker-table.ts';
import { createPerformance } from './performance.ts';
import { tradingYears } from './trading-year.ts';

const root = new URL('../../../../', import.meta.url);
const page = readFileSync(new URL('docs/desk-metrics.md', root), 'utf8');
/** As it reads, however its lines are broken. */
const words = page.replaceAll(/\s+/g, ' ');

const links = [...page.matchAll(/\]\(\.\.\/(packages\/[^)]+\.test\.ts)\)/g)].map(([, path = '']) => path);
const tests = [...new Set(links)].map((path) => readFileSync(new URL(path, root), 'utf8')).join('\n');

describe('the page of the desk’s figures', () => {
  it('names tests that there are', () => {
    const titles = [...words.matchAll(/“([^“”]+)”/g)].map(([, title = '']) => title);
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title) => !tests.includes(`'${title}'`))).toEqual([]);
  });

  it('defines every figure of a run', () => {
    const { trades, drawdown, returns, ...whole } = createPerformance(exact(1), 0).figures();
    const own = ['cagr', 'calmar', 'exposure', 'turnover', 'turnoverPerYear', 'fees'];
    const counts = ['totalTrades', 'winningTrades', 'losingTrades', 'netPnl', 'deepest', 'mean'];
    const figures = [...Object.keys(trades), ...Object.keys(drawdown), ...Object.keys(returns), ...own];
    expect(own.every((name) => name in whole)).toBe(true);
    expect(figures.filter((name) => !counts.includes(name) && !page.includes(`| \`${name}\``))).toEqual([]);
  });

  it('has the breaker’s table as it is', () => {
    for (const [state, { kept, soft_reached: soft, hard_reached: hard, cooled, reset }] of Object.entries(
      breakerTable,
    )) {
      const row = [state, kept, soft, hard, cooled, reset].map((word) => `\`${word}\``).join(' | ');
      expect(words).toContain(`| ${row} |`);
    }
  });

  it('has the years of markets as they are', () => {
    for (const [word, { days, dayMs }] of Object.entries(tradingYears)) {
      expect(words).toContain(`| \`${word}\` | ${days} | ${dayMs / 3_600_000} h |`);
    }
  });
});
