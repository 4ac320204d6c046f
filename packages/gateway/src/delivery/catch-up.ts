import { PitwallError, updateRuleOf } from '@pitwall/model';
import type { SequencedEvent } from '@pitwall/model';
import { unitIdOf } from '../state/update.ts';
import type { Audience } from './audience.ts';
import type { CatchUpOptions, CatchUpParts, CatchUpStart, CatchUpStep } from './catch-up-contract.ts';
import { hears, nameHearing, streamSeqOf } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import type { HeldVersions } from './held-versions.ts';
import { cursorAmid } from './history.ts';
import type { History } from './history.ts';
import { Page } from './page.ts';
import { framePage } from './page-frames.ts';
import type { SharedPage } from './shared-pages.ts';
import { StateRound } from './state-round.ts';
import { Telling } from './telling.ts';
import { versionsAtHead } from './units.ts';
import type { Unit, Versions } from './units.ts';

/** How often a page may double for a reader whose states change faster than one page holds: to 1 MiB at the defaults. */
const maxPageDoublings = 4;

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
  readonly #audienceName: string;
  readonly #held: HeldVersions;
  readonly #telling: Telling;
  readonly #alone: boolean;
  /** Which versions count: the audience's if there is one at the moment of asking, else the state's. */
  readonly #versions: Versions;
  #histories: readonly History[];
  /** How far the first history was given; unknown before its first page. */
  #historySeq: number | undefined;
  #round: StateRound | undefined;
  /** Pages that did not suffice for what changed between them: the next may be larger. */
  #shortPages = 0;
  #cursorSeq: number;
  #boundedLeft: number;
  readonly #passedOver = { conflated: 0, dropped: 0 };

  constructor(options: CatchUpOptions, parts: CatchUpParts, start: CatchUpStart) {
    this.#options = options;
    this.#parts = parts;
    this.#hearing = start.hearing;
    this.#audienceName = nameHearing(start.hearing);
    this.#held = start.held;
    this.#telling = new Telling(start.hearing, { ...parts, epoch: parts.log.epoch }, start.lastSeq);
    this.#alone = start.alone === true;
    this.#boundedLeft = start.keepsUp === true ? options.maxBoundedPerBatch : 0;
    this.#histories = start.histories ?? [];
    this.#cursorSeq = start.afterSeq;
    const head = versionsAtHead(parts.state);
    this.#versions = {
      eventOf: (unitId) => (this.#presentAudience() ?? head).eventOf(unitId),
      listOf: (account, kind) => (this.#presentAudience() ?? head).listOf(account, kind),
    };
  }

  /** Every `every` update up to here was given. */
  get cursorSeq(): number {
    return this.#cursorSeq;
  }

  /** `latest` and bounded updates that were passed over on the way. */
  get passedOver(): { readonly conflated: number; readonly dropped: number } {
    return this.#passedOver;
  }

  /** `seq` of the link that was given last; `undefined` where messages are no links. */
  get lastSeq(): number | undefined {
    return this.#telling.lastSeq;
  }

  /** Which versions of states it has by now. */
  get held(): HeldVersions {
    return this.#held;
  }

  /** Past updates that it still has to give. */
  get histories(): readonly History[] {
    const [first, ...rest] = this.#histories;
    if (first === undefined || this.#historySeq === undefined) return this.#histories;
    return [{ ...first, from: { afterSeq: this.#historySeq } }, ...rest];
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
    const [history] = this.#histories;
    if (history !== undefined) return this.#historyStep(history);
    const place = this.#place();
    const shared = place === undefined ? undefined : this.#parts.pages.find(place);
    if (shared !== undefined) return this.#takeShared(shared);
    const events = this.#parts.tail.after(this.#cursorSeq) ?? this.#quietTail();
    return events === undefined ? this.#logStep(place) : this.#tailStep(events, place);
  }

  #tailStep(events: Iterable<SequencedEvent>, place: string | undefined): CatchUpStep {
    const page = new Page(this.#options.maxPageChars * 2 ** Math.min(this.#shortPages, maxPageDoublings));
    let scanned = 0;
    for (const event of events) {
      if (page.isWorthwhile && this.#endsBlockBefore(event.seq)) return this.#endPage(page, place);
      this.#cursorSeq = event.seq;
      this.#pass(event, page);
      scanned += 1;
      if (page.isFull || scanned >= this.#options.maxScanEvents) return this.#endPage(page, place);
    }
    // What ends here is shared; with states it would be this reader's alone.
    return place !== undefined && page.isWorthwhile ? this.#endPage(page, place) : this.#stateStep(page);
  }

  /** Where it stands, for pages that do not depend on anything else; `undefined` while they do. */
  #place(): string | undefined {
    const isAsOthers = !this.#alone && this.#round === undefined && this.#boundedLeft <= 0;
    if (!isAsOthers) return undefined;
    return `${this.#cursorSeq} ${this.#telling.lastSeq ?? ''} ${this.#audienceName}`;
  }

  #endsBlockBefore(seq: number): boolean {
    const { logPageEvents } = this.#options;
    return Math.floor(this.#cursorSeq / logPageEvents) < Math.floor(seq / logPageEvents);
  }

  /** Ends a page that began at a place, and keeps it for others there. */
  #endPage(page: Page, place: string | undefined): CatchUpStep {
    if (place === undefined) return { is: 'page', texts: page.texts };
    const { deflater, pages } = this.#parts;
    const frames = framePage(this.#hearing, page.texts, deflater);
    const { given, conflated, dropped } = page;
    const { lastSeq } = this.#telling;
    pages.keep(place, { frames, throughSeq: this.#cursorSeq, lastSeq, given, conflated, dropped });
    return { is: 'page', texts: [], frames };
  }

  #takeShared({ frames, throughSeq, lastSeq, given, conflated, dropped }: SharedPage): CatchUpStep {
    this.#cursorSeq = throughSeq;
    this.#telling.goOnAfter(lastSeq);
    for (const [unitId, seq] of given) this.#held.give(unitId, seq);
    this.#passedOver.conflated += conflated;
    this.#passedOver.dropped += dropped;
    return { is: 'page', texts: [], frames };
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

  #logStep(place: string | undefined): Promise<CatchUpStep> {
    if (place === undefined) return this.#readLog(place);
    // Who waits for another's reading takes its page at the next step, in turn with all the others.
    return this.#parts.pages.makeOnce(place, () => this.#readLog(place), { is: 'page', texts: [] });
  }

  async #readLog(place: string | undefined): Promise<CatchUpStep> {
    const page = new Page(this.#options.maxPageChars);
    const { logPageEvents } = this.#options;
    const limit = logPageEvents - (this.#cursorSeq % logPageEvents);
    const read = await this.#parts.log.read({ afterSeq: this.#cursorSeq, limit });
    for (const event of read.events) {
      this.#cursorSeq = event.seq;
      this.#pass(event, page);
      if (page.isFull) return this.#endPage(page, place);
    }
    this.#cursorSeq = Math.max(this.#cursorSeq, read.through);
    return this.#endPage(page, place);
  }

  /** The past of newly heard topics, up to the cursor: from there on it comes with everything else. */
  async #historyStep(history: History): Promise<CatchUpStep> {
    const page = new Page(this.#options.maxPageChars);
    const hearing: Hearing = { ...this.#hearing, topics: history.topics };
    const { from } = history;
    this.#historySeq ??= 'afterSeq' in from ? from.afterSeq : await this.#parts.log.seqBefore(from.sinceMs);
    const request = { afterSeq: this.#historySeq, limit: this.#options.logPageEvents };
    const read = await this.#parts.log.read(request).catch((thrown: unknown) => {
      if (!history.owed && thrown instanceof PitwallError && thrown.code === 'CURSOR_EXPIRED') return undefined;
      throw thrown;
    });
    let reached = read?.through ?? this.#cursorSeq;
    for (const event of read?.events ?? []) {
      if (event.seq > this.#cursorSeq) break;
      const isDue = updateRuleOf(event).delivery === 'every' && !history.hadAlready(event);
      if (isDue && hears(hearing, event))
        this.#sayEvent(event, page, cursorAmid(this.#histories, event.seq) ?? this.#cursorSeq);
      if (!page.isFull) continue;
      reached = event.seq;
      break;
    }
    this.#historySeq = reached;
    if (reached >= this.#cursorSeq) {
      this.#histories = this.#histories.slice(1);
      this.#historySeq = undefined;
    }
    return { is: 'page', texts: page.texts };
  }

  #stateStep(page: Page): CatchUpStep {
    const { state } = this.#parts;
    this.#round ??= new StateRound({ hearing: this.#hearing, state, versions: this.#versions, held: this.#held });
    const say = this.#sayInto(page);
    if (!this.#round.isOver) this.#round.goOn(say);
    if (!this.#round.isOver) return { is: 'page', texts: page.texts };
    this.#bringToPosition();
    if (!this.#round.finish(say)) {
      this.#shortPages += 1;
      return { is: 'page', texts: page.texts };
    }
    // Whoever steps on after this begins anew.
    this.#round = undefined;
    return { is: 'caught-up', texts: page.texts };
  }

  /** Says units into a page while there is room. */
  #sayInto(page: Page): (unit: Unit) => boolean {
    const at = { stampSeq: this.streamSeq, nowMs: this.#parts.clock.now() };
    return (unit) => {
      if (page.isFull) return false;
      this.#telling.unit(unit, page, at);
      return true;
    };
  }

  /** Flushes the audience so that its members and this reader stand at the same `every` update. */
  #bringToPosition(): void {
    const audience = this.#presentAudience();
    if (audience === undefined) return;
    // Of who holds a newer version than the members, a change from theirs would be wrong, and no change at all one too.
    const newer = [...audience.waitingUnits()].filter((unit) =>
      this.#held.mayExceed(unit.unitId, unit.topics, unit.sentSeq),
    );
    for (const unit of newer) audience.settle(unit.unitId);
    // The flush may find that the last member fell behind: then the audience is gone, and the state's versions count.
    audience.flush();
    audience.reach(this.streamSeq);
  }

  #presentAudience(): Audience | undefined {
    return this.#alone ? undefined : this.#parts.audiences.findNamed(this.#audienceName);
  }

  #pass(event: SequencedEvent, page: Page): void {
    if (!hears(this.#hearing, event)) {
      this.#passLeaving(event, page);
      return;
    }
    const { delivery } = updateRuleOf(event);
    this.#round?.note(event);
    if (delivery === 'latest') {
      this.#passedOver.conflated += 1;
      page.conflated += 1;
    } else if (delivery === 'every' || this.#boundedLeft-- > 0) {
      this.#sayEvent(event, page, event.seq);
    } else {
      this.#passedOver.dropped += 1;
      page.dropped += 1;
    }
  }

  /** What takes a value out of what is heard is told, also where states may be skipped: the states to come are silent of it. */
  #passLeaving(event: SequencedEvent, page: Page): void {
    const former = this.#parts.former.of(event.seq);
    if (former !== undefined && hears(this.#hearing, former)) this.#sayEvent(event, page, event.seq);
  }

  #sayEvent(event: SequencedEvent, page: Page, stampSeq: number): void {
    const { account, kind, key, seq } = event;
    // Who is told of it holds it: its present value need not be said once more.
    if (updateRuleOf(event).retain === 'set') {
      const unitId = unitIdOf(account, kind, key);
      this.#held.give(unitId, seq);
      page.given.set(unitId, seq);
    }
    this.#telling.event(event, page, stampSeq);
  }
}
