import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const demoWords = ['demo', '--no-legacy-ports', '--speed', '20'];

/** What the first visit may load of scripts, compressed: a page is there within a second on a poor line too. */
const mostScriptBytes = 250_000;

describe.runIf(isAtHand(chromium))('the console in Chromium, at the demo', () => {
  let demo: PitwallProcess;
  let port: number;
  let browser: ConsoleBrowser;
  let opened: ConsolePage[] = [];

  const open = async (path = '', options: Parameters<ConsoleBrowser['open']>[1] = {}): Promise<ConsolePage> => {
    const page = await browser.open(`http://127.0.0.1:${port}/${path}`, options);
    opened.push(page);
    return page;
  };

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

  it('shows what the account is worth, its risk and its bots, and complains of nothing', async () => {
    const page = await open();
    await page.connection('Live');
    await page.page
      .getByRole('region', { name: 'Summary' })
      .getByText(/\d,\d{3}\.\d{2}/)
      .first()
      .waitFor();
    await page.panel('Risk').getByText('armed').waitFor();
    await page.panel('Bots').getByText('running').first().waitFor();
    await page
      .panel('Equity')
      .getByRole('img', { name: /Equity of demo: \d/ })
      .waitFor();
    expect(page.complaints).toEqual([]);
  });

  it.each(['Dark', 'Light'] as const)('can be read by everybody in the %s theme', async (theme) => {
    const page = await open();
    await page.connection('Live');
    await page.panel('Bots').getByText('running').first().waitFor();
    await page.panel('Latest alerts').getByRole('listitem').first().waitFor();
    await page.theme(theme);
    await page.picture(`overview-${theme.toLowerCase()}`);
    expect(await page.accessFaults()).toEqual([]);
  });

  it('fits a phone', async () => {
    const page = await open('', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await page.connection('Live');
    await page.panel('Risk').getByText('armed').waitFor();
    const overflow: unknown = await page.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await page.picture('overview-phone');
    expect(await page.accessFaults()).toEqual([]);
  });

  it('loads few scripts first', async () => {
    const page = await browser.open('about:blank');
    opened.push(page);
    const sizes: Promise<number>[] = [];
    page.page.on('response', (response) => {
      if (response.url().endsWith('.js'))
        sizes.push(
          response
            .request()
            .sizes()
            .then((size) => size.responseBodySize),
        );
    });
    await page.page.goto(`http://127.0.0.1:${port}/blotters?list=trades`);
    await page.connection('Live');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(mostScriptBytes);
  });

  it('says that it is offline when the gateway goes, and comes back with it', async () => {
    const page = await open();
    await page.connection('Live');
    await demo.stop('SIGKILL');
    await page.connection('Offline');
    await page.page.getByRole('alert').getByText('Offline.').waitFor();
    await page.panel('Equity').getByText('no connection').waitFor();
    await page.picture('overview-offline');
    demo = new PitwallProcess([...demoWords, '--port', String(port)]);
    await demo.port();
    await page.connection('Live');
    await page.page.getByRole('alert').waitFor({ state: 'detached' });
    expect(await page.panel('Equity').getByText('no connection').count()).toBe(0);
  });
});
