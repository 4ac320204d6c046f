import type { JsonObject } from '@pitwall/dialects';
import type { SequencedEvent } from '@pitwall/model';
import type { Update } from '../state/update.ts';
import { textFrame } from './frame.ts';
import { nameAccount, sayDelta, sayEvent, saysSame } from './say.ts';
import type { AnyView } from './say.ts';

type Each = AnyView & { mode: 'each' };

/**
 * One update in the words of one dialect, shared by all its audiences: encoded at most once, framed at most once, and
 * only when somebody listens.
 */
export class Saying {
  readonly update: Update;
  readonly view: Each;
  #message: JsonObject | undefined | null = null;
  #plainText: string | undefined;
  #namedText: string | undefined;
  #plainFrame: Buffer | undefined;
  #deltaText: string | undefined;
  #deltaFrom: SequencedEvent | undefined;

  constructor(update: Update, view: Each) {
    this.update = update;
    this.view = view;
  }

  /** The whole message; `undefined` when the dialect cannot say it. */
  message(nowMs: number): JsonObject | undefined {
    if (this.#message === null) this.#message = sayEvent(this.view, this.update.event, { occasion: 'live', nowMs });
    return this.#message;
  }

  /** The whole message as JSON, on request with its account. Only for one that has words. */
  text(nowMs: number, named: boolean): string {
    if (!named) return (this.#plainText ??= JSON.stringify(this.message(nowMs)));
    return (this.#namedText ??= JSON.stringify(this.#named(this.message(nowMs))));
  }

  /** The whole message as a frame without cursor and account. Only for one that has words. */
  frame(nowMs: number): Buffer {
    return (this.#plainFrame ??= textFrame(this.text(nowMs, false)));
  }

  /**
   * What changed since a version that was sent, as JSON; shared by all audiences that sent the same version. `undefined` when
   * only the whole can be said.
   */
  deltaText(sent: SequencedEvent, nowMs: number, named: boolean): string | undefined {
    if (!named && this.#deltaFrom === sent) return this.#deltaText;
    const whole = this.message(nowMs);
    const base = sayEvent(this.view, sent, { occasion: 'live', nowMs });
    const delta = whole === undefined || base === undefined ? undefined : sayDelta(this.view, base, whole);
    if (named) return delta === undefined ? undefined : JSON.stringify(this.#named(delta));
    this.#deltaFrom = sent;
    this.#deltaText = delta === undefined ? undefined : JSON.stringify(delta);
    return this.#deltaText;
  }

  /** Whether the view says the same of both versions, so that this one need not be sent. */
  repeats(sent: SequencedEvent, nowMs: number): boolean {
    if (this.view.sameAs === undefined) return false;
    const whole = this.message(nowMs);
    const base = sayEvent(this.view, sent, { occasion: 'live', nowMs });
    return whole !== undefined && base !== undefined && saysSame(this.view, base, whole);
  }

  #named(message: JsonObject | undefined): JsonObject | undefined {
    return message === undefined ? undefined : nameAccount(message, this.update.event.account);
  }
}
