import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import type { ConsolePage } from './console-page.ts';
import { ConsoleRig, gatewayWords, unhurried } from './console-rig.ts';
import { expectFitsPhone, expectReadableInBothThemes, phone } from './looks.ts';

/** Each fact in a bar of its own: the narrowest that the gateway keeps are as wide. */
const stepMs = 5_000;

describe.runIf(isAtHand(chromium))('the past of a curve', unhurried, () => {
  let directory: string;
  let gateway: ConsoleRig;
  /** A while ago, so that all that follows is in the past too. */
  let beganMs: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'pitwall-console-'));
    const environment = { PITWALL_MEMORY: 'false', XDG_STATE_HOME: directory };
    gateway = new ConsoleRig(() => ({ words: gatewayWords, environment }));
    await gateway.serve();
    beganMs = Math.floor(Date.now() / stepMs) * stepMs - 600_000;
  });

  afterEach(async () => {
    await gateway.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Tells what the account is worth and what BTC costs, once a step. */
  const publish = async (from: number, to: number): Promise<void> => {
    const events = Array.from({ length: to - from }, (_one, index) => {
      const occurredAt = beganMs + (from + index) * stepMs;
      const worth = 1_000 + ((from + index) % 7);
      return [
        { kind: 'equity', account: 'demo', occurredAt, data: { equity: String(worth), highWatermark: '1010' } },
        { kind: 'market', occurredAt, data: { symbol: 'BTC', price: String(worth * 90) } },
      ];
    });
    await gateway.post('/v1/events', events.flat());
  };

  const equity = (page: ConsolePage, words: string): Promise<void> =>
    page.page.getByRole('img', { name: new RegExp(`^Equity of demo: .*; ${words}\\.$`) }).waitFor();
  const candles = (page: ConsolePage, count: number, gaps: number): Promise<void> =>
    page.page
      .getByRole('img', { name: new RegExp(`^Candles of BTC, 5s each: ${count},.* levels, ${gaps} gaps\\.$`) })
      .waitFor();

  const complaintsOf = (page: ConsolePage): readonly string[] =>
    // What a browser says of a gateway that is away is meant for nobody.
    page.complaints.filter((text) => !/ERR_(?:CONNECTION_REFUSED|INTERNET_DISCONNECTED)/.test(text));

  it('is there when a page is opened', async () => {
    await publish(0, 40);
    const page = await gateway.openLive();
    await equity(page, '40 points, 0 gaps');
    await page.panel('Equity').getByText('since', { exact: false }).first().waitFor();
    await page.picture('past-equity');
    const market = await gateway.openLive('market?symbol=BTC&width=5s');
    await candles(market, 40, 0);
    await publish(40, 41);
    await candles(market, 41, 0);
    await equity(page, '41 points, 0 gaps');
    expect([...complaintsOf(page), ...complaintsOf(market)]).toEqual([]);
  });

  it('has what came while the page heard nothing, and no gap for it', async () => {
    await publish(0, 10);
    const [page, market] = [await gateway.openLive(), await gateway.openLive('market?symbol=BTC&width=5s')];
    await equity(page, '10 points, 0 gaps');
    await candles(market, 10, 0);
    for (const each of [page, market]) {
      await each.page.context().setOffline(true);
      await each.connection('Offline');
    }
    await publish(10, 15);
    for (const each of [page, market]) {
      await each.page.context().setOffline(false);
      await each.connection('Live');
    }
    await equity(page, '15 points, 0 gaps');
    await candles(market, 15, 0);
    expect([...complaintsOf(page), ...complaintsOf(market)]).toEqual([]);
  });

  it('has a gap for the time in which the gateway was away, on a page that saw it and on one that did not', async () => {
    await publish(0, 20);
    const [page, market] = [await gateway.openLive(), await gateway.openLive('market?symbol=BTC&width=5s')];
    await equity(page, '20 points, 0 gaps');
    await candles(market, 20, 0);
    await gateway.end();
    await page.connection('Offline');
    await market.connection('Offline');
    await gateway.serve();
    await publish(40, 60);
    for (const each of [page, market]) {
      await each.page.bringToFront();
      await each.connection('Live');
    }
    await equity(page, '40 points, 1 gaps');
    await candles(market, 40, 1);
    const [later, laterMarket] = [await gateway.openLive(), await gateway.openLive('market?symbol=BTC&width=5s')];
    await equity(later, '40 points, 1 gaps');
    await candles(laterMarket, 40, 1);
    await later.picture('past-equity-gap');
    await laterMarket.picture('past-market-gap');
    expect([page, market, later, laterMarket].flatMap(complaintsOf)).toEqual([]);
  });

  it('is shown as far back as is chosen, by click, key and link, with drawdown from the peak of what is shown', async () => {
    // More than the gateway keeps in bars of 5 s, and in 67 bars of a minute.
    beganMs = Math.floor((beganMs - 3_400_000) / 60_000) * 60_000;
    for (const part of [0, 1, 2, 3]) await publish(part * 200, part * 200 + 200);
    const page = await gateway.openLive();
    await equity(page, '67 points, 0 gaps');
    const range = page.page.getByRole('radiogroup', { name: 'Range of the curve' });
    await range.getByRole('radio', { name: 'the last hour' }).click();
    const hour = /^Equity of demo, the last hour: .*; 720 points, 0 gaps\.$/;
    await page.page.getByRole('img', { name: hour }).waitFor();
    await page.panel('Equity').getByText('drawdown from the peak of the hour shown').waitFor();
    expect(new URL(page.page.url()).searchParams.get('range')).toBe('1h');
    await expectReadableInBothThemes(page, 'past-range');
    await range.getByRole('radio', { name: 'the last hour' }).press('ArrowRight');
    await page.page.getByRole('img', { name: /^Equity of demo, the last day: .*; 67 points/ }).waitFor();
    expect(new URL(page.page.url()).searchParams.get('range')).toBe('1d');
    await range.getByRole('radio', { name: 'all' }).click();
    await equity(page, '67 points, 0 gaps');
    expect(new URL(page.page.url()).search).toBe('');
    const linked = await gateway.openLive('?range=1h', phone);
    await linked.page.getByRole('img', { name: hour }).waitFor();
    await expectFitsPhone(linked, 'past-range');
    expect([...complaintsOf(page), ...complaintsOf(linked)]).toEqual([]);
  });

  it('says that there is no curve in a range with one value, and shows all on demand', async () => {
    const worth = (hoursAgo: number) => ({
      kind: 'equity',
      account: 'demo',
      occurredAt: beganMs - hoursAgo * 3_600_000,
      data: { equity: '1000', highWatermark: '1010' },
    });
    await gateway.post('/v1/events', [worth(3), worth(1)]);
    const page = await gateway.openLive('?range=1h', phone);
    await page.panel('Equity').getByText('One value in its last hour').waitFor();
    await expectFitsPhone(page, 'past-one-value');
    await page.panel('Equity').getByRole('button', { name: 'Show all' }).click();
    await equity(page, '2 points, 0 gaps');
    expect(await page.panel('Equity').getByRole('radio', { name: 'all' }).isChecked()).toBe(true);
    expect(complaintsOf(page)).toEqual([]);
  });
});
