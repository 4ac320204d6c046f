import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const themes = ['Dark', 'Light'] as const;

/** Pictures and looks of axe take seconds each on a busy machine. */
const unhurried = { timeout: 60_000 };

describe.runIf(isAtHand(chromium))('the console’s pages of operations, at the demo', unhurried, () => {
  let demo: PitwallProcess;
  let browser: ConsoleBrowser;
  let url: string;
  let opened: ConsolePage[] = [];

  const open = async (path: string, options: Parameters<ConsoleBrowser['open']>[1] = {}): Promise<ConsolePage> => {
    const page = await browser.open(`${url}/${path}`, options);
    opened.push(page);
    await page.connection('Live');
    return page;
  };

  const expectInBothThemes = async (page: ConsolePage, name: string): Promise<void> => {
    for (const theme of themes) {
      await page.theme(theme);
      await page.picture(`${name}-${theme.toLowerCase()}`);
      expect(await page.accessFaults()).toEqual([]);
    }
    expect(page.complaints).toEqual([]);
  };

  beforeAll(async () => {
    demo = new PitwallProcess(['demo', '--no-legacy-ports', '--speed', '20', '--port', '0']);
    url = `http://127.0.0.1:${await demo.port()}`;
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

  it('lists alerts that everybody can read in both themes', async () => {
    const page = await open('alerts');
    await page.page.getByRole('gridcell', { name: 'Soft pause', exact: true }).first().waitFor();
    await expectInBothThemes(page, 'alerts');
  });

  it('lists no alert that was muted, also after it is opened again, until it is to be heard again', async () => {
    const page = await open('alerts');
    const soft = page.page.getByRole('gridcell', { name: 'Soft pause', exact: true });
    await soft.first().click();
    await page.page.getByRole('button', { name: 'Mute alerts like this' }).click();
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('gridcell', { name: 'Limits are kept again' }).first().waitFor();
    await expect.poll(() => soft.count()).toBe(0);
    await page.page.goto(`${url}/alerts?severity=warning`);
    await page.page.getByRole('gridcell', { name: 'Losing streak' }).first().waitFor();
    expect(await soft.count()).toBe(0);
    expect(await page.page.getByRole('gridcell', { name: 'Limits are kept again' }).count()).toBe(0);
    await page.page.getByRole('button', { name: 'Muted 1' }).click();
    await page.page.getByRole('button', { name: 'Hear again' }).click();
    await page.page.keyboard.press('Escape');
    await soft.first().waitFor();
  });

  it('sounds for alerts once a person wants it, on other pages too', async () => {
    const page = await open('alerts');
    await page.page.evaluate(
      'window.tones = 0; const make = AudioContext.prototype.createOscillator;' +
        'AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };',
    );
    const tones = (): Promise<unknown> => page.page.evaluate('window.tones');
    await page.page.getByRole('gridcell', { name: 'Soft pause', exact: true }).first().waitFor();
    expect(await tones()).toBe(0);
    await page.page.getByRole('button', { name: 'Sound off' }).click();
    await page.page.getByRole('link', { name: 'Logs' }).click();
    await expect.poll(tones).toBeGreaterThan(1);
  });

  it('follows logs, and counts what comes while it is paused', async () => {
    const page = await open('logs');
    const lines = page.page.getByRole('list', { name: 'Log lines' });
    await lines
      .getByText(/^(?:Bought|Sold)/)
      .first()
      .waitFor();
    await expectInBothThemes(page, 'logs');
    await page.page.getByRole('button', { name: 'Pause' }).click();
    await page.page.getByRole('button', { name: /Resume · \d+ waiting/ }).waitFor();
    const shownOf = async (): Promise<string> => (await page.panel('Logs').getByRole('status').textContent()) ?? '';
    const shown = await shownOf();
    await page.page.getByRole('button', { name: /Resume · (?:[3-9]|\d\d) waiting/ }).waitFor();
    expect(await shownOf()).toBe(shown);
    await page.page.getByRole('button', { name: /Resume/ }).click();
    await expect.poll(shownOf).not.toBe(shown);
  });

  it('chooses log lines by level and words', async () => {
    const page = await open('logs');
    const lines = page.page.getByRole('list', { name: 'Log lines' });
    await lines.getByText('Sold').first().waitFor();
    await page.page.getByRole('searchbox', { name: 'Filter' }).fill('bought');
    await expect.poll(() => lines.getByText('Sold').count()).toBe(0);
    await lines.getByText('Bought').first().waitFor();
    await page.page.getByRole('combobox', { name: 'Level' }).selectOption('critical');
    await page.page.getByText('No line fits the filter').waitFor();
    expect(new URL(page.page.url()).searchParams.get('level')).toBe('critical');
  });

  it('shows gateway, publishers, components, connections and latency', async () => {
    const page = await open('system');
    await page.panel('Gateway').getByText('healthy').waitFor();
    await page.panel('Gateway').getByText('Facts in').waitFor();
    await page.panel('Publishers').getByText('live').waitFor();
    await page.panel('Components').getByText('market data').waitFor();
    await page.panel('Trading system').getByText('paper-simulated').waitFor();
    await page
      .panel('Latency')
      .getByRole('img', { name: /gateway to page \d/ })
      .waitFor();
    await expectInBothThemes(page, 'system');
  });

  it.each(['pitwall', 'titan', 'carry', 'fleet', 'mci', 'quantmind'])(
    'shows the frames of %s as they are',
    async (name) => {
      const page = await open(`wire?dialect=${name}`);
      await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
      await page.page.getByText('open', { exact: true }).first().waitFor();
      const received = page.panel('Wire').getByText(/shown, [1-9]\d* received/);
      if (name === 'pitwall' || name === 'mci' || name === 'quantmind') {
        await page.page.getByRole('button', { name: 'Commands' }).click();
        await page.page
          .getByRole('menuitemcheckbox')
          .nth(name === 'quantmind' ? 1 : 0)
          .click();
        await page.page.getByRole('button', { name: 'Send' }).click();
      }
      await received.waitFor();
      await page.page.getByRole('list', { name: 'Frames' }).getByText('from the gateway').first().waitFor();
      expect(page.complaints).toEqual([]);
    },
  );

  it('shows frames that everybody can read, stops them, and sets one in lines', async () => {
    const page = await open('wire?dialect=titan');
    await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
    const frames = page.page.getByRole('list', { name: 'Frames' });
    await frames.getByText('EQUITY_UPDATE').first().waitFor();
    await page.page.getByRole('button', { name: 'Pause' }).click();
    await expectInBothThemes(page, 'wire');
    await page.page.getByRole('searchbox', { name: 'Filter' }).fill('equity_update');
    await frames.getByText('EQUITY_UPDATE').last().click();
    await page.page.getByRole('dialog').getByText('"type": "EQUITY_UPDATE"').waitFor();
    await page.picture('wire-frame');
  });

  it.each(['alerts', 'logs', 'system', 'wire'])('fits %s on a phone', async (name) => {
    const page = await open(name, phone);
    const overflow: unknown = await page.page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);
    await page.picture(`${name}-phone`);
    expect(await page.accessFaults()).toEqual([]);
  });
});
