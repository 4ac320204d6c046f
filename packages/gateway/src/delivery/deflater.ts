import { constants, deflateRawSync } from 'node:zlib';
import type { Clock } from '../clock.ts';
import { deflateWindowBits } from '../compression.ts';
import type { Compression } from '../compression.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import { deflatedFrame, payloadOf, textFrame } from './frame.ts';
import { TimeBudget } from './time-budget.ts';

const windowBytes = 2 ** deflateWindowBits;
/** Every message ends with these bytes of an empty block, so they are not sent (RFC 7692 section 7.2.1). */
const emptyBlockBytes = 4;
const settings = { windowBits: deflateWindowBits, memLevel: 5, finishFlush: constants.Z_SYNC_FLUSH };
/** By so much what cannot be compressed is longer at most, up to `maxDeflateBytes`; so its output is one piece. */
const spareBytes = 64;

/** Options of compression. */
export interface DeflateOptions {
  /** Bytes from which a message is compressed, or the small ones of a batch together. @default 1024: less gains little */
  readonly compressionMinBytes: number;
  /**
   * Readers of one stream from which its small messages are compressed.
   * @default 16: one takes 20 µs however small, as long as about ten writes
   */
  readonly compressionMinReaders: number;
  /** Time for compression in each second, in ms; what comes when it is spent goes plain. @default 200 */
  readonly compressionMsPerSecond: number;
  /** Bytes above which a message goes plain, because compressing cannot be interrupted. @default 256 KiB: about 3 ms */
  readonly maxDeflateBytes: number;
  /** Text whose compressed frames are kept for readers that catch up, in UTF-16 units. @default 1 Mi */
  readonly maxDeflatedChars: number;
}

/** What compressing works with. */
export interface DeflaterParts {
  readonly clock: Clock;
  readonly stats: DeliveryStats;
}

/** A batch that was compressed last. */
interface Done {
  readonly plain: readonly Buffer[];
  readonly together: boolean;
  readonly frames: readonly Buffer[];
}

const isSame = (one: readonly Buffer[], other: readonly Buffer[]): boolean =>
  one.length === other.length && one.every((frame, index) => frame === other[index]);

/**
 * Compresses frames for all who agreed to it (RFC 7692), once for whoever shares them. Compressed and plain frames may
 * follow each other in any order, so only what is worth its time is compressed, and what does not shrink stays.
 *
 * A context never reaches beyond a batch: members get a batch whole, but not all of them had the one before it.
 */
export class Deflater {
  readonly #options: DeflateOptions;
  readonly #stats: DeliveryStats;
  readonly #clock: Clock;
  readonly #budget: TimeBudget;
  readonly #alone = new WeakMap<Buffer, Buffer>();
  #done: Done = { plain: [], together: false, frames: [] };
  #texts = new Map<string, Buffer>();
  #chars = 0;

  constructor(options: DeflateOptions, { clock, stats }: DeflaterParts) {
    this.#options = options;
    this.#clock = clock;
    this.#stats = stats;
    this.#budget = new TimeBudget(options.compressionMsPerSecond, clock);
  }

  /** The frames of a batch for so many readers: large ones always, small ones together where many share the cost. */
  batch(plain: readonly Buffer[], compression: Compression, readers: number): readonly Buffer[] {
    if (compression === 'none') return plain;
    const { compressionMinReaders } = this.#options;
    const together = compression === 'per-batch' && readers >= compressionMinReaders && this.#isMuch(plain);
    if (!together && !plain.some((frame) => this.#isLarge(frame))) return plain;
    // Audiences that differ in what they might hear mostly hear the same.
    if (this.#done.together !== together || !isSame(this.#done.plain, plain)) {
      this.#done = { plain, together, frames: this.#deflateBatch(plain, together) };
    }
    return this.#done.frames;
  }

  /** A text as a frame for one reader that catches up; a thousand of them who come back at once cost one compression. */
  textFrame(text: string, compression: Compression): Buffer {
    const plain = textFrame(text);
    if (compression === 'none' || !this.#isLarge(plain)) return plain;
    const present = this.#texts.get(text);
    if (present !== undefined) return present;
    const frame = this.#deflate(plain);
    if (frame === undefined) return plain;
    this.#chars += text.length;
    if (this.#chars > this.#options.maxDeflatedChars) {
      // What is said again is said at once; starting over is cheaper than keeping an order.
      this.#texts = new Map();
      this.#chars = text.length;
    }
    this.#texts.set(text, frame);
    return frame;
  }

  #deflateBatch(plain: readonly Buffer[], together: boolean): readonly Buffer[] {
    let window = Buffer.alloc(0);
    return plain.map((frame) => {
      const isLarge = this.#isLarge(frame);
      if (!isLarge && !together) return frame;
      const deflated = isLarge ? this.#deflateAlone(frame) : (this.#deflate(frame, { window }) ?? frame);
      // A reader's window holds what came to it compressed, and nothing else.
      if (deflated !== frame) window = Buffer.concat([window, payloadOf(frame)]).subarray(-windowBytes);
      return deflated;
    });
  }

  /** A large one refers to nothing before it, so that audiences with other messages around it share it. */
  #deflateAlone(frame: Buffer): Buffer {
    const present = this.#alone.get(frame);
    if (present !== undefined) return present;
    const deflated = this.#deflate(frame);
    if (deflated !== undefined) this.#alone.set(frame, deflated);
    return deflated ?? frame;
  }

  /**
   * The frame compressed with references into a window, or as it is where that is no longer; `undefined` when the time
   * for it is spent. What opens a window is compressed even so: by itself a small message hardly ever shrinks, and only
   * what was compressed can be referred to.
   */
  #deflate(frame: Buffer, into?: { readonly window: Buffer }): Buffer | undefined {
    const payload = payloadOf(frame);
    if (payload.length > this.#options.maxDeflateBytes) return frame;
    const stats = this.#stats;
    const startedMs = this.#clock.monotonicMs();
    const opens = into?.window.length === 0;
    const dictionary = into === undefined || opens ? {} : { dictionary: into.window };
    const chunkSize = payload.length + spareBytes;
    const raw = this.#budget.spend(() => deflateRawSync(payload, { ...settings, ...dictionary, chunkSize }));
    if (raw === undefined) {
      stats.deflateSkipped += 1;
      return undefined;
    }
    stats.deflateMs += this.#clock.monotonicMs() - startedMs;
    const deflated = raw.subarray(0, -emptyBlockBytes);
    const isBetter = opens || deflated.length < payload.length;
    stats.deflateInBytes += payload.length;
    stats.deflateOutBytes += isBetter ? deflated.length : payload.length;
    return isBetter ? deflatedFrame(deflated) : frame;
  }

  #isLarge(frame: Buffer): boolean {
    return frame.length >= this.#options.compressionMinBytes;
  }

  #isMuch(frames: readonly Buffer[]): boolean {
    let bytes = 0;
    for (const frame of frames) bytes += frame.length;
    return bytes >= this.#options.compressionMinBytes;
  }
}
