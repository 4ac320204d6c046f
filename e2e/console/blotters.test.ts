import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import type { ConsolePage } from './console-page.ts';
import { demoWords, unhurried, useConsole } from './console-rig.ts';

const lists = ['Positions', 'Orders', 'Trades', 'Signals', 'Decisions', 'Balances'] as const;

describe.runIf(isAtHand(chromium))('the blotters in Chromium, at the demo', unhurried, () => {
  const demo = useConsole(() => ({ words: demoWords }));

  const grid = (page: ConsolePage, name: string) => page.page.getByRole('grid', { name });

  /** The first rows of a list, once there are some. */
  const rowsOf = async (page: ConsolePage, name: string) => {
    const rows = grid(page, name).getByRole('rowgroup').getByRole('row');
    await rows.first().waitFor();
    return rows;
  };

  it('have a tab for each list, moved through by arrow keys, and its name in the address', async () => {
    const page = await demo.open('blotters?scope=all');
    await page.page.getByRole('tab', { name: 'Positions' }).focus();
    for (const list of lists) {
      await rowsOf(page, list);
      await page.page.keyboard.press('ArrowRight');
    }
    await page.page.getByRole('tab', { name: 'Balances' }).click();
    expect(new URL(page.page.url()).searchParams.get('list')).toBe('balances');
    await page.page.reload();
    await rowsOf(page, 'Balances');
    expect(page.complaints).toEqual([]);
  });

  it.each(['Dark', 'Light'] as const)('can be read by everybody in the %s theme', async (theme) => {
    const page = await demo.open('blotters?scope=all');
    await page.theme(theme);
    const faults: unknown[] = [];
    for (const list of lists) {
      await page.page.getByRole('tab', { name: list }).click();
      await rowsOf(page, list);
      await page.picture(`blotter-${list.toLowerCase()}-${theme.toLowerCase()}`);
      faults.push(...(await page.accessFaults()));
    }
    expect(faults).toEqual([]);
  });

  it('tell the life of a row from the log, and say how far it goes', async () => {
    const page = await demo.open('blotters?list=orders&scope=all');
    const rows = await rowsOf(page, 'Orders');
    await rows.filter({ hasText: 'filled' }).first().click();
    const details = page.page.getByRole('dialog');
    await details.getByText('Every step that the log has.').waitFor();
    const steps = details.getByRole('list', { name: 'History' }).getByRole('listitem');
    await expect
      .poll(() => steps.allInnerTexts())
      .toEqual([expect.stringContaining('filled'), expect.stringContaining('new')]);
    await page.picture('blotter-details');
    expect(await page.accessFaults()).toEqual([]);
    const address = page.page.url();
    const other = await demo.open();
    await other.page.goto(address);
    await other.page.getByRole('dialog').getByText('place in the log').waitFor();
  });

  it('are led by keys: from the palette through the filter into a row, and out of it', async () => {
    const page = await demo.openLive();
    await page.page.keyboard.press('Control+k');
    await page.page.getByRole('combobox', { name: 'Command' }).fill('trades');
    await page.page.keyboard.press('Enter');
    await page.page.waitForURL('**/blotters?list=trades');
    await rowsOf(page, 'Trades');
    await page.page.keyboard.press('/');
    await page.page.keyboard.type('SPX-PERP');
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Enter');
    await page.page.getByRole('dialog').getByText('place in the log').waitFor();
    expect(new URL(page.page.url()).searchParams.get('open')).toMatch(/^demo\//);
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(page.complaints).toEqual([]);
  });

  it('give a row to the clipboard and the list to a file, with every digit', async () => {
    const page = await demo.open('blotters?list=trades', { permissions: ['clipboard-read', 'clipboard-write'] });
    await rowsOf(page, 'Trades');
    await grid(page, 'Trades').focus();
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Control+c');
    await page.page.getByText('Row copied', { exact: true }).waitFor();
    const copied = await page.page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split('\t')).toEqual(expect.arrayContaining([expect.stringMatching(/^\d{4}-\d\d-\d\dT/), 'demo']));
    const [file] = await Promise.all([
      page.page.waitForEvent('download'),
      page.page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('trades.csv');
    const [head, first] = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(head).toMatch(/^Time,Symbol,Side,Status,Quantity,Price,/);
    expect(first?.split(',')).toHaveLength(head?.split(',').length ?? 0);
  });

  it('keep their columns, widths and order over a reload', async () => {
    const page = await demo.open('blotters?list=trades');
    await rowsOf(page, 'Trades');
    await page.page.getByRole('button', { name: 'Columns' }).click();
    await page.page.getByRole('menuitemcheckbox', { name: 'Fee' }).click();
    await page.page.keyboard.press('Escape');
    await grid(page, 'Trades').getByRole('columnheader', { name: 'Fee' }).waitFor({ state: 'detached' });
    const edge = page.page.getByRole('separator', { name: 'Width of Symbol' });
    const box = await edge.boundingBox();
    expect(box).not.toBeNull();
    const { x, y } = box ?? { x: 0, y: 0 };
    await page.page.mouse.move(x + 3, y + 6);
    await page.page.mouse.down();
    await page.page.mouse.move(x + 63, y + 6, { steps: 4 });
    await page.page.mouse.up();
    const wide = await edge.getAttribute('aria-valuenow');
    expect(Number(wide)).toBe(216);
    await page.page
      .getByRole('columnheader', { name: 'Price' })
      .getByRole('button', { name: 'Price', exact: true })
      .click();
    await page.page.reload();
    await rowsOf(page, 'Trades');
    expect(await grid(page, 'Trades').getByRole('columnheader', { name: 'Fee' }).count()).toBe(0);
    expect(await edge.getAttribute('aria-valuenow')).toBe(wide);
    expect(await page.page.getByRole('columnheader', { name: 'Price' }).getAttribute('aria-sort')).toBe('descending');
  });

  it('flash what changes: up and down, by more than a colour', async () => {
    const page = await demo.open('blotters?list=balances');
    await rowsOf(page, 'Balances');
    await page.page.locator('.flash-up, .flash-down').first().waitFor({ state: 'attached' });
    const mark = await page.page.evaluate<string>(
      "getComputedStyle(document.querySelector('.flash-up, .flash-down'), '::before').content",
    );
    expect(mark).toMatch(/[▲▼]/);
  });

  it('say that there is nothing, why, and what to do', async () => {
    const page = await demo.open('blotters?list=orders&account=nobody');
    await page.page.getByText('No orders', { exact: true }).waitFor();
    await page.picture('blotter-empty');
    expect(await page.accessFaults()).toEqual([]);
  });
});
