import type { SequencedEvent } from '@pitwall/model';
import type { Chain } from './chain.ts';
import type { Deflater } from './deflater.ts';
import { countUntranslatable } from '../observe/delivery-stats.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import { messageStreamFrame } from './event-stream-frame.ts';
import { textFrame } from './frame.ts';
import type { FrameJoiner } from './frame-joiner.ts';
import type { Hearing } from './hearing.ts';
import type { Saying } from './saying.ts';

/** A message that gathers for the next flush. */
interface Item {
  /** A shared encoding, or a text of this audience alone. */
  readonly said: Saying | string;
  /** The version that this audience sent last, when the message may be said as a change against it. */
  readonly sent: SequencedEvent | undefined;
  /** The audience's cursor once this message is read. */
  readonly stampSeq: number;
  /** Topic of a message that may be dropped. */
  readonly topic: string;
  dropped: boolean;
}

/** A batch as bytes. */
export interface WireBatch {
  readonly frames: Buffer;
  readonly messages: number;
}

/** A batch as plain frames. */
interface FramedBatch {
  readonly frames: readonly Buffer[];
  readonly messages: number;
}

/** Options of a batch. */
export interface BatchOptions {
  /** Most bounded updates in one batch; the oldest make room. @default 1024: a flush comes every turn, so only a flood reaches it */
  readonly maxBoundedPerBatch: number;
}

/** What a batch works with. */
export interface BatchParts {
  readonly hearing: Hearing;
  readonly epoch: string;
  readonly stats: DeliveryStats;
  /** Shared by all batches, because many of them gather the same messages. */
  readonly joiner: FrameJoiner;
  /** Shared likewise. */
  readonly deflater: Deflater;
  /** Where messages are links. @default they are none */
  readonly chain?: Chain | undefined;
}

/** What an audience will be sent at the next flush: made into one buffer of complete frames for all members. */
export class Batch {
  readonly #hearing: Hearing;
  readonly #epoch: string;
  readonly #stats: DeliveryStats;
  readonly #options: BatchOptions;
  readonly #joiner: FrameJoiner;
  readonly #deflater: Deflater;
  readonly #chain: Chain | undefined;
  /** Whether a whole message is the same for all audiences, so that its frame is. */
  readonly #isPlain: boolean;
  #items: Item[] = [];
  #bounded: Item[] = [];
  readonly #droppedByTopic = new Map<string, number>();

  constructor(options: BatchOptions, parts: BatchParts) {
    this.#options = options;
    this.#joiner = parts.joiner;
    this.#deflater = parts.deflater;
    this.#chain = parts.chain;
    this.#hearing = parts.hearing;
    this.#isPlain = !parts.hearing.cursor && !parts.hearing.namesAccount && parts.chain === undefined;
    this.#epoch = parts.epoch;
    this.#stats = parts.stats;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  add(said: Saying | string, stampSeq: number, sent?: SequencedEvent): void {
    this.#items.push({ said, stampSeq, sent, topic: '', dropped: false });
  }

