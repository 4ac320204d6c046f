/** Where a chain is begun or taken up. */
export interface ChainStart {
  /** Name of the stream, in each message. */
  readonly stream: string;
  readonly epoch: string;
  /** `seq` that the next message names as the one before it. */
  readonly lastSeq: number;
}

/**
 * The messages of one stream as links: each names the one before it, so that a reader who misses one sees it at the next,
 * whatever its filters leave out. All members of an audience read one chain; a reader on its way there has one of its own.
 */
export class Chain {
  readonly #head: string;
  readonly #epoch: string;
  #lastSeq: number;

  constructor({ stream, epoch, lastSeq }: ChainStart) {
    this.#epoch = epoch;
    this.#head = `"stream":${JSON.stringify(stream)},"seq":"${epoch}.`;
    this.#lastSeq = lastSeq;
  }

  /** `seq` of the last message. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Goes on after a link that was made elsewhere. */
  goOnAfter(seq: number): void {
    this.#lastSeq = seq;
  }

  /**
   * The text of a fact's message as the next link, written at `nowMs`; `baseSeq` is the version that a delta changes. What it
   * adds stands last: of two equal names a reader takes the last, and a publisher's own field must not pass for a link.
   */
  link(text: string, seq: number, nowMs: number, baseSeq?: number): string {
    const comma = text === '{}' ? '' : ',';
    const base = baseSeq === undefined ? '' : `"base":"${this.#epoch}.${baseSeq}",`;
    const prev = `"prev":"${this.#epoch}.${this.#lastSeq}"`;
    this.#lastSeq = seq;
    return `${text.slice(0, -1)}${comma}${base}${this.#head}${seq}",${prev},"sentAt":${nowMs}}`;
  }
}
