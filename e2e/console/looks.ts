import { expect } from 'vitest';
import type { ConsolePage, PageOptions } from './console-page.ts';

/** A phone of the narrower kind. */
export const phone: PageOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const themes = ['Dark', 'Light'] as const;

/** Takes a picture of a page in each theme; everybody can read it in both, and it complains of nothing. */
export const expectReadableInBothThemes = async (page: ConsolePage, name: string): Promise<void> => {
  for (const theme of themes) {
    await page.theme(theme);
    await page.picture(`${name}-${theme.toLowerCase()}`);
    expect(await page.accessFaults()).toEqual([]);
  }
  expect(page.complaints).toEqual([]);
};

/** Headings of the panels whose content is wider than they are; a table that scrolls by itself is no such content. */
const wideRegions = `[...document.querySelectorAll('section[aria-labelledby] > div')]
  .filter((body) => body.scrollWidth > body.clientWidth)
  .map((body) => body.parentElement.querySelector('h2').textContent)`;

/** Takes a picture of a page on a phone; nothing of it is beside the screen, and everybody can read it. */
export const expectFitsPhone = async (page: ConsolePage, name: string): Promise<void> => {
  await page.picture(`${name}-phone`);
  expect(await page.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await page.page.evaluate(wideRegions)).toEqual([]);
  expect(await page.accessFaults()).toEqual([]);
  expect(page.complaints).toEqual([]);
};
