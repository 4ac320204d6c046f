import { updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import { placeOf, unitOf, unitsEndedBy } from './past.ts';
import type { Past, Place } from './past.ts';

/** A fact as a reader was told it, which may not say whether it happens now or is so already. */
export interface ToldFact {
  readonly event: SequencedEvent;
  readonly mayBeNews: boolean;
  readonly mayBeValue: boolean;
}

/** How a connection answered the cursor that it was asked to go on from. */
export interface Answer {
  readonly since: string | undefined;
  readonly recovered: boolean;
  /** Where the reader stands if it could not go on. */
  readonly stands: Place;
  /** From where on it is owed what it asked for: later, if it asked later. */
  readonly owedFromSeq: number;
  /** How far the log had forgotten when it answered. */
  readonly horizonSeq: number;
  readonly headSeq: number;
  /** Where the log was when the reader came: what was replaced by then is no present value. */
  readonly cameAtSeq: number;
}

/** What a reckoning knows of what its reader hears. */
export interface Heard {
  readonly name: string;
  /** Whether a fact is of what the reader hears and has words of its own there. */
  readonly hears: (event: SequencedEvent) => boolean;
  /** Whether a finished past is told to new readers as a courtesy. */
  readonly isCourtesy: (event: SequencedEvent) => boolean;
  /** Whether its cursor is behind while it has not been given all that it asked for, so that some is told again after a cut. */
  readonly mayRepeat: boolean;
}

/** Holds what one reader was told against what it was owed. */
export class Reckoning {
  readonly faults: string[] = [];
  /** The seq of the newest value that the reader holds of each thing. */
  readonly held = new Map<string, number>();
  readonly #past: Past;
  readonly #heard: Heard;
  readonly #newest = new Map<string, number>();
  #saidHere = new Set<number>();
  #begin: Place | undefined;
  #high = 0;
  #cameAtSeq = 0;
  /** After which seq the connection goes on. */
  #goesOnAfterSeq = Infinity;
  #isFresh = true;
  #got: number[] = [];
  gaps = 0;
  resumes = 0;

  constructor(past: Past, heard: Heard) {
    this.#past = past;
    this.#heard = heard;
  }

  /** The gateway said whether it goes on after the reader's cursor. */
  answered({ since, recovered, stands, owedFromSeq, horizonSeq, headSeq, cameAtSeq }: Answer): void {
    this.#saidHere = new Set();
    this.#cameAtSeq = cameAtSeq;
    if (recovered) {
      this.resumes += 1;
      this.#isFresh = false;
      if (this.#begin === undefined) this.#restart(stands);
      this.#goesOnAfterSeq = stands.seq;
      return;
    }
    if (since !== undefined) this.#judgeGap(placeOf(since), { horizonSeq, headSeq });
    this.held.clear();
    this.#newest.clear();
    this.#isFresh = true;
    this.#restart({ ...stands, seq: owedFromSeq });
    this.#high = stands.seq;
  }

  told({ event, mayBeNews, mayBeValue }: ToldFact): void {
    const { seq } = event;
    if (!this.#heard.hears(event)) this.#fault(`${seq} was told and is not for it`);
    const { delivery, retain } = updateRuleOf(event);
    if (delivery === 'every') {
      if (mayBeNews && seq > this.#high) this.#take(seq);
      else if (!(mayBeValue && retain === 'set' && this.#isValue(event))) this.#judgeRepetition(event, mayBeNews);
    }
    this.#hold(event, retain);
    this.#saidHere.add(seq);
  }

  /** What is wrong with what it was told up to a cursor. */
  faultsThrough(cursor: Place): readonly string[] {
    if (this.#begin === undefined) return this.faults;
    const { epoch, seq: from } = this.#begin;
    const owed = this.#past.owed(epoch, from, cursor.seq, (event) => this.#heard.hears(event));
    const got = this.#heard.mayRepeat ? this.#got.filter((one) => one <= cursor.seq) : this.#got;
    if (cursor.epoch !== epoch || owed.join() === got.join()) return this.faults;
    const missing = owed.filter((seq) => !got.includes(seq));
    const beyond = got.filter((seq) => !owed.includes(seq));
    return [
      ...this.faults,
      `${this.#heard.name}: from ${from} to ${cursor.seq} it lacks [${missing.join()}], has [${beyond.join()}] beyond`,
    ];
  }

  /** Where the values that it holds differ from those that are and can be shown. */
  staleValues(are: readonly SequencedEvent[], isShown: (event: SequencedEvent) => boolean): readonly string[] {
    const units = new Map(are.map((value) => [unitOf(value), value]));
    const stale = [...units].filter(([unit, value]) => isShown(value) && this.held.get(unit) !== value.seq);
    // Of an end that is not for it, or that a page has no words for, a reader is told by the next snapshot alone.
    const isToldOfEnd = (unit: string): boolean => {
      const end = this.#past.endOf(unit);
      return end !== undefined && this.#heard.hears(end);
    };
    const ended = [...this.held].filter(([unit]) => !units.has(unit) && isToldOfEnd(unit));
    return [
      ...stale.map(([unit, { seq }]) => `${this.#heard.name}: ${unit} is ${seq}, held is ${this.held.get(unit)}`),
      ...ended.map(([unit, seq]) => `${this.#heard.name}: ${unit} is held as ${seq} and is no more`),
    ];
  }

  /** A gap is an excuse; it must be one that the gateway had to make, and what came before it must be whole. */
  #judgeGap(since: Place, { horizonSeq, headSeq }: { readonly horizonSeq: number; readonly headSeq: number }): void {
    this.gaps += 1;
    const isNeeded = since.epoch !== this.#past.epoch || since.seq < horizonSeq || since.seq > headSeq;
    if (!isNeeded) this.#fault(`it cannot go on after ${since.seq}, though the log reaches back to ${horizonSeq}`);
    this.faults.splice(0, Infinity, ...this.faultsThrough(since));
  }

  #restart(begin: Place): void {
    this.#begin = begin;
    this.#high = begin.seq;
    this.#got = [];
  }

  #take(seq: number): void {
    this.#high = seq;
    if (seq > (this.#begin?.seq ?? 0)) this.#got.push(seq);
  }

  #isValue({ seq }: SequencedEvent): boolean {
    return this.#past.isValueAfter(this.#begin?.epoch ?? '', seq, this.#cameAtSeq);
  }

  #judgeRepetition(event: SequencedEvent, mayBeNews: boolean): void {
    const { seq } = event;
    if (mayBeNews && this.#heard.mayRepeat && seq > this.#goesOnAfterSeq && !this.#saidHere.has(seq)) return;
    const isCourtesy = mayBeNews && this.#isFresh && seq <= (this.#begin?.seq ?? 0) && this.#heard.isCourtesy(event);
    if (!isCourtesy) this.#fault(`${seq} was told again after ${this.#high}`);
    else if (this.#saidHere.has(seq)) this.#fault(`${seq} was told twice as a courtesy`);
  }

  #hold(event: SequencedEvent, retain: string): void {
    const unit = unitOf(event);
    const newest = this.#newest.get(unit) ?? 0;
    // A courtesy, and what is told again, is the past of what may be going on by now.
    const isPast = this.#heard.mayRepeat || (this.#isFresh && this.#heard.isCourtesy(event));
    if (event.seq < newest && !isPast) {
      this.#fault(`${unit} went back from ${newest} to ${event.seq}`);
    }
    if (event.seq < newest || (isPast && !this.#isValue(event))) return;
    this.#newest.set(unit, event.seq);
    if (retain === 'set') this.held.set(unit, event.seq);
    for (const ended of unitsEndedBy(event)) {
      if ((this.held.get(ended) ?? Infinity) < event.seq) this.held.delete(ended);
    }
  }

  #fault(text: string): void {
    this.faults.push(`${this.#heard.name}: ${text}`);
  }
}
