import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import type { ConsolePage } from './console-page.ts';
import { ConsoleRig, gatewayWords, unhurried } from './console-rig.ts';

const alertsOf = (from: number, to: number): readonly object[] =>
  Array.from({ length: to - from }, (_, at) => ({
    kind: 'alert',
    account: 'demo',
    data: { alertId: `a${from + at}`, severity: 'warning', title: `Alert ${from + at}`, message: 'as told' },
  }));

describe.runIf(isAtHand(chromium))('a console whose gateway comes and goes', unhurried, () => {
  let directory: string;
  let gateway: ConsoleRig;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-console-'));
    const environment = { PITWALL_MEMORY: 'false', XDG_STATE_HOME: directory };
    gateway = new ConsoleRig(() => ({ words: gatewayWords, environment }));
    await gateway.serve();
  });

  afterEach(async () => {
    await gateway.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** What the table has, in the order of its titles; all of it is drawn, for there are few. */
  const rowsOf = async (page: ConsolePage): Promise<readonly string[]> => {
    const cells = await page.page.getByRole('gridcell', { name: /^Alert \d+$/ }).allTextContents();
    return cells.toSorted((left, right) => Number(left.slice(6)) - Number(right.slice(6)));
  };

  const titles = (to: number): readonly string[] => Array.from({ length: to }, (_, at) => `Alert ${at}`);

  it('shows each alert once after the gateway was killed and came back, also those from before the page did', async () => {
    await gateway.post('/v1/events', alertsOf(0, 6));
    const page = await gateway.openLive('alerts');
    await expect.poll(() => rowsOf(page)).toEqual(titles(6));
    await gateway.post('/v1/events', alertsOf(6, 9));
    await expect.poll(() => rowsOf(page)).toEqual(titles(9));

    await gateway.end();
    await page.connection('Offline');
    await page.page.getByText('Next attempt in').waitFor();
    await page.panel('Alerts').getByText('no connection').waitFor();
    expect(await rowsOf(page)).toEqual(titles(9));

    await gateway.serve();
    await gateway.post('/v1/events', alertsOf(9, 14));
    await page.connection('Live');
    await gateway.post('/v1/events', alertsOf(14, 16));
    await expect.poll(() => rowsOf(page)).toEqual(titles(16));
    expect(await page.panel('Alerts').getByText('no connection').count()).toBe(0);
    expect(await page.page.getByRole('grid', { name: 'Alerts' }).getAttribute('aria-rowcount')).toBe('17');
  });

  it('tells a quiet desk, a silent publisher and a dead link from each other', async () => {
    const page = await gateway.openLive('alerts');
    const alerts = page.panel('Alerts');
    await alerts.getByText('quiet', { exact: true }).waitFor();
    await page.picture('state-quiet');

    await gateway.post('/v1/heartbeat', { source: 'engine', account: 'demo', heartbeatMs: 1_000 });
    await gateway.post('/v1/events', [{ ...alertsOf(0, 1)[0], source: 'engine' }]);
    await alerts.getByText(/^as of/).waitFor();
    await alerts.getByText('silent publisher').waitFor();
    await page.connection('Live');
    expect(await alerts.getByTitle(/engine is (?:silent|gone): last heard/).count()).toBe(1);
    await page.picture('state-silent-publisher');
    await page.page.getByRole('link', { name: 'Health' }).click();
    await page
      .panel('Publishers')
      .getByText(/^(?:silent|gone)$/)
      .waitFor();
    await page.page.getByRole('link', { name: 'Alerts' }).click();

    await gateway.end();
    await alerts.getByText('no connection').waitFor();
    await page.connection('Offline');
    await page.picture('state-dead-link');
    expect(await page.accessFaults()).toEqual([]);
  });
});
