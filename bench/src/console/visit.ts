import type { Browser } from 'playwright-core';

/** What a person waited for at one visit, in ms since the navigation began, by the page's own clock. */
export interface Visit {
  /** Something was painted. */
  readonly paintedMs: number;
  readonly figuresMs: number;
  /** The figures were there and the badge said that the connection is complete. */
  readonly liveMs: number;
  /** Of all scripts that had come by then, as they were transferred. */
  readonly scriptBytes: number;
}

/** Runs in the page from its beginning: tells what was waited for at the change that brought the last of it. */
const watching = (figures: string): string => `
  let figuresMs;
  const tell = (liveMs) => {
    const scripts = performance.getEntriesByType('resource')
      .filter((one) => new URL(one.name).pathname.endsWith('.js') && one.responseEnd <= liveMs);
    window.toldVisit({
      paintedMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? figuresMs,
      figuresMs,
      liveMs,
      scriptBytes: scripts.reduce((sum, one) => sum + one.transferSize, 0),
    });
  };
  const observer = new MutationObserver(() => {
    figuresMs ??= ${figures} ? performance.now() : undefined;
    if (figuresMs === undefined || document.querySelector('[aria-label^="Connection: Live"]') === null) return;
    observer.disconnect();
    tell(performance.now());
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
`;

/** How long a visit may take, in ms: who waits longer waits in vain. */
const patienceMs = 60_000;

/** Opens a page with an empty cache, and tells what a person waited for. */
export const visit = async (browser: Browser, url: string, figures: string): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { promise: told, resolve, reject } = Promise.withResolvers<Visit>();
  const timer = setTimeout(() => reject(new Error(`${url} was not live within ${patienceMs} ms`)), patienceMs);
  try {
    const page = await context.newPage();
    await page.exposeFunction('toldVisit', (seen: Visit) => resolve(seen));
    await page.addInitScript(watching(figures));
    await Promise.all([page.goto(url), told]);
    return await told;
  } finally {
    clearTimeout(timer);
    await context.close();
  }
};
