import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium } from '../peers/chromium-page.ts';
import { isAtHand } from '../peers/peer.ts';
import { pictures } from './console-page.ts';
import { gatewayWords, useConsole } from './console-rig.ts';
import { PositionLoad } from './position-load.ts';

/** How long it is watched. A frame rate is a matter of the machine, so it is only asked for where somebody asked for the whole time. */
const watchedSeconds = Number(process.env['PITWALL_BLOTTER_SECONDS'] ?? '4');

const load = { positions: 2_000, updatesPerSecond: 500 } as const;

/** Frames a second that an eye takes for movement; in a glimpse only that the page paints at all. */
const leastFramesPerSecond = watchedSeconds >= 60 ? 50 : 2;
/** What the heap may grow by between two collections in a minute, in bytes: the texts of rows that were made meanwhile. */
const mostGrowthBytes = 8_000_000;

/** Counts frames for a while, in the page. */
const framesWithin = (spanMs: number): string => `new Promise((resolve) => {
  const seen = [];
  const count = (at) => {
    seen.push(at);
    if (at - seen[0] < ${spanMs}) return requestAnimationFrame(count);
    const steps = seen.slice(1).map((one, index) => one - seen[index]);
    resolve({ count: seen.length, spanMs: at - seen[0], longestMs: Math.max(...steps) });
  };
  requestAnimationFrame(count);
})`;

interface Frames {
  readonly count: number;
  readonly spanMs: number;
  readonly longestMs: number;
}

describe.runIf(isAtHand(chromium))('a blotter of 2,000 positions at 500 updates a second', () => {
  const gateway = useConsole(() => ({ words: gatewayWords }));
  let positions: PositionLoad;

  beforeAll(() => {
    positions = new PositionLoad(gateway.url, load);
  });

  // A load that broke off has failed the test already, if it was any.
  afterAll(() => positions.stop().catch(() => undefined));

  it(
    'shows every last value, draws no more rows than are seen, and keeps its heap',
    { timeout: 180_000 + watchedSeconds * 1_000 },
    async () => {
      await positions.open();
      const page = await gateway.openLive('blotters?list=positions');
      const grid = page.page.getByRole('grid', { name: 'Positions' });
      await page.page.getByRole('status').getByText('2,000', { exact: true }).waitFor();
      const developer = await page.page.context().newCDPSession(page.page);
      const heapBytes = async (): Promise<number> => {
        await developer.send('HeapProfiler.collectGarbage');
        return (await developer.send('Runtime.getHeapUsage')).usedSize;
      };
      positions.start();
      // What is made once, such as the texts of every row, is no growth.
      await expect.poll(() => positions.sent, { timeout: 20_000 }).toBeGreaterThan(load.positions / 2);
      const before = await heapBytes();
      const frames = await page.page.evaluate<Frames>(framesWithin(watchedSeconds * 1_000));
      const after = await heapBytes();
      const last = await positions.stop();
      await page.page.keyboard.press('/');
      await page.page.keyboard.type(last.symbol);
      await grid.getByRole('row', { name: last.symbol }).getByText(last.price, { exact: true }).waitFor();
      expect(await grid.getByRole('row').count()).toBeLessThan(60);
      expect(after - before).toBeLessThan(mostGrowthBytes);
      expect(page.complaints).toEqual([]);
      const framesPerSecond = (frames.count - 1) / (frames.spanMs / 1_000);
      mkdirSync(pictures, { recursive: true });
      const result = {
        ...load,
        watchedSeconds,
        sent: positions.sent,
        framesPerSecond,
        longestMs: frames.longestMs,
        before,
        after,
      };
      writeFileSync(join(pictures, 'blotter-rate.json'), JSON.stringify(result, undefined, 2));
      expect(framesPerSecond).toBeGreaterThanOrEqual(leastFramesPerSecond);
    },
  );
});
