import { parseCursor, PitwallError } from '@pitwall/model';
import type { CatchUp } from '../delivery/catch-up.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Hearing } from '../delivery/hearing.ts';
import { unitsOf, versionsAtHead } from '../delivery/units.ts';
import type { HttpOptions } from './http-options.ts';
import type { PollPosition } from './poll-cursor.ts';
import { PollHeld } from './poll-held.ts';
import { streamSeqOf } from './stream-seq.ts';

/** What one read came to. */
export interface PollPage {
  /** Messages as JSON. */
  readonly texts: readonly string[];
  /** Where the reader stands once it has them. */
  readonly position: PollPosition;
  /** There is more already. */
  readonly more: boolean;
}

/** What a poll works with. */
export interface PollParts {
  readonly delivery: Delivery;
  readonly hearing: Hearing;
  /** Whether the client went away, so that nothing more need be read for it. */
  readonly isGone: () => boolean;
}

const stampOf = (text: string | undefined): number => {
  const message: unknown = JSON.parse(text ?? 'null');
  const stamp: unknown = typeof message === 'object' && message !== null ? Reflect.get(message, 'seq') : undefined;
  if (typeof stamp !== 'string') throw new PitwallError('INTERNAL', 'A message that is polled carries no cursor');
  return parseCursor(stamp).seq;
};

/** Reads what a polling client lacks, by the same catching up that brings every other reader to the present. */
export class Poll {
  readonly #options: Pick<HttpOptions, 'maxPollMessages' | 'maxPollPages'>;
  readonly #parts: PollParts;

  constructor(options: Pick<HttpOptions, 'maxPollMessages' | 'maxPollPages'>, parts: PollParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The newest seq that this poll may know of. */
  get streamSeq(): number {
    return streamSeqOf(this.#parts.hearing.accounts, this.#parts.delivery.state);
  }

  /** A reader that has nothing: it gets the present states. */
  fresh(): PollPosition {
    return { everySeq: this.streamSeq, statesThroughSeq: undefined };
  }

  /** Whether all that a reader of this position lacks is still there. */
  honours({ everySeq }: PollPosition): boolean {
    const { delivery } = this.#parts;
    if (everySeq > delivery.headSeq) return false;
    // Where nothing of its accounts came since, it lacks nothing, however far retention went on.
    return everySeq >= this.streamSeq || delivery.honours(everySeq);
  }

  /**
   * Reads from a position: missed `every` updates in order, then states. Rejects with `CURSOR_EXPIRED` when the log no
   * longer reaches back.
   */
  async read(from: PollPosition): Promise<PollPage> {
    const { delivery, hearing } = this.#parts;
    const { streamSeq } = this;
    const upToDate = from.everySeq >= streamSeq;
    if (upToDate && from.statesThroughSeq !== undefined && from.statesThroughSeq >= streamSeq) {
      return { texts: [], position: from, more: false };
    }
    const held = new PollHeld(from.statesThroughSeq, hearing.topics);
    const afterSeq = upToDate ? delivery.headSeq : from.everySeq;
    const catchUp = delivery.catchUp({ hearing, afterSeq, held, alone: true });
    const texts: string[] = [];
    for (let page = 1; ; page += 1) {
      const taken = catchUp.step();
      // Awaiting what is no promise would let something be published between the last update and the states.
      const step = taken instanceof Promise ? await taken : taken;
      texts.push(...step.texts);
      const cutSeq = this.#cutSeq(catchUp, texts, step.is === 'caught-up' ? 0 : page);
      if (cutSeq !== undefined) {
        const everySeq = Math.max(from.everySeq, Math.min(cutSeq, catchUp.streamSeq));
        return { texts, position: { everySeq, statesThroughSeq: from.statesThroughSeq }, more: true };
      }
      if (step.is === 'caught-up') return this.#addStates(catchUp, { from, held, texts });
    }
  }

  /** Cuts `every` updates where there is room for no more, and tells at which seq; `undefined` to go on. `page` 0 is the last. */
  #cutSeq(catchUp: CatchUp, texts: string[], page: number): number | undefined {
    const { maxPollMessages, maxPollPages } = this.#options;
    if (texts.length > maxPollMessages) {
      texts.length = maxPollMessages;
      return stampOf(texts.at(-1));
    }
    if (page === 0) return undefined;
    const stops = texts.length === maxPollMessages || page >= maxPollPages || this.#parts.isGone();
    return stops ? catchUp.cursorSeq : undefined;
  }

  /** Adds the lacking states for which there is room, as they are at the moment that `every` updates reached. */
  #addStates(catchUp: CatchUp, at: { from: PollPosition; held: PollHeld; texts: string[] }): PollPage {
    const { from, held, texts } = at;
    const everySeq = Math.max(from.everySeq, catchUp.streamSeq);
    const room = this.#options.maxPollMessages - texts.length;
    const lacking = this.#lackingVersions(from);
    const windowEnd = lacking.length <= room ? Number.POSITIVE_INFINITY : lacking[room - 1];
    if (windowEnd === undefined) return { texts, position: { ...from, everySeq }, more: true };
    held.open(windowEnd);
    for (let done = false; !done;) {
      const step = catchUp.step();
      if (step instanceof Promise) throw new PitwallError('INTERNAL', 'States were to be read from memory');
      texts.push(...step.texts);
      done = step.is === 'caught-up';
    }
    const more = windowEnd !== Number.POSITIVE_INFINITY;
    return { texts, position: { everySeq, statesThroughSeq: more ? windowEnd : everySeq }, more };
  }

  /** Versions of the states that a reader lacks, the oldest first. */
  #lackingVersions(from: PollPosition): readonly number[] {
    const { delivery, hearing } = this.#parts;
    const held = new PollHeld(from.statesThroughSeq, hearing.topics);
    held.open(Number.POSITIVE_INFINITY);
    const lacking: number[] = [];
    for (const unit of unitsOf(hearing, delivery.state, versionsAtHead(delivery.state))) {
      if (!held.holds(unit.unitId, unit.topics, unit.seq)) lacking.push(unit.seq);
    }
    return lacking.toSorted((a, b) => a - b);
  }
}
