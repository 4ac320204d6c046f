import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';

const markup = '<img src="x" onerror="document.title = `taken`"><script>document.title = `taken`</script>';

/** Pictures and looks of axe take seconds each on a busy machine. */
const unhurried = { timeout: 60_000 };

describe.runIf(isAtHand(chromium))('a publisher who sends markup to a console', unhurried, () => {
  let gateway: PitwallProcess;
  let browser: ConsoleBrowser;
  let url: string;

  const publish = async (...events: readonly object[]): Promise<void> => {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    gateway = new PitwallProcess(['serve', '--dev', '--no-legacy-ports', '--port', '0']);
    url = `http://127.0.0.1:${await gateway.port()}`;
    browser = new ConsoleBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await gateway.stop();
  });

  it('has it shown as the text that it is, in tables, drawers, logs and frames', async () => {
    const page = await browser.open(`${url}/wire?dialect=fleet`);
    await page.connection('Live');
    await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.page.getByText('open', { exact: true }).first().waitFor();
    await publish(
      { kind: 'alert', data: { alertId: markup, severity: 'critical', title: markup, message: markup } },
      { kind: 'log', data: { level: 'error', message: markup, module: markup } },
    );
    await page.page.getByRole('list', { name: 'Frames' }).getByText('onerror').first().click();
    await page.page.getByRole('dialog').getByText('onerror').first().waitFor();
    await page.page.keyboard.press('Escape');
    await page.page.getByRole('link', { name: 'Logs' }).click();
    await page.page.getByRole('list', { name: 'Log lines' }).getByText(markup).first().waitFor();
    await page.page.getByRole('link', { name: 'Alerts' }).click();
    await page.page.getByRole('gridcell', { name: markup }).first().click();
    await page.page.getByRole('dialog').getByText(markup).first().waitFor();
    expect(await page.page.title()).toBe('Alerts · Pitwall');
    expect(await page.page.locator('img').count()).toBe(0);
    expect(page.complaints).toEqual([]);
    await page.close();
  });
});