  /** Adds a message that may be dropped for a newer one. */
  addBounded(said: Saying, stampSeq: number, topic: string): void {
    const item: Item = { said, stampSeq, sent: undefined, topic, dropped: false };
    this.#items.push(item);
    this.#bounded.push(item);
    if (this.#bounded.length <= this.#options.maxBoundedPerBatch) return;
    const oldest = this.#bounded.shift();
    if (oldest === undefined) return;
    oldest.dropped = true;
    this.#stats.dropped += 1;
    this.#droppedByTopic.set(oldest.topic, (this.#droppedByTopic.get(oldest.topic) ?? 0) + 1);
  }

  /** Tells readers of what was dropped since they were last told, where the dialect has words for it. */
  tellDropped(stampSeq: number, nowMs: number): void {
    if (this.#droppedByTopic.size === 0) return;
    const { dialect, stream } = this.#hearing;
    const of = stream === undefined ? {} : { stream };
    for (const [topic, count] of this.#droppedByTopic) {
      const message = dialect.encodeReply({ say: 'dropped', topic, count, nowMs, ...of });
      if (message !== undefined) this.add(JSON.stringify(message), stampSeq);
    }
    this.#droppedByTopic.clear();
  }

  /** Takes everything out as bytes for so many readers; `undefined` when nothing remains to be said. */
  take(nowMs: number, readers: number): WireBatch | undefined {
    const items = this.#items;
    this.#items = [];
    this.#bounded = [];
    const wire = this.#hearing.batch ? this.#asArray(items, nowMs) : this.#asFrames(items, nowMs);
    if (wire === undefined) return undefined;
    const frames = this.#deflater.batch(wire.frames, this.#hearing.compression, readers);
    return { frames: this.#joiner.join(frames), messages: wire.messages };
  }

  #asFrames(items: readonly Item[], nowMs: number): FramedBatch | undefined {
    const frames: Buffer[] = [];
    for (const item of items) {
      const frame = this.#frame(item, nowMs);
      if (frame !== undefined) frames.push(frame);
    }
    return frames.length === 0 ? undefined : { frames, messages: frames.length };
  }

  #asArray(items: readonly Item[], nowMs: number): FramedBatch | undefined {
    const texts: string[] = [];
    for (const item of items) {
      const text = this.#text(item, nowMs);
      if (text !== undefined) texts.push(text);
    }
    if (texts.length === 0) return undefined;
    return { frames: [textFrame(`[${texts.join(',')}]`)], messages: texts.length };
  }

  #frame(item: Item, nowMs: number): Buffer | undefined {
    const { said, sent } = item;
    if (typeof said !== 'string' && this.#isPlain && (sent === undefined || !this.#deltas(said))) {
      return this.#goes(item, nowMs) ? said.frame(nowMs) : undefined;
    }
    const text = this.#text(item, nowMs);
    return text === undefined ? undefined : this.#framed(text);
  }

  #framed(text: string): Buffer {
    return this.#hearing.framing === 'event-stream' ? messageStreamFrame(text) : textFrame(text);
  }

  #text(item: Item, nowMs: number): string | undefined {
    if (!this.#goes(item, nowMs)) return undefined;
    const { said, sent } = item;
    const { cursor, namesAccount } = this.#hearing;
    if (typeof said === 'string') {
      const at = { epoch: this.#epoch, seq: item.stampSeq, stampSeq: item.stampSeq };
      return cursor ? stamped(said, this.#hearing, at) : said;
    }
    const delta = sent !== undefined && this.#deltas(said) ? said.deltaText(sent, nowMs, namesAccount) : undefined;
    const text = delta ?? said.text(nowMs, namesAccount);
    if (this.#chain !== undefined) {
      return this.#chain.link(text, said.update.event.seq, nowMs, delta === undefined ? undefined : sent?.seq);
    }
    if (!cursor) return text;
    return stamped(text, this.#hearing, { epoch: this.#epoch, seq: said.update.event.seq, stampSeq: item.stampSeq });
  }

  #deltas(said: Saying): boolean {
    return this.#hearing.delta && said.view.delta !== undefined;
  }

  /** Whether an item is still to be said, has words, and says something new. */
  #goes(item: Item, nowMs: number): boolean {
    const { said, sent } = item;
    if (item.dropped) return false;
    if (typeof said === 'string') return true;
    if (said.message(nowMs) === undefined) {
      countUntranslatable(this.#stats, this.#hearing.dialect.name, said.update.event.kind);
      return false;
    }
    if (sent === undefined || !said.repeats(sent, nowMs)) return true;
    this.#stats.suppressed += 1;
    return false;
  }
}

/**
 * A message with its cursor, which page clients ignore (ruling 6). It stands last, because of two equal names a reader
 * takes the last, and a publisher's own field of that name must not pass for a cursor.
 */
export const withCursor = (text: string, epoch: string, seq: number): string =>
  `${text.slice(0, -1)}${text === '{}' ? '' : ','}"seq":"${epoch}.${seq}"}`;

/** Where a message stands: its fact's own place, and the cursor behind it. */
export interface Stamp {
  readonly epoch: string;
  readonly seq: number;
  readonly stampSeq: number;
}

/** A message with its cursor in the form of its hearing; an event stream takes the cursor off again, as the event's id. */
export const stamped = (text: string, hearing: Hearing, { epoch, seq, stampSeq }: Stamp): string => {
  const isStream = hearing.framing === 'event-stream';
  const placed = withCursor(text, epoch, isStream || hearing.seq === 'own' ? seq : stampSeq);
  return isStream ? `${placed.slice(0, -1)},"cursor":"${epoch}.${stampSeq}"}` : placed;
};
