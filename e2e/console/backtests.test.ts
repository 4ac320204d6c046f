import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { gatewayWords, unhurried, useConsole } from './console-rig.ts';
import { expectReadableInBothThemes } from './looks.ts';

/** Bars of a minute that take a while: enough to look at while they are traded. */
const manyBars = 400_000;

/** A walk up and down by an eighth, the same each time. */
const barsOf = (count: number): string => {
  const lines = ['time,open,high,low,close,volume'];
  let close = 1_000;
  for (let at = 0; at < count; at += 1) {
    const open = close;
    close += ((at * 7_919) % 17) / 8 - 1 + Math.sign(1_000 - close) / 8;
    const time = new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString();
    lines.push(`${time},${open},${Math.max(open, close) + 1},${Math.min(open, close) - 1},${close},1`);
  }
  return lines.join('\n');
};

describe.runIf(isAtHand(chromium))('backtests in the console', unhurried, () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-bars-'));
    writeFileSync(join(directory, 'walk-M1.csv'), barsOf(manyBars));
  });

  // Before the rig, whose end then comes first.
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const gateway = useConsole(() => ({
    words: [...gatewayWords, '--backtest-data-directory', directory],
    environment: { XDG_STATE_HOME: directory },
  }));

  it('start from the form, tell what they write, and end in figures, curve, months and trades', async () => {
    const page = await gateway.openLive('backtests');
    await page.page.getByLabel('Start date').fill('2004-01-02');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.page.waitForURL('**/backtests?backtest=*');
    await page
      .panel('Log of the run')
      .getByText(/^(?:Bought|Sold)/)
      .first()
      .waitFor();
    await page.panel('Figures').getByText('Final balance').waitFor();
    await page
      .panel('Equity and drawdown')
      .getByRole('img', { name: /Equity of the backtest, ending at \d/ })
      .waitFor();
    await page.panel('Return by month').getByRole('rowheader', { name: '2004' }).waitFor();
    const trades = page.page.getByRole('grid', { name: 'Trades of the backtest' });
    expect(Number(await trades.getAttribute('aria-rowcount'))).toBeGreaterThan(10);
    await expectReadableInBothThemes(page, 'backtest');
    await page.page.getByRole('button', { name: 'Export', exact: true }).click();
    const saved = page.page.waitForEvent('download');
    await page.page.getByRole('menuitemcheckbox', { name: 'Report, as a page' }).click();
    expect((await saved).suggestedFilename()).toMatch(/report\.html$/);
    await page.page.getByRole('button', { name: 'All backtests' }).click();
    await page.page.getByRole('grid', { name: 'Backtests' }).getByText('complete').first().waitFor();
    await expectReadableInBothThemes(page, 'backtests');
  });

  it('run any strategy with its options, in the variant that is chosen, and can be deleted', async () => {
    const page = await gateway.open('backtests');
    await page.page.getByLabel('Strategy', { exact: true }).selectOption('donchian-breakout');
    await page.page.getByText('Options of the strategy').click();
    await page.page.getByLabel('Entry bars').fill('40');
    await page.page.getByLabel('Variant', { exact: true }).selectOption('spiced_full');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.panel('By regime').getByRole('cell', { name: 'trending' }).waitFor();
    await page.page.getByText('SPX · D1 · donchian-breakout').waitFor();
    await page.picture('backtest-spiced');
    await page.page.getByRole('button', { name: 'Delete' }).click();
    await page.page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
    await page.page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    await expect.poll(() => page.page.getByRole('gridcell', { name: 'donchian-breakout' }).count()).toBe(0);
  });

  it('tell how far they are while they run, with a curve that grows, until they are cancelled', async () => {
    const page = await gateway.open('backtests');
    await page.page.getByLabel('Data', { exact: true }).fill('walk-M1.csv');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    const progress = page.panel('Progress');
    await progress.getByRole('img', { name: /Profit and loss so far: .*; (?:[3-9]|\d\d+) points/ }).waitFor();
    await expect
      .poll(async () => Number(await progress.getByRole('progressbar').getAttribute('aria-valuenow')))
      .toBeGreaterThan(0);
    await page.picture('backtest-running');
    expect(await page.accessFaults()).toEqual([]);
    await page.page.getByRole('button', { name: 'Cancel' }).click();
    await page.page.getByRole('alert').getByText('It was cancelled.').waitFor();
    await page.picture('backtest-cancelled');
  });

  it('say what the gateway refused, beside the field', async () => {
    const page = await gateway.open('backtests');
    await page.page.getByLabel('Start date').fill('2019-01-02');
    await page.page.getByLabel('End date').fill('2010-01-04');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.page.getByRole('alert').getByText('/startDate is 2019-01-02').waitFor();
    await page.page.getByText('expected no day after endDate', { exact: false }).first().waitFor();
    expect(await page.page.getByLabel('Start date').getAttribute('aria-invalid')).toBe('true');
  });

  it('of a file that is not there say so', async () => {
    const page = await gateway.open('backtests');
    await page.page.getByLabel('Data', { exact: true }).fill('no-such-file.csv');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.page.getByRole('alert').getByText('no-such-file.csv').waitFor();
    expect(new URL(page.page.url()).searchParams.has('backtest')).toBe(false);
  });

  it('that are no more say so at their address', async () => {
    const page = await gateway.open('backtests?backtest=no-such-backtest');
    await page.page.getByRole('alert').getByText('There is no backtest').waitFor();
    await page.page.getByRole('button', { name: 'All backtests' }).click();
    await page.page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    expect(new URL(page.page.url()).search).toBe('');
  });
});
