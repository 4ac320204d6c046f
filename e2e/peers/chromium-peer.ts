import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as engine } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { isFields } from './fields.ts';
import { Inbox } from './peer.ts';
import type { Peer, PeerMaker } from './peer.ts';

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

/** What the page does with its own WebSocket: all it hears goes to the test. */
const openInPage = (id: number, url: string): string => `new Promise((resolve) => {
  const socket = new WebSocket(${JSON.stringify(url)});
  (window.sockets ??= {})[${id}] = socket;
  socket.onopen = () => resolve('open');
  socket.onmessage = (event) => window.heard(${id}, { message: event.data });
  socket.onclose = (event) => { resolve('closed'); window.heard(${id}, { code: event.code, reason: event.reason }); };
})`;

class ChromiumMaker implements PeerMaker {
  readonly name = 'chromium';
  readonly #inboxes = new Map<number, Inbox>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'pitwall-chromium-'));
  #page: Promise<Page> | undefined;
  #server: Server | undefined;
  #context: BrowserContext | undefined;
  #nextId = 0;

  async connect(url: string): Promise<Peer> {
    this.#page ??= this.#open();
    const page = await this.#page;
    const id = this.#nextId;
    this.#nextId += 1;
    const inbox = new Inbox();
    this.#inboxes.set(id, inbox);
    await page.evaluate(openInPage(id, url));
    return {
      send: async (message) => {
        const text = JSON.stringify(JSON.stringify(message));
        await page.evaluate(`window.sockets[${id}].send(${text})`);
      },
      until: (fits) => inbox.until(fits),
      ended: inbox.ended,
    };
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
    await page.exposeFunction('heard', (id: number, what: unknown) => this.#heard(id, what));
    await page.goto(url);
    return page;
  }

  #heard(id: number, what: unknown): void {
    const inbox = this.#inboxes.get(id);
    if (inbox === undefined || !isFields(what)) return;
    if (typeof what['message'] === 'string') inbox.take(what['message']);
    else inbox.end({ code: Number(what['code']), reason: String(what['reason']) });
  }
}

/** Opens connections with the WebSocket of one page in Chromium, which starts with the first. */
export const createChromiumMaker = (): PeerMaker => new ChromiumMaker();
