import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const demoWords = ['demo', '--no-legacy-ports', '--speed', '20'];
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
/** Headings of the panels whose content is wider than they are. */
const wideRegions = `[...document.querySelectorAll('section[aria-labelledby] > div')]
  .filter((body) => body.scrollWidth > body.clientWidth)
  .map((body) => body.parentElement.querySelector('h2').textContent)`;

const themes = ['Dark', 'Light'] as const;

describe.runIf(isAtHand(chromium))('the market and the bots in Chromium, at the demo', () => {
  let demo: PitwallProcess;
  let port: number;
  let browser: ConsoleBrowser;
  let opened: ConsolePage[] = [];

  const open = async (path: string, options: Parameters<ConsoleBrowser['open']>[1] = {}): Promise<ConsolePage> => {
    const page = await browser.open(`http://127.0.0.1:${port}/${path}`, options);
    opened.push(page);
    return page;
  };

  const candles = (page: ConsolePage, words: RegExp) => page.page.getByRole('img', { name: words });

  const overflowOf = (page: ConsolePage) => page.page.evaluate('document.documentElement.scrollWidth - innerWidth');

  beforeAll(async () => {
    demo = new PitwallProcess([...demoWords, '--port', '0']);
    port = await demo.port();
    browser = new ConsoleBrowser();
  });

  afterEach(async () => {
    await Promise.all(opened.map((page) => page.close()));
    opened = [];
  });

  afterAll(async () => {
    await browser.close();
    await demo.stop();
  });

  it('draw candles that begin before the page was opened, with the fills at them', async () => {
    const page = await open('market?symbol=SPX');
    await candles(page, /Candles of SPX, 1w each: \d{2,}, .*; [1-9]\d* fills/).waitFor();
    expect(page.complaints).toEqual([]);
  });

  it('go from symbol to symbol and from width to width, and say so in the address', async () => {
    const page = await open('market');
    await candles(page, /Candles of SPX,/).waitFor();
    await page.page.getByRole('grid', { name: 'Symbols' }).getByText('SPX-PERP-SIM').click();
    await candles(page, /Candles of SPX-PERP-SIM,/).waitFor();
    await page.page.getByRole('button', { name: /Width of candles/ }).click();
    await page.page.getByRole('menuitemcheckbox', { name: '1d' }).click();
    await candles(page, /Candles of SPX-PERP-SIM, 1d each/).waitFor();
    expect(new URL(page.page.url()).search).toBe('?symbol=SPX-PERP-SIM&width=1d');
  });

  it.each(themes)('show the market so that everybody can read it in the %s theme', async (theme) => {
    const page = await open('market?symbol=SPX');
    await page.theme(theme);
    await candles(page, /Candles of SPX, 1w each: \d{2,}, .*; [1-9]\d* fills/).waitFor();
    await page.picture(`market-${theme.toLowerCase()}`);
    expect(await page.accessFaults()).toEqual([]);
  });

  it('say what each bot does in cards and in a table', async () => {
    const page = await open('bots');
    const card = page.page.getByRole('listitem').filter({ hasText: 'moving-average cross' });
    await card.getByText('running').waitFor();
    await card.getByRole('img', { name: /closing trades that this page knows/ }).waitFor();
    await page.page.getByRole('button', { name: 'As a table' }).click();
    await page.page.getByRole('grid', { name: 'Bots' }).getByText('moving-average cross').waitFor();
    await page.picture('bots-table');
    expect(await page.accessFaults()).toEqual([]);
    expect(page.complaints).toEqual([]);
  });

  it('lead from a bot to what it did, and back', async () => {
    const page = await open('bots');
    await page.page.getByRole('link', { name: /moving-average cross/ }).click();
    await page.page.getByRole('tab', { name: 'Trades' }).click();
    const rows = page.page.getByRole('grid', { name: 'Trades' }).getByRole('rowgroup').getByRole('row');
    await rows.first().waitFor();
    expect(await page.page.getByRole('gridcell', { name: 'carry', exact: true }).count()).toBe(0);
    await page.page.getByRole('tab', { name: 'Log' }).click();
    await page.page
      .getByRole('grid', { name: 'Log' })
      .getByText(/Bought|Sold/)
      .first()
      .waitFor();
    await page.page.goBack();
    await page.page.getByRole('listitem').filter({ hasText: 'cash and carry' }).waitFor();
  });

  it.each(themes)('show bots so that everybody can read them in the %s theme', async (theme) => {
    const page = await open('bots');
    await page.theme(theme);
    await page.page
      .getByRole('img', { name: /closing trades that this page knows/ })
      .first()
      .waitFor();
    await page.picture(`bots-${theme.toLowerCase()}`);
    const faults = [...(await page.accessFaults())];
    await page.page.getByRole('link', { name: /moving-average cross/ }).click();
    await page.page.getByRole('tab', { name: 'Trades' }).click();
    await page.page.getByRole('grid', { name: 'Trades' }).waitFor();
    await page.picture(`bot-details-${theme.toLowerCase()}`);
    expect([...faults, ...(await page.accessFaults())]).toEqual([]);
  });

  it.each(['market', 'bots'])('fit a phone: %s', async (name) => {
    const page = await open(name, phone);
    await page.connection('Live');
    await page.page.getByRole('img').first().waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await page.page.evaluate(wideRegions)).toEqual([]);
    await page.picture(`${name}-phone`);
    expect(await page.accessFaults()).toEqual([]);
  });

  it(
    'shade the time in which the page was cut off, and fill it with what is caught up',
    { timeout: 90_000 },
    async () => {
      const page = await open('market?symbol=SPX&width=1d');
      await candles(page, /Candles of SPX, .* 0 gaps/).waitFor();
      await page.page.context().setOffline(true);
      await page.connection('Offline');
      const missed = Date.now() + 2_000;
      await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(missed);
      await page.page.context().setOffline(false);
      await page.connection('Live');
      await candles(page, /Candles of SPX, .* [1-9]\d* gaps/).waitFor();
      await page.picture('market-gap');
      await page.page
        .getByRole('link', { name: /Overview/ })
        .first()
        .click();
      await page.page.getByRole('img', { name: /Equity of demo: \d/ }).waitFor();
      await page.picture('overview-gap');
      expect(page.complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    },
  );
});
