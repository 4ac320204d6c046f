import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { demoWords, unhurried, useConsole } from './console-rig.ts';

/** What the first visit may load of scripts, compressed: a page is there within a second on a poor line too. */
const mostScriptBytes = 250_000;

describe.runIf(isAtHand(chromium))('the overview, at the demo', unhurried, () => {
  const demo = useConsole(() => ({ words: demoWords }));

  it('shows what the account is worth, its risk and its bots, and complains of nothing', async () => {
    const page = await demo.openLive();
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

  it('loads few scripts first', async () => {
    const page = await demo.open('icon.svg');
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
    await page.page.goto(`${demo.url}/blotters?list=trades`);
    await page.connection('Live');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(mostScriptBytes);
  });

  it('says that it is offline when the gateway goes, and tries at once when a person asks it to', async () => {
    const page = await demo.openLive();
    await demo.end();
    await page.connection('Offline');
    await page.page.getByRole('alert').getByText('Offline.').waitFor();
    await page.panel('Equity').getByText('no connection').waitFor();
    await page.page.getByText('Next attempt in').waitFor();
    await page.picture('overview-offline');
    expect(await page.accessFaults()).toEqual([]);
    await demo.serve();
    await page.page.getByRole('button', { name: 'Try now' }).click();
    await page.connection('Live');
    await page.page.getByRole('alert').waitFor({ state: 'detached' });
    expect(await page.panel('Equity').getByText('no connection').count()).toBe(0);
  });

  it('opens any page while the gateway is away, by what was fetched before', async () => {
    const page = await demo.open();
    // The last part that is fetched ahead: the chart of the latencies.
    await Promise.all([page.page.waitForResponse(/dense-chart/), page.connection('Live')]);
    await page.page.waitForLoadState('networkidle');
    await demo.end();
    await page.connection('Offline');
    for (const title of ['Blotters', 'Market', 'Bots', 'Backtests', 'Alerts', 'Logs', 'Health', 'Wire']) {
      await page.page.getByRole('link', { name: title }).click();
      await page.page.getByRole('heading', { name: title, level: 1 }).waitFor();
      await page.page.getByRole('main').getByRole('region').first().waitFor();
      expect(await page.page.getByText('cannot be shown').count()).toBe(0);
    }
    await demo.serve();
  });

  it('says that it goes on trying where a part cannot be fetched, and shows it as soon as it can', async () => {
    const page = await demo.open('icon.svg');
    let isRefused = true;
    await page.page.route(/equity-chart/, (route) => (isRefused ? route.abort() : route.continue()));
    await page.page.goto(`${demo.url}/`);
    const words = /^Still loading the chart: the page hears the gateway, .* Asked for \d+ times, and again/;
    await page.panel('Equity').getByText(words).waitFor();
    await page.picture('overview-part-missing');
    expect(await page.accessFaults()).toEqual([]);
    isRefused = false;
    await page.page.getByRole('img', { name: /Equity of demo: \d/ }).waitFor();
    expect(await page.panel('Equity').getByText(words).count()).toBe(0);
  });
});
