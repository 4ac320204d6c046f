import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { demoWords, unhurried, useConsole } from './console-rig.ts';

describe.runIf(isAtHand(chromium))('the console’s pages of operations, at the demo', unhurried, () => {
  const demo = useConsole(() => ({ words: demoWords }));

  it('lists no alert that was muted, also after it is opened again, until it is to be heard again', async () => {
    const page = await demo.openLive('alerts');
    const soft = page.page.getByRole('gridcell', { name: 'Soft pause', exact: true });
    await soft.first().click();
    await page.page.getByRole('button', { name: 'Mute alerts like this' }).click();
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('gridcell', { name: 'Limits are kept again' }).first().waitFor();
    await expect.poll(() => soft.count()).toBe(0);
    await page.page.goto(`${demo.url}/alerts?severity=warning`);
    await page.page.getByRole('gridcell', { name: 'Losing streak' }).first().waitFor();
    expect(await soft.count()).toBe(0);
    expect(await page.page.getByRole('gridcell', { name: 'Limits are kept again' }).count()).toBe(0);
    await page.page.getByRole('button', { name: 'Muted 1' }).click();
    await page.page.getByRole('button', { name: 'Hear again' }).click();
    await page.page.keyboard.press('Escape');
    await soft.first().waitFor();
  });

  it('sounds for alerts once a person wants it, on other pages too', async () => {
    const page = await demo.openLive('alerts');
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
    const page = await demo.openLive('logs');
    const lines = page.page.getByRole('list', { name: 'Log lines' });
    await lines
      .getByText(/^(?:Bought|Sold)/)
      .first()
      .waitFor();
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
    const page = await demo.openLive('logs');
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
    const page = await demo.openLive('system');
    await page.panel('Gateway').getByText('healthy').waitFor();
    await page.panel('Gateway').getByText('Facts in').waitFor();
    await page.panel('Publishers').getByText('live').waitFor();
    await page.panel('Components').getByText('market data').waitFor();
    await page.panel('Trading system').getByText('paper-simulated').waitFor();
    await page
      .panel('Latency')
      .getByRole('img', { name: /gateway to page \d/ })
      .waitFor();
    expect(page.complaints).toEqual([]);
  });

  it.each(['pitwall', 'titan', 'carry', 'fleet', 'mci', 'quantmind'])(
    'shows the frames of %s as they are',
    async (name) => {
      const page = await demo.openLive(`wire?dialect=${name}`);
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

  it('stops frames, and sets one in lines', async () => {
    const page = await demo.openLive('wire?dialect=titan');
    await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
    const frames = page.page.getByRole('list', { name: 'Frames' });
    await frames.getByText('EQUITY_UPDATE').first().waitFor();
    await page.page.getByRole('button', { name: 'Pause' }).click();
    await page.page.getByRole('searchbox', { name: 'Filter' }).fill('equity_update');
    await frames.getByText('EQUITY_UPDATE').last().click();
    await page.page.getByRole('dialog').getByText('"type": "EQUITY_UPDATE"').waitFor();
    await page.picture('wire-frame');
    expect(await page.accessFaults()).toEqual([]);
  });
});
