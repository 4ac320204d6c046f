import type { Clock } from '@pitwall/gateway';
import type { HeardConnection, SessionSocket, SocketEnding } from '@pitwall/gateway/in-memory';

/** When a gateway learns that a client is gone: at once, or when the connection times out. */
const noticedAfterMs = { atOnce: 0, late: 700 } as const;

/** A connection as bytes: a client reads as much of what is on its way as a test lets it, and it may be cut within any frame. */
export class ByteLine implements SessionSocket {
  /** Whether the client's machine takes nothing more. */
  isStalled = false;
  /** Whether the gateway ended it: what it wrote before can still be read. */
  isEnded = false;
  #isOpen = true;
  readonly #clock: Clock;
  readonly #take: (bytes: Buffer) => void;
  #onTheWay: Buffer[] = [];
  #unsentBytes = 0;
  #heard: HeardConnection | undefined;

  constructor(clock: Clock, take: (bytes: Buffer) => void) {
    this.#clock = clock;
    this.#take = take;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether the gateway hears the client. */
  get isJoined(): boolean {
    return this.#heard !== undefined;
  }

  /** The gateway's side is there. */
  join(heard: HeardConnection): void {
    this.#heard = heard;
    if (!this.#isOpen) heard.gone();
  }

  // The gateway's side.

  write(frames: Buffer): number {
    if (!this.#isOpen || this.isEnded) return 0;
    this.#onTheWay.push(frames);
    if (this.isStalled) this.#unsentBytes += frames.length;
    return this.#unsentBytes;
  }

  unsentBytes(): number {
    return this.#unsentBytes;
  }

  control(frame: 'ping' | 'pong'): void {
    // Any frame is a sign of life, also one that asks for nothing.
    if (frame === 'ping') this.#clock.after(1, () => this.say({}));
  }

  setReading(): void {
    // These clients ask little.
  }

  end(ending: SocketEnding): void {
    this.isEnded = true;
    if (ending.how === 'cut') this.cut(0, false);
    else this.#clock.after(0, () => this.#leave());
  }

  // The client's side.

  say(message: object): void {
    if (this.#isOpen && !this.isEnded) this.#heard?.message(JSON.stringify(message));
  }

  /** Reads this much of what is on its way. */
  read(share: number): void {
    const all = Buffer.concat(this.#onTheWay);
    const taken = Math.floor(all.length * share);
    this.#onTheWay = taken < all.length ? [all.subarray(taken)] : [];
    if (taken > 0) this.#take(all.subarray(0, taken));
  }

  /** The client's machine takes what comes again. */
  flow(): void {
    this.isStalled = false;
    if (this.#unsentBytes === 0) return;
    this.#unsentBytes = 0;
    this.#heard?.drained();
  }

  /** It breaks when this much of what is on its way has arrived. */
  cut(share: number, isNoticedLate: boolean): void {
    if (!this.#isOpen) return;
    this.read(share);
    this.#isOpen = false;
    this.#onTheWay = [];
    this.#unsentBytes = 0;
    const delayMs = isNoticedLate ? noticedAfterMs.late : noticedAfterMs.atOnce;
    if (delayMs === 0) this.#leave();
    else this.#clock.after(delayMs, () => this.#leave());
  }

  /** The gateway's process is dead. */
  orphan(share: number): void {
    this.#heard = undefined;
    this.cut(share, false);
  }

  #leave(): void {
    const heard = this.#heard;
    this.#heard = undefined;
    heard?.gone();
  }
}
