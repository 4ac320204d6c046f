import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const themes = ['Dark', 'Light'] as const;

describe.runIf(isAtHand(chromium))('backtests in the console', () => {
  let gateway: PitwallProcess;
  let browser: ConsoleBrowser;
  let url: string;
  let page: ConsolePage;

  beforeAll(async () => {
    gateway = new PitwallProcess(['serve', '--dev', '--no-legacy-ports', '--port', '0']);
    url = `http://127.0.0.1:${await gateway.port()}/backtests`;
    browser = new ConsoleBrowser();
  });

  afterEach(() => page.close());

  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  const expectInBothThemes = async (name: string): Promise<void> => {
    for (const theme of themes) {
      await page.theme(theme);
      await page.picture(`${name}-${theme.toLowerCase()}`);
      expect(await page.accessFaults()).toEqual([]);
    }
    expect(page.complaints).toEqual([]);
  };

  it('start from the form, tell what they write, and end in figures, curve, months and trades', async () => {
    page = await browser.open(url);
    await page.connection('Live');
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
    await expectInBothThemes('backtest');
    await page.page.getByRole('button', { name: 'All backtests' }).click();
    await page.page.getByRole('grid', { name: 'Backtests' }).getByText('complete').first().waitFor();
    await expectInBothThemes('backtests');
  });

  it('say what the gateway refused, beside the field', async () => {
    page = await browser.open(url);
    await page.page.getByLabel('Start date').fill('2019-01-02');
    await page.page.getByLabel('End date').fill('2010-01-04');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.page.getByRole('alert').getByText('/startDate is 2019-01-02').waitFor();
    await page.page.getByText('expected no day after endDate', { exact: false }).first().waitFor();
    expect(await page.page.getByLabel('Start date').getAttribute('aria-invalid')).toBe('true');
  });

  it('of a file that is not there say so', async () => {
    page = await browser.open(url);
    await page.page.getByLabel('Data', { exact: true }).fill('no-such-file.csv');
    await page.page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.page.getByRole('alert').getByText('no-such-file.csv').waitFor();
    expect(new URL(page.page.url()).searchParams.has('backtest')).toBe(false);
  });

  it('that are no more say so at their address', async () => {
    page = await browser.open(`${url}?backtest=no-such-backtest`);
    await page.page.getByRole('alert').getByText('There is no backtest').waitFor();
    await page.page.getByRole('button', { name: 'All backtests' }).click();
    await page.page.getByRole('button', { name: 'Start', exact: true }).waitFor();
    expect(new URL(page.page.url()).search).toBe('');
  });
});
