import { PitwallError, updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { EventLog } from '../log/event-log.ts';
import type { EventRing } from '../log/event-ring.ts';
import type { RetainedState } from '../state/retained-state.ts';
import type { Audience } from './audience.ts';
import type { Audiences } from './audiences.ts';
import { withCursor } from './batch.ts';
import { countUntranslatable } from '../observe/delivery-stats.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import { hears, streamSeqOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import type { HeldVersions } from './held-versions.ts';
import type { ReplayCache } from './replay-cache.ts';
import { viewOf } from './say.ts';
import { unitsOf, unitText, versionsAtHead } from './units.ts';
import type { Unit } from './units.ts';

/** Where a reader starts to catch up. */
export interface CatchUpStart {
  readonly hearing: Hearing;
  /** It has every `every` update up to here. */
  readonly afterSeq: number;
  /** It holds these versions of states. */
  readonly held: HeldVersions;
  /**
   * A reader that never joins an audience, such as a poll: it gets the newest versions, not those of an audience.
   * @default false
   */
  readonly alone?: boolean;
  /** Topics heard anew whose past `every` updates since a moment are wanted too. */
  readonly history?: { readonly topics: ReadonlySet<string>; readonly sinceMs: number };
}

/** Options of catching up. */
export interface CatchUpOptions {
  /** Text in one page. @default 64 KiB: one big write stalls everybody else and lags the reader again */
  readonly maxPageChars: number;
  /** Events read from the log at once when memory no longer reaches back. @default 512 */
  readonly logPageEvents: number;
}

/** What catching up works with. */
export interface CatchUpParts {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly tail: EventRing;
  readonly state: RetainedState;
  readonly audiences: Audiences;
  readonly cache: ReplayCache;
  readonly stats: DeliveryStats;
}

/** What one step of catching up came to. */
export type CatchUpStep =
  /** A page to be written; take the next step when it has drained. */
  | { readonly is: 'page'; readonly texts: readonly string[] }
  /**
   * The last page. Once it is written the reader stands exactly at its audience's position: it must be written and the
   * reader admitted before this turn of the event loop ends.
   */
  | { readonly is: 'caught-up'; readonly texts: readonly string[] };

/**
 * A cursor on the log that is on its way to an audience. The one way in for new readers, resuming ones and slow ones:
 * missed `every` updates in order, then the value of each unit that the reader lacks, then membership.
 *
 * Every step first brings the reader to the head of `every` updates, then gives it states; so a state never comes
 * before an `every` update that it includes.
 */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #parts: CatchUpParts;
  readonly #hearing: Hearing;
  readonly #held: HeldVersions;
  readonly #alone: boolean;
  #history: CatchUpStart['history'];
  /** How far the history was given; unknown before its first page. */
  #historySeq: number | undefined;
  #cursorSeq: number;
  #conflated = 0;
  #dropped = 0;

  constructor(options: CatchUpOptions, parts: CatchUpParts, start: CatchUpStart) {
    this.#options = options;
    this.#parts = parts;
    this.#hearing = start.hearing;
    this.#held = start.held;
    this.#alone = start.alone === true;
    this.#history = start.history;
    this.#cursorSeq = start.afterSeq;
  }

  /** Every `every` update up to here was given. */
  get cursorSeq(): number {
    return this.#cursorSeq;
  }

  /** `latest` updates that were passed over on the way. */
  get conflated(): number {
    return this.#conflated;
  }

  /** Bounded updates that were passed over on the way. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Which versions of states it has by now. */
  get held(): HeldVersions {
    return this.#held;
  }

  /** The cursor of a reader that has everything by now: the newest seq of what its hearing may see. */
  get streamSeq(): number {
    return streamSeqOf(this.#hearing, this.#parts.state);
  }

  /** The audience to join, made at the state's head when this is its first reader. */
  audience(): Audience {
    return this.#parts.audiences.findOrMake(this.#hearing, streamSeqOf(this.#hearing, this.#parts.state));
  }

  /** Takes one step. Rejects or throws with `CURSOR_EXPIRED` when the log no longer reaches back to the cursor. */
  step(): CatchUpStep | Promise<CatchUpStep> {
    if (this.#history !== undefined) return this.#historyStep(this.#history);
    const events = this.#parts.tail.after(this.#cursorSeq) ?? this.#quietTail();
    if (events === undefined) return this.#logStep();
    const page = new Page(this.#options.maxPageChars);
    for (const event of events) {
      this.#cursorSeq = event.seq;
      this.#pass(event, page);
      if (page.isFull) return { is: 'page', texts: page.texts };
    }
    return this.#stateStep(page);
  }

  /**
   * The end of the tail for a reader that nothing was written for since its cursor, however far retention went on: it
   * lacks nothing. `undefined` when it may lack something.
   */
  #quietTail(): Iterable<SequencedEvent> | undefined {
    if (this.#cursorSeq < streamSeqOf(this.#hearing, this.#parts.state)) return undefined;
    this.#cursorSeq = Math.max(this.#cursorSeq, this.#parts.tail.headSeq);
    return this.#parts.tail.after(this.#cursorSeq);
  }

  async #logStep(): Promise<CatchUpStep> {
    const page = new Page(this.#options.maxPageChars);
    const read = await this.#parts.log.read({ afterSeq: this.#cursorSeq, limit: this.#options.logPageEvents });
    for (const event of read.events) {
      this.#cursorSeq = event.seq;
      this.#pass(event, page);
      if (page.isFull) return { is: 'page', texts: page.texts };
    }
    this.#cursorSeq = Math.max(this.#cursorSeq, read.through);
    return { is: 'page', texts: page.texts };
  }

  /** The past of newly heard topics, up to the cursor: from there on it comes with everything else. */
  async #historyStep(history: NonNullable<CatchUpStart['history']>): Promise<CatchUpStep> {
    const page = new Page(this.#options.maxPageChars);
    const hearing: Hearing = { ...this.#hearing, topics: history.topics };
    this.#historySeq ??= await this.#parts.log.seqBefore(history.sinceMs);
    const request = { afterSeq: this.#historySeq, limit: this.#options.logPageEvents };
    const read = await this.#parts.log.read(request).catch((thrown: unknown) => {
      // History is a courtesy: what retention took is simply no longer there.
      if (thrown instanceof PitwallError && thrown.code === 'CURSOR_EXPIRED') return undefined;
      throw thrown;
    });
    let reached = read?.through ?? this.#cursorSeq;
    for (const event of read?.events ?? []) {
      if (event.seq > this.#cursorSeq) break;
      if (updateRuleOf(event).delivery === 'every' && hears(hearing, event)) this.#sayEvent(event, page);
      if (!page.isFull) continue;
      reached = event.seq;
      break;
    }
    this.#historySeq = reached;
    if (reached >= this.#cursorSeq) this.#history = undefined;
    return { is: 'page', texts: page.texts };
  }

  #stateStep(page: Page): CatchUpStep {
    const audience = this.#alone ? undefined : this.#parts.audiences.find(this.#hearing);
    if (audience !== undefined) this.#bringToPosition(audience);
    const versions = audience ?? versionsAtHead(this.#parts.state);
    const stampSeq = audience?.cursorSeq ?? streamSeqOf(this.#hearing, this.#parts.state);
    const context = { occasion: 'snapshot', nowMs: this.#parts.clock.now() } as const;
    for (const unit of unitsOf(this.#hearing, this.#parts.state, versions)) {
      if (this.#held.holds(unit.unitId, unit.topics, unit.seq)) continue;
      if (page.isFull) return { is: 'page', texts: page.texts };
      this.#held.give(unit.unitId, unit.seq);
      const text = this.#unitText(unit, context);
      if (text !== undefined) page.add(this.#stamped(text, stampSeq));
    }
    return { is: 'caught-up', texts: page.texts };
  }

  /** Flushes the audience so that its members and this reader stand at the same `every` update. */
  #bringToPosition(audience: Audience): void {
    if (this.#hearing.delta) {
      const newer = [...audience.waitingUnits()].filter((unit) =>
        this.#held.mayExceed(unit.unitId, unit.topics, unit.sentSeq),
      );
      for (const unit of newer) audience.settle(unit.unitId);
    }
    audience.flush();
  }

  #unitText(unit: Unit, context: { occasion: 'snapshot'; nowMs: number }): string | undefined {
    const text = unitText(this.#hearing, unit, context);
    if (text !== undefined) return text;
    if (unit.view.mode === 'each') countUntranslatable(this.#parts.stats, this.#hearing.dialect.name, unit.kind);
    return undefined;
  }

  #pass(event: SequencedEvent, page: Page): void {
    if (!hears(this.#hearing, event)) return;
    const { delivery } = updateRuleOf(event);
    if (delivery === 'every') this.#sayEvent(event, page);
    else if (delivery === 'latest') this.#conflated += 1;
    else this.#dropped += 1;
  }

  #sayEvent(event: SequencedEvent, page: Page): void {
    const view = viewOf(this.#hearing.dialect, event.kind);
    if (view?.mode !== 'each') return;
    const at = { occasion: 'replay', nowMs: this.#parts.clock.now() } as const;
    const text = this.#parts.cache.text(this.#hearing, view, event, at);
    if (text !== undefined) page.add(this.#stamped(text, event.seq));
  }

  #stamped(text: string, seq: number): string {
    return this.#hearing.cursor ? withCursor(text, this.#parts.log.epoch, seq) : text;
  }
}

/** Messages of one page. */
class Page {
  readonly texts: string[] = [];
  readonly #maxChars: number;
  #chars = 0;

  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  get isFull(): boolean {
    return this.#chars >= this.#maxChars;
  }

  add(text: string): void {
    this.texts.push(text);
    this.#chars += text.length;
  }
}
