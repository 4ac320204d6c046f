import type { RawConnect } from '@pitwall/testkit';
import type { Ledger, Listener } from './ledger.ts';
import { openLine } from './line.ts';
import type { Line } from './line.ts';

const cursorPattern = /"(?:seq|cursor)":"([^"]+)"/;

/** A client of a WebSocket or a stream whose every message is judged as it comes. */
export class Ear {
  readonly listener: Listener;
  /** Path of the way it came in by. */
  readonly path: string;
  /** Where it stands, if its messages tell. */
  cursor: string | undefined;
  /** Whether the connection ended. */
  isClosed = false;
  readonly #line: Line;
  readonly #awaited = new Map<string, PromiseWithResolvers<void>>();

  private constructor(line: Line, listener: Listener, parts: { ledger: Ledger; path: string }) {
    this.#line = line;
    this.listener = listener;
    this.path = parts.path;
    void this.#listen(parts.ledger);
  }

  static async open(to: RawConnect, listener: Listener, parts: { ledger: Ledger; path: string }): Promise<Ear> {
    return new Ear(await openLine(to), listener, parts);
  }

  send(message: object): void {
    this.#line.send(message);
  }

  /** Resolves when a message has this text; rejects when the connection ends before. */
  until(text: string): Promise<void> {
    const awaited = Promise.withResolvers<void>();
    this.#awaited.set(text, awaited);
    return awaited.promise;
  }

  /** Says goodbye, or just goes. */
  leave(politely: boolean): void {
    this.#line.leave(politely);
    this.isClosed = true;
  }

  cut(): void {
    this.#line.leave(false);
  }

  async #listen(ledger: Ledger): Promise<void> {
    for (;;) {
      const text = await this.#line.nextText();
      if (text === undefined) break;
      ledger.judge(this.listener, text);
      this.cursor = cursorPattern.exec(text)?.[1] ?? this.cursor;
      for (const [awaited, { resolve }] of this.#awaited) {
        if (!text.includes(awaited)) continue;
        this.#awaited.delete(awaited);
        resolve();
      }
    }
    this.isClosed = true;
    const ending = JSON.stringify(await this.#line.closed);
    ledger.judge(this.listener, ending);
    const missed = new Error(`${this.listener.name} ended before it heard what is for it: ${ending}`);
    for (const { reject } of this.#awaited.values()) reject(missed);
  }
}
