import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { PitwallProcess } from '../pitwall-process.ts';
import { ConsoleBrowser } from './console-page.ts';
import type { ConsolePage } from './console-page.ts';

const post = async (port: number, path: string, body: unknown): Promise<void> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
};

const alertsOf = (from: number, to: number): readonly object[] =>
  Array.from({ length: to - from }, (_, at) => ({
    kind: 'alert',
    account: 'demo',
    data: { alertId: `a${from + at}`, severity: 'warning', title: `Alert ${from + at}`, message: 'as told' },
  }));

/** Pictures and looks of axe take seconds each on a busy machine. */
const unhurried = { timeout: 60_000 };

describe.runIf(isAtHand(chromium))('a console whose gateway comes and goes', unhurried, () => {
  let directory: string;
  let browser: ConsoleBrowser;
  let gateway: PitwallProcess;
  let port: number;
  let page: ConsolePage;

  const serve = async (wanted: number): Promise<number> => {
    const environment = { PITWALL_MEMORY: 'false', XDG_STATE_HOME: directory };
    gateway = new PitwallProcess(['serve', '--dev', '--no-legacy-ports', '--port', String(wanted)], environment);
    return gateway.port();
  };

  beforeAll(() => {
    browser = new ConsoleBrowser();
  });

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-console-'));
    port = await serve(0);
  }, 60_000);

  afterEach(async () => {
    await page.close();
    await gateway.stop('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  afterAll(() => browser.close());

  /** What the table has, in the order of its titles; all of it is drawn, for there are few. */
  const rows = async (): Promise<readonly string[]> => {
    const cells = await page.page.getByRole('gridcell', { name: /^Alert \d+$/ }).allTextContents();
    return cells.toSorted((left, right) => Number(left.slice(6)) - Number(right.slice(6)));
  };

  const titles = (to: number): readonly string[] => Array.from({ length: to }, (_, at) => `Alert ${at}`);

  it('shows each alert once after the gateway was killed and came back, also those from before the page did', async () => {
    await post(port, '/v1/events', alertsOf(0, 6));
    page = await browser.open(`http://127.0.0.1:${port}/alerts`);
    await page.connection('Live');
    await expect.poll(rows).toEqual(titles(6));
    await post(port, '/v1/events', alertsOf(6, 9));
    await expect.poll(rows).toEqual(titles(9));

    await gateway.stop('SIGKILL');
    await page.connection('Offline');
    await page.page.getByRole('alert').getByText('Next attempt in').waitFor();
    await page.panel('Alerts').getByText('no connection').waitFor();
    expect(await rows()).toEqual(titles(9));

    await serve(port);
    await post(port, '/v1/events', alertsOf(9, 14));
    await page.connection('Live');
    await post(port, '/v1/events', alertsOf(14, 16));
    await expect.poll(rows).toEqual(titles(16));
    expect(await page.panel('Alerts').getByText('no connection').count()).toBe(0);
    expect(await page.page.getByRole('grid', { name: 'Alerts' }).getAttribute('aria-rowcount')).toBe('17');
  });

  it('tells a quiet desk, a silent publisher and a dead link from each other', async () => {
    page = await browser.open(`http://127.0.0.1:${port}/alerts`);
    await page.connection('Live');
    const alerts = page.panel('Alerts');
    await alerts.getByText('quiet', { exact: true }).waitFor();
    await page.picture('state-quiet');

    await post(port, '/v1/heartbeat', { source: 'engine', account: 'demo', heartbeatMs: 1_000 });
    await post(port, '/v1/events', [{ ...alertsOf(0, 1)[0], source: 'engine' }]);
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

    await gateway.stop('SIGKILL');
    await alerts.getByText('no connection').waitFor();
    await page.connection('Offline');
    await page.picture('state-dead-link');
    expect(await page.accessFaults()).toEqual([]);
  });
});
