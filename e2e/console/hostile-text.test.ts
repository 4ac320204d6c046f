import { describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { gatewayWords, unhurried, useConsole } from './console-rig.ts';

const markup = '<img src="x" onerror="document.title = `taken`"><script>document.title = `taken`</script>';

describe.runIf(isAtHand(chromium))('a publisher who sends markup to a console', unhurried, () => {
  const gateway = useConsole(() => ({ words: gatewayWords }));

  it('has it shown as the text that it is, in tables, drawers, logs and frames', async () => {
    const page = await gateway.openLive('wire?dialect=fleet');
    await page.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.page.getByText('open', { exact: true }).first().waitFor();
    await gateway.post('/v1/events', [
      { kind: 'alert', data: { alertId: markup, severity: 'critical', title: markup, message: markup } },
      { kind: 'log', data: { level: 'error', message: markup, module: markup } },
    ]);
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
  });
});
