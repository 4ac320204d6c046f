import { createHash } from 'node:crypto';
import { RecentWindow } from './recent-window.ts';
import type { IdWindowOptions } from './recent-window.ts';
import type { PublishResult } from './publish-result.ts';

/** What a message's key stands for: its words, and what became of its facts. */
interface Known {
  readonly hash: string;
  readonly results: Promise<readonly PublishResult[]>;
}

/** What a key means at this moment. */
export type MessageCheck =
  | { readonly is: 'new' }
  /** The same message is written, or being written. */
  | { readonly is: 'repeat'; readonly results: Promise<readonly PublishResult[]> }
  | { readonly is: 'reused' };

/** A message with the key that its publisher gave it. */
export interface KeyedMessage {
  readonly key: string;
  /** Of the dialect and the message's words. */
  readonly hash: string;
}

/** Makes a message comparable with what came before under its key. */
export const keyedMessage = (key: string, dialect: string, message: unknown): KeyedMessage => ({
  key,
  hash: createHash('sha1')
    .update(JSON.stringify([dialect, message]))
    .digest('base64'),
});

/**
 * Recognises the messages that a publisher sends twice, each as a whole: a whole list says what ends at the moment when
 * it is first said, and saying it again must end nothing that began since.
 */
export class MessageWindow {
  readonly #recent: RecentWindow<Known>;

  constructor(options: IdWindowOptions) {
    this.#recent = new RecentWindow(options);
  }

  /** Asks what a message's key means. */
  check(publisher: string, message: KeyedMessage, nowMs: number): MessageCheck {
    const known = this.#recent.get(publisher, message.key, nowMs);
    if (known === undefined) return { is: 'new' };
    return known.hash === message.hash ? { is: 'repeat', results: known.results } : { is: 'reused' };
  }

  /**
   * Remembers a message while it is written. One of which anything was refused is forgotten, so that a retry can
   * succeed; the facts that were taken are then known by their own ids.
   */
  remember(
    publisher: string,
    message: KeyedMessage,
    sinceMs: number,
    results: Promise<readonly PublishResult[]>,
  ): void {
    const known: Known = { hash: message.hash, results };
    this.#recent.set(publisher, message.key, known, sinceMs);
    void this.#settle(publisher, message.key, known);
  }

  async #settle(publisher: string, key: string, known: Known): Promise<void> {
    // Whoever published it hears why it failed.
    const results = await known.results.catch(() => undefined);
    if (results?.every((result) => result.ok) !== true) this.#recent.forget(publisher, key, known);
    else this.#recent.weigh(publisher, key, known, Math.max(1, results.length));
  }
}
