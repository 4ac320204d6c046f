import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as engine } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

/** Debian's Chromium. */
export const chromium = { name: 'Chromium', path: '/usr/bin/chromium' };

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page of another loopback port, as a console under development is: an origin that the gateway takes. */
const servePage = (): Promise<{ server: Server; url: string }> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><title>console</title>');
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/` });
    });
  });

/** One page in a browser of its own, which starts when it is asked for. */
export class ChromiumPage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pitwall-chromium-'));
  readonly #onHeard: (id: number, what: unknown) => void;
  #page: Promise<Page> | undefined;
  #server: Server | undefined;
  #context: BrowserContext | undefined;

  /** What the page says with `window.heard(id, what)` goes to the test. */
  constructor(onHeard: (id: number, what: unknown) => void) {
    this.#onHeard = onHeard;
  }

  /** Runs a script in the page. */
  async evaluate(script: string): Promise<unknown> {
    this.#page ??= this.#open();
    return (await this.#page).evaluate(script);
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#server?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #open(): Promise<Page> {
    const { server, url } = await servePage();
    this.#server = server;
    this.#context = await engine.launchPersistentContext(this.#folder, {
      executablePath: chromium.path,
      headless: true,
      args: quiet,
    });
    const page = await this.#context.newPage();
    await page.exposeFunction('heard', (id: number, what: unknown) => this.#onHeard(id, what));
    await page.goto(url);
    return page;
  }
}
