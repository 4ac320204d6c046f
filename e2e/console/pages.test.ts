import { beforeAll, describe, expect, it, vi } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isFields } from '../peers/fields.ts';
import { isAtHand } from '../peers/peer.ts';
import type { ConsolePage } from './console-page.ts';
import { demoWords, unhurried, useConsole } from './console-rig.ts';
import { expectFitsPhone, expectReadableInBothThemes, phone } from './looks.ts';

/** A page, and what stands on it once there is something to see. */
interface PageCase {
  /** As in the address; empty for the first page. */
  readonly name: string;
  readonly query?: string;
  readonly ready: (page: ConsolePage) => Promise<void>;
}

const cell = (page: ConsolePage, grid: string): Promise<void> =>
  page.page.getByRole('grid', { name: grid }).getByRole('gridcell').first().waitFor();

const cases: readonly PageCase[] = [
  {
    name: '',
    ready: async (page) => {
      await page.panel('Bots').getByText('running').first().waitFor();
      await page.panel('Latest alerts').getByRole('listitem').first().waitFor();
      await page.page.getByRole('img', { name: /Equity of demo: \d/ }).waitFor();
    },
  },
  { name: 'blotters', query: '?list=trades', ready: (page) => cell(page, 'Trades') },
  {
    name: 'market',
    query: '?symbol=SPX',
    ready: (page) =>
      page.page.getByRole('img', { name: /Candles of SPX, 1w each: (?:[4-9]\d|\d{3,}),.*; [1-9]\d* fills/ }).waitFor(),
  },
  {
    name: 'bots',
    ready: (page) =>
      page.page
        .getByRole('img', { name: /closing trades that this page knows/ })
        .first()
        .waitFor(),
  },
  { name: 'backtests', ready: (page) => page.page.getByRole('button', { name: 'Start', exact: true }).waitFor() },
  { name: 'alerts', ready: (page) => cell(page, 'Alerts') },
  {
    name: 'logs',
    ready: (page) =>
      page.page
        .getByRole('list', { name: 'Log lines' })
        .getByText(/^(?:Bought|Sold)/)
        .first()
        .waitFor(),
  },
  {
    name: 'system',
    ready: async (page) => {
      await page.panel('Gateway').getByText('healthy').waitFor();
      await page.panel('Components').getByText('market data').waitFor();
      await page
        .panel('Latency')
        .getByRole('img', { name: /gateway to page \d/ })
        .waitFor();
    },
  },
  {
    name: 'wire',
    query: '?dialect=titan',
    ready: async (page) => {
      await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.page.getByRole('list', { name: 'Frames' }).getByText('EQUITY_UPDATE').first().waitFor();
      // Frames that came in between would be other ones in each picture.
      await page.page.getByRole('button', { name: 'Pause' }).click();
    },
  },
];

const titleOf = ({ name }: PageCase): string => (name === '' ? 'overview' : name);

describe.runIf(isAtHand(chromium))('a page of the console, at the demo', unhurried, () => {
  const demo = useConsole(() => ({ words: demoWords }));

  const days = async (): Promise<number> => {
    const answer = await fetch(`${demo.url}/v1/series/equity?account=demo`);
    const body: unknown = await answer.json();
    const bars: unknown = isFields(body) ? body['bars'] : undefined;
    return Array.isArray(bars) ? bars.length : 0;
  };

  // Pages as people see them who look at a desk that has run for a while.
  beforeAll(async () => {
    await vi.waitUntil(async () => (await days()) > 300, { ...unhurried, interval: 250 });
  }, unhurried.timeout);

  it('has its look in this file, whichever it is', async () => {
    const page = await demo.openLive();
    const paths = await page.page.evaluate<readonly string[]>(
      "[...document.querySelectorAll('nav a')].map((link) => new URL(link.href).pathname.slice(1))",
    );
    expect([...new Set(paths)].toSorted()).toEqual(cases.map(({ name }) => name).toSorted());
  });

  it.each(cases.map((one) => [titleOf(one), one] as const))(
    'can be read by everybody in both themes: %s',
    async (title, { name, query = '', ready }) => {
      const page = await demo.openLive(`${name}${query}`);
      await ready(page);
      await expectReadableInBothThemes(page, title);
    },
  );

  it.each(cases.map((one) => [titleOf(one), one] as const))(
    'fits a phone: %s',
    async (title, { name, query = '', ready }) => {
      const page = await demo.openLive(`${name}${query}`, phone);
      await ready(page);
      await expectFitsPhone(page, title);
    },
  );
});
