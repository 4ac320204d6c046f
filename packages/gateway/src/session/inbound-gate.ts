import type { Clock, Timer } from '../clock.ts';
import { SlidingWindow } from '../sliding-window.ts';

/** Bounds on what one connection may send. */
export interface InboundLimits {
  /** @default 200 (ruling 14) */
  readonly inboundMessages: number;
  /** @default 2000 ms */
  readonly inboundWindowMs: number;
  /** How long it may stay above. @default 10,000 ms */
  readonly inboundPatienceMs: number;
  /** Frames that are not JSON. @default 20 (ruling 16) */
  readonly maxUnreadableFrames: number;
  /** @default 60,000 ms */
  readonly unreadableWindowMs: number;
}

/** What becomes of an inbound message. */
export type InboundVerdict =
  | 'read'
  /** Discarded unread. */
  | 'discard'
  /** Discarded unread, and the first in its window: say so once. */
  | 'discard-and-tell'
  /** Above the limit for too long: close 4429. */
  | 'close';

/** Guards a session against floods. Costs nothing until something comes in. */
export class InboundGate {
  readonly #limits: InboundLimits;
  readonly #clock: Clock;
  #messages: SlidingWindow | undefined;
  #unreadable: SlidingWindow | undefined;
  #aboveSinceMs: number | undefined;
  #lastDiscardMs = Number.NEGATIVE_INFINITY;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #pause: Timer | undefined;

  constructor(limits: InboundLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Judges a data frame before it is looked at. */
  message(): InboundVerdict {
    const nowMs = this.#clock.monotonicMs();
    if (this.#window().tryTake(nowMs)) return 'read';
    const { inboundWindowMs, inboundPatienceMs } = this.#limits;
    // Above the limit means: discarding, without a whole window of peace in between.
    if (nowMs - this.#lastDiscardMs > inboundWindowMs) this.#aboveSinceMs = nowMs;
    this.#aboveSinceMs ??= nowMs;
    this.#lastDiscardMs = nowMs;
    if (nowMs - this.#aboveSinceMs >= inboundPatienceMs) return 'close';
    if (nowMs - this.#toldAtMs < inboundWindowMs) return 'discard';
    this.#toldAtMs = nowMs;
    return 'discard-and-tell';
  }

  /** Counts a control frame; above the limit `pause` is called, and `resume` when there is room again. */
  control(port: { pause: () => void; resume: () => void }): void {
    const nowMs = this.#clock.monotonicMs();
    const window = this.#window();
    if (window.tryTake(nowMs) || this.#pause !== undefined) return;
    port.pause();
    this.#pause = this.#clock.after(Math.max(1, window.freeAtMs() - nowMs), () => {
      this.#pause = undefined;
      port.resume();
    });
  }

  /** Counts a frame that is not JSON; true when it is one too many. */
  unreadable(): boolean {
    const { maxUnreadableFrames, unreadableWindowMs } = this.#limits;
    const nowMs = this.#clock.monotonicMs();
    this.#unreadable ??= new SlidingWindow({ count: maxUnreadableFrames, windowMs: unreadableWindowMs });
    this.#unreadable.take(nowMs);
    // The limit itself already closes: "20 frames in 60 s" is the twentieth.
    return !this.#unreadable.hasRoom(nowMs);
  }

  stop(): void {
    this.#pause?.cancel();
    this.#pause = undefined;
  }

  #window(): SlidingWindow {
    this.#messages ??= new SlidingWindow({
      count: this.#limits.inboundMessages,
      windowMs: this.#limits.inboundWindowMs,
    });
    return this.#messages;
  }
}
