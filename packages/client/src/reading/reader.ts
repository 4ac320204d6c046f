import type { ClientError } from '../client-error.ts';
import type { Dropped, Filter, Gap, Live } from '../contract.ts';
import type { Fact } from '../fact.ts';
import type { Clock } from '../ports.ts';
import type { WireFact } from '../wire/messages.ts';
import { isAfter, numberOf } from '../wire/seq.ts';
import { applyDelta } from './delta.ts';
import { toFact } from './fact-of.ts';
import { isWanted } from './filter.ts';

/** What one reader asks for, over whichever way. */
export interface Wish {
  readonly filter: Filter;
  readonly snapshot: boolean;
  readonly delta: boolean;
  readonly maxRatePerKeyMs?: number;
}

/** Where a reader's facts go. */
export interface Sink {
  /** A stream begins, or begins anew. `isWhole`: all present values will come before `live`, so what does not come is there no more. */
  begun(isWhole: boolean): void;
  fact(fact: Fact): void;
  gap(gap: Gap): void;
  live(live: Live): void;
  dropped(dropped: Dropped): void;
  /** The way is gone for now: nothing is known of what happens. */
  interrupted(): void;
  /** It will never be fed again. */
  ended(error?: ClientError): void;
}

/** Counts what came twice. */
export interface ReaderParts {
  readonly clock: Clock;
  readonly sink: Sink;
  readonly repeated: () => void;
}

/** How a way's fact is to be read. */
export type FactForm = 'event' | 'snapshot' | 'delta';

/**
 * One reader of the log: where it stands, and what it makes of what comes. The ways that feed it change (a socket, an event
 * stream, pages); its cursor outlives them.
 */
export class Reader {
  readonly wish: Wish;
  readonly #parts: ReaderParts;
  /** Everything that must arrive was taken in up to here. */
  cursor: string | undefined;
  isLive = false;
  isOver = false;
  /** Up to here all that must arrive was had before this resume; a missed event is later. */
  #resumedAt: number | undefined;
  /** Versions that deltas change. */
  readonly #versions = new Map<string, WireFact>();

  constructor(wish: Wish, since: string | undefined, parts: ReaderParts) {
    this.wish = wish;
    this.cursor = since;
    this.#parts = parts;
  }

  /** A stream begins at `cursor`. `recovered`: it goes on from the reader's own cursor. */
  begun(cursor: string, recovered: boolean): void {
    this.isLive = false;
    this.#resumedAt = recovered ? numberOf(cursor) : undefined;
    this.cursor = cursor;
    this.#versions.clear();
    this.#parts.sink.begun(this.wish.snapshot);
  }

  /** A fact came. False when it is a change of a version that was never had: something was lost. */
  fact(fact: WireFact, form: FactForm, base?: string): boolean {
    const whole = form === 'delta' ? this.#whole(fact, base) : fact;
    if (whole === undefined) return false;
    if (this.wish.delta) this.#versions.set(idOf(fact), whole);
    if (form === 'event' && this.#resumedAt !== undefined && numberOf(fact.seq) <= this.#resumedAt) {
      this.#parts.repeated();
      return true;
    }
    if (form === 'snapshot' && !this.wish.snapshot) return true;
    if (isWanted(whole, this.wish.filter)) this.#parts.sink.fact(this.#factOf(whole, form === 'snapshot'));
    return true;
  }

  /** Everything that must arrive was taken in up to here. */
  passed(cursor: string): void {
    if (this.cursor === undefined || isAfter(cursor, this.cursor)) this.cursor = cursor;
  }

  gap(gap: Gap): void {
    this.#parts.sink.gap(gap);
  }

  /** Nothing is lacking up to `cursor`. */
  live(live: Live): void {
    this.cursor = live.cursor;
    this.isLive = true;
    this.#resumedAt = undefined;
    this.#parts.sink.live(live);
  }

  dropped(dropped: Dropped): void {
    this.#parts.sink.dropped(dropped);
  }

  /** The way that fed it is gone. */
  interrupted(): void {
    if (this.isOver) return;
    this.isLive = false;
    this.#parts.sink.interrupted();
  }

  ended(error?: ClientError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.isLive = false;
    this.#parts.sink.ended(error);
  }

  #whole(delta: WireFact, base: string | undefined): WireFact | undefined {
    const version = this.#versions.get(idOf(delta));
    return version === undefined || version.seq !== base ? undefined : applyDelta(version, delta);
  }

  #factOf(wire: WireFact, isSnapshot: boolean): Fact {
    return toFact(wire, { isSnapshot, arrivedAt: this.#parts.clock.now() });
  }
}

const idOf = ({ kind, key, account }: WireFact): string => `${kind}\n${account}\n${key}`;
