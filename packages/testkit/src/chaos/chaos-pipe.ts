import type { Socket } from 'node:net';

/** What a pipe may be told to do to the bytes that go through it. */
export interface PipeFaults {
  /** How long each chunk is held back, in ms. */
  readonly delayMs: number;
  /** Bytes a second that go through. @default unlimited */
  readonly bytesPerSecond: number | undefined;
  /** Nothing goes through; what comes waits. */
  readonly stalled: boolean;
}

/** A pipe that does no harm. */
export const harmless: PipeFaults = { delayMs: 0, bytesPerSecond: undefined, stalled: false };

/** Runs something later. */
export type Schedule = (afterMs: number, run: () => void) => void;

/** Most bytes that go through at once while a pipe is throttled, so that a throttle is felt at once. */
const throttledChunkBytes = 1024;

/** Most bytes that wait in a pipe before its source is no longer read: a stall then reaches the sender, as a full link does. */
const maxWaitingBytes = 64 * 1024;

/**
 * One direction of a connection through a chaos proxy. Bytes keep their order whatever is done to them, as TCP would have it;
 * only `corruptNext` changes one.
 */
export class ChaosPipe {
  readonly #source: Socket;
  readonly #target: Socket;
  readonly #schedule: Schedule;
  readonly #onCorrupted: () => void;
  #faults: PipeFaults = harmless;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #corruptNext = false;
  #busy = false;
  #sourceEnded = false;
  #passedBytes = 0;

  constructor(source: Socket, target: Socket, schedule: Schedule, onCorrupted: () => void) {
    this.#source = source;
    this.#target = target;
    this.#schedule = schedule;
    this.#onCorrupted = onCorrupted;
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => {
      this.#sourceEnded = true;
      this.#advance();
    });
    target.on('drain', () => this.#advance());
  }

  /** Bytes that went through. */
  get passedBytes(): number {
    return this.#passedBytes;
  }

  /** From now on does this to what comes, and to what waits already. */
  set(faults: PipeFaults): void {
    this.#faults = faults;
    this.#advance();
  }

  /** Flips a bit in the next chunk that goes through. */
  corruptNext(): void {
    this.#corruptNext = true;
  }

  /** Ends this direction after what went through; what waits is lost. The other direction goes on. */
  halfClose(): void {
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#source.removeAllListeners('data');
    this.#source.resume();
    this.#target.end();
  }

  #take(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > maxWaitingBytes) this.#source.pause();
    this.#advance();
  }

  #advance(): void {
    if (this.#busy || this.#faults.stalled || this.#target.destroyed) return;
    const chunk = this.#nextChunk();
    if (chunk === undefined) {
      if (this.#sourceEnded && this.#waiting.length === 0) this.#target.end();
      return;
    }
    const { bytesPerSecond, delayMs } = this.#faults;
    const waitMs = delayMs + (bytesPerSecond === undefined ? 0 : (chunk.length / bytesPerSecond) * 1000);
    if (waitMs === 0) {
      this.#pass(chunk);
      return;
    }
    this.#busy = true;
    this.#schedule(waitMs, () => {
      this.#busy = false;
      this.#pass(chunk);
    });
  }

  #nextChunk(): Buffer | undefined {
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    const most = this.#faults.bytesPerSecond === undefined ? first.length : throttledChunkBytes;
    const chunk = first.subarray(0, most);
    if (chunk.length === first.length) this.#waiting.shift();
    else this.#waiting[0] = first.subarray(most);
    this.#waitingBytes -= chunk.length;
    if (this.#waitingBytes <= maxWaitingBytes) this.#source.resume();
    return chunk;
  }

  #pass(chunk: Buffer): void {
    if (this.#target.destroyed || this.#target.writableEnded) return;
    this.#passedBytes += chunk.length;
    const hasRoom = this.#target.write(this.#corruptNext ? this.#corrupted(chunk) : chunk);
    // Without room the next goes when the target has drained, so that a reader that stops is felt by the sender.
    if (hasRoom) this.#advance();
  }

  #corrupted(chunk: Buffer): Buffer {
    this.#corruptNext = false;
    this.#onCorrupted();
    const bad = Buffer.from(chunk);
    const middle = Math.floor(bad.length / 2);
    bad[middle] = (bad[middle] ?? 0) ^ 0x10;
    return bad;
  }
}
