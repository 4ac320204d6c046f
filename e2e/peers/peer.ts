import { existsSync } from 'node:fs';
import { isFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** How a peer's connection ended, as the peer itself saw it. */
export interface PeerEnding {
  readonly code: number;
  readonly reason: string;
}

/** A WebSocket client of another make. */
export interface Peer {
  /** The extensions that its handshake agreed on, in its own words. */
  readonly extensions: string;
  send(message: Fields): Promise<void>;
  /** Reads on until a message fits. Rejects when the connection ended first. */
  until(fits: (message: Fields) => boolean): Promise<Fields>;
  /** How it ended. */
  readonly ended: Promise<PeerEnding>;
}

/** Opens connections of one make. */
export interface PeerMaker {
  /** In one word, for ids. */
  readonly name: string;
  connect(url: string): Promise<Peer>;
  close(): Promise<void>;
}

/** Takes what a peer heard and hands it out in order. */
export class Inbox {
  readonly #messages: Fields[] = [];
  readonly #finish: (ending: PeerEnding) => void;
  readonly ended: Promise<PeerEnding>;
  #ending: PeerEnding | undefined;
  #wake: () => void = () => undefined;

  constructor() {
    const ended = Promise.withResolvers<PeerEnding>();
    this.ended = ended.promise;
    this.#finish = ended.resolve;
  }

  take(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isFields(message)) throw new Error(`Not an object: ${text}`);
    this.#messages.push(message);
    this.#wake();
  }

  end(ending: PeerEnding): void {
    this.#ending = ending;
    this.#finish(ending);
    this.#wake();
  }

  async until(fits: (message: Fields) => boolean): Promise<Fields> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined && fits(message)) return message;
      if (message !== undefined) continue;
      if (this.#ending !== undefined) throw new Error(`The connection ended: ${JSON.stringify(this.#ending)}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** Whether a machine without a peer fails the tests that need it, instead of leaving them out: the gate says so. */
const mustHavePeers = process.env['REQUIRE_PEERS'] === '1';

/** Whether to run what needs a program of this machine. Says loudly what is left out where it is absent. */
export const isAtHand = ({ name, path }: { readonly name: string; readonly path: string }): boolean => {
  if (existsSync(path) || mustHavePeers) return true;
  process.stderr.write(`\n*** SKIPPED: every test with ${name}, because there is no ${path} on this machine. ***\n\n`);
  return false;
};
