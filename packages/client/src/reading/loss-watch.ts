import { isAfter } from '../wire/seq.ts';

/**
 * Finds out whether a message of a stream was lost, by the rules of PROTOCOL.md, “Loss”: each message names the one before
 * it, so that a hole shows at the next message, at `live`, or at a ping when nothing follows. Each rule answers whether all
 * is well; when it is not, nothing is taken over, and the stream is to be asked for anew from its cursor.
 */
export class LossWatch {
  #cursor: string;
  #last: string;
  #isLive = false;

  /** Rule 1: `subscribed` says where it begins. Before its first message is the place that no fact has. */
  constructor(cursor: string) {
    this.#cursor = cursor;
    this.#last = `${cursor.slice(0, cursor.lastIndexOf('.'))}.0`;
  }

  /** Everything that must arrive was received up to here. */
  get cursor(): string {
    return this.#cursor;
  }

  /** Rules 2 and 3: an event, snapshot or delta. A snapshot announces nothing, so it moves no cursor. */
  fact(type: 'event' | 'snapshot' | 'delta', seq: string, prev: string): boolean {
    if (prev !== this.#last) return false;
    this.#last = seq;
    if (type !== 'snapshot' && isAfter(seq, this.#cursor)) this.#cursor = seq;
    return true;
  }

  /** Rule 4: what came on the way to `live` must be whole too; from there on it is the stream that all its readers share. */
  live(prev: string, cursor: string, last: string): boolean {
    if (prev !== this.#last) return false;
    this.#cursor = cursor;
    this.#last = last;
    this.#isLive = true;
    return true;
  }

  /** Rule 5: a ping tells of the tail, where no message follows. It names live streams alone, so the word for that came before. */
  ping(throughSeq: string, last: string): boolean {
    if (!this.#isLive || last !== this.#last) return false;
    this.#cursor = throughSeq;
    return true;
  }
}
