import { ChromiumPage } from './chromium-page.ts';
import { isFields } from './fields.ts';
import { Inbox } from './peer.ts';
import type { Peer, PeerMaker } from './peer.ts';

/** What the page does with its own WebSocket: all it hears goes to the test. */
const openInPage = (id: number, url: string): string => `new Promise((resolve) => {
  const socket = new WebSocket(${JSON.stringify(url)});
  (window.sockets ??= {})[${id}] = socket;
  socket.onopen = () => resolve(socket.extensions);
  socket.onmessage = (event) => window.heard(${id}, { message: event.data });
  socket.onclose = (event) => { resolve(''); window.heard(${id}, { code: event.code, reason: event.reason }); };
})`;

class ChromiumMaker implements PeerMaker {
  readonly name = 'chromium';
  readonly #inboxes = new Map<number, Inbox>();
  readonly #page = new ChromiumPage((id, what) => this.#heard(id, what));
  #nextId = 0;

  async connect(url: string): Promise<Peer> {
    const page = this.#page;
    const id = this.#nextId;
    this.#nextId += 1;
    const inbox = new Inbox();
    this.#inboxes.set(id, inbox);
    const extensions = String(await page.evaluate(openInPage(id, url)));
    return {
      extensions,
      send: async (message) => {
        const text = JSON.stringify(JSON.stringify(message));
        await page.evaluate(`window.sockets[${id}].send(${text})`);
      },
      until: (fits) => inbox.until(fits),
      ended: inbox.ended,
    };
  }

  close(): Promise<void> {
    return this.#page.close();
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
