import type { SequencedEvent } from '@pitwall/model';
import type { Occasion } from '@pitwall/dialects';
import type { Hearing } from './hearing.ts';
import { nameAccount, sayEvent } from './say.ts';
import type { AnyView } from './say.ts';

/** Options of the replay cache. */
export interface ReplayCacheOptions {
  /** Most text kept, in UTF-16 units. @default 8 Mi: some tens of thousands of messages */
  readonly maxReplayCacheChars: number;
  /** How long a text stays true: some views carry the time of sending. @default 250 ms */
  readonly replayCacheMs: number;
}

interface Said {
  /** `undefined` when the dialect cannot say it. */
  readonly text: string | undefined;
  readonly atMs: number;
}

/** Texts said lately to readers that catch up, so that a thousand who come back at once cost one encoding. */
export class ReplayCache {
  readonly #options: ReplayCacheOptions;
  #said = new Map<string, Said>();
  #chars = 0;

  constructor(options: ReplayCacheOptions) {
    this.#options = options;
  }

  /** A fact as JSON in the dialect's words; `undefined` when it has none. */
  text(
    hearing: Hearing,
    view: AnyView & { mode: 'each' },
    event: SequencedEvent,
    at: { occasion: Occasion; nowMs: number },
  ): string | undefined {
    const name = `${hearing.dialect.name} ${hearing.namesAccount ? 'named' : 'plain'} ${at.occasion} ${event.seq}`;
    const present = this.#said.get(name);
    if (present !== undefined && at.nowMs - present.atMs <= this.#options.replayCacheMs) return present.text;
    const message = sayEvent(view, event, at);
    const text =
      message === undefined
        ? undefined
        : JSON.stringify(hearing.namesAccount ? nameAccount(message, event.account) : message);
    this.#keep(name, { text, atMs: at.nowMs });
    return text;
  }

  #keep(name: string, said: Said): void {
    const chars = name.length + (said.text?.length ?? 0);
    this.#chars += chars;
    if (this.#chars > this.#options.maxReplayCacheChars) {
      // Everything in it is younger than a page; starting over is cheaper than keeping an order.
      this.#said = new Map();
      this.#chars = chars;
    }
    this.#said.set(name, said);
  }
}
