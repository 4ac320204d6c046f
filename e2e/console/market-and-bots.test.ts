import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import type { ConsolePage } from './console-page.ts';
import { demoWords, unhurried, useConsole } from './console-rig.ts';
import { expectReadableInBothThemes } from './looks.ts';

const candles = (page: ConsolePage, words: RegExp) => page.page.getByRole('img', { name: words });

describe.runIf(isAtHand(chromium))('the market and the bots in Chromium, at the demo', unhurried, () => {
  const demo = useConsole(() => ({ words: demoWords }));

  it('draw candles that begin before the page was opened, with the fills at them', async () => {
    const page = await demo.open('market?symbol=SPX');
    await candles(page, /Candles of SPX, 1w each: \d{2,}, .*; [1-9]\d* fills/).waitFor();
    expect(page.complaints).toEqual([]);
  });

  it('go from symbol to symbol and from width to width, and say so in the address', async () => {
    const page = await demo.open('market');
    await candles(page, /Candles of SPX,/).waitFor();
    await page.page.getByRole('grid', { name: 'Symbols' }).getByText('SPX-PERP-SIM').click();
    await candles(page, /Candles of SPX-PERP-SIM,/).waitFor();
    await page.page.getByRole('button', { name: /Width of candles/ }).click();
    await page.page.getByRole('menuitemcheckbox', { name: '1d' }).click();
    await candles(page, /Candles of SPX-PERP-SIM, 1d each/).waitFor();
    expect(new URL(page.page.url()).search).toBe('?symbol=SPX-PERP-SIM&width=1d');
  });

  it('say what each bot does in cards and in a table', async () => {
    const page = await demo.open('bots');
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
    const page = await demo.open('bots');
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

  it('show what one bot did so that everybody can read it', async () => {
    const page = await demo.open('bots');
    await page.page.getByRole('link', { name: /moving-average cross/ }).click();
    await page.page.getByRole('tab', { name: 'Trades' }).click();
    await page.page.getByRole('grid', { name: 'Trades' }).getByRole('gridcell').first().waitFor();
    await expectReadableInBothThemes(page, 'bot-details');
  });
});
