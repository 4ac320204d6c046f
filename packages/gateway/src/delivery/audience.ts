import type { EncodeContext } from '@pitwall/dialects';
import type { SequencedEvent } from '@pitwall/model';
import type { Update } from '../state/update.ts';
import type { AudienceOptions, AudienceParts } from './audience-options.ts';
import { Batch } from './batch.ts';
import type { Chain } from './chain.ts';
import { CollectedLists } from './collected-lists.ts';
import type { Flushable } from './flush-scheduler.ts';
import { chainOf, sentBefore } from './hearing.ts';
import type { Hearing } from './hearing.ts';
import { HeldVersions } from './held-versions.ts';
import { Members } from './members.ts';
import { Pacing } from './pacing.ts';
import type { Departure, Reader } from './reader.ts';
import { Repeats } from './repeats.ts';
import type { AnyView } from './say.ts';
import type { Saying } from './saying.ts';
import { SlidingWindow } from '../sliding-window.ts';
import { listUnitId, unitText } from './units.ts';
import type { SentList, Unit, Versions } from './units.ts';
import { intervalOf, intervalOfView, isComparing, topicsOfWaiting } from './waiting.ts';
import type { Waiting } from './waiting.ts';

/**
 * All readers that hear exactly the same stream. It encodes, gathers and frames once for all of them, and is itself a
 * position: a cursor for `every` updates, and for each unit the version that it sent last.
 */
export class Audience implements Flushable, Versions {
  readonly hearing: Hearing;
  readonly name: string;
  /** The update it was offered last, so that two topics of one update offer it once. */
  lastOffered: Update | undefined;
  readonly #options: AudienceOptions;
  readonly #parts: AudienceParts;
  readonly #members = new Members();
  readonly #chain: Chain | undefined;
  readonly #batch: Batch;
  readonly #pacing: Pacing<Waiting>;
  readonly #repeats: Repeats;
  readonly #lists: CollectedLists;
  #cursorSeq: number;
  #oldestReceivedAt = Number.POSITIVE_INFINITY;

  constructor(
    options: AudienceOptions,
    parts: AudienceParts,
    base: { hearing: Hearing; name: string; cursorSeq: number },
  ) {
    this.hearing = base.hearing;
    this.name = base.name;
    this.#options = options;
    this.#parts = parts;
    this.#cursorSeq = base.cursorSeq;
    this.#chain = chainOf(base.hearing, parts.epoch);
    this.#batch = new Batch(options, { ...parts, hearing: base.hearing, chain: this.#chain });
    const budget = base.hearing.dialect.traits.outboundBudget;
    const limit =
      options.outboundLimit && budget !== undefined ? { count: budget.messages, windowMs: budget.windowMs } : undefined;
    this.#pacing = new Pacing(limit === undefined ? undefined : new SlidingWindow(limit));
    this.#lists = new CollectedLists(base.hearing, parts.state, parts.stats);
    const nowMs = parts.clock.monotonicMs();
    this.#repeats = new Repeats(options, { hearing: base.hearing, state: parts.state, nowMs });
    this.#wakeAt(this.#repeats.nextMs(nowMs));
  }

  /** Every `every` update up to here is in what members were or will be written. */
  get cursorSeq(): number {
    return this.#cursorSeq;
  }

  get size(): number {
    return this.#members.size;
  }

  /** `seq` of the last link that members were written; `undefined` where messages are no links. */
  get lastSeq(): number | undefined {
    return this.#chain?.lastSeq;
  }

  /** Nothing that it wants was published up to here but what was flushed: so a joiner's cursor is no further than its own. */
  reach(seq: number): void {
    this.#cursorSeq = Math.max(this.#cursorSeq, seq);
  }

  /** Makes a reader a member; it must have been brought to this audience's position in the same turn. */
  admit(reader: Reader): void {
    this.#members.add(reader);
  }

  /** Lets a reader go and tells where it stands. What has gathered is flushed first, so that it stands at the cursor. */
  release(reader: Reader): Departure | undefined {
    if (!this.#members.has(reader)) return undefined;
    this.flush();
    // The flush itself may have found that the reader fell behind.
    if (!this.#members.has(reader)) return undefined;
    this.#members.remove(reader);
    return this.#departures()();
  }

  /** Takes a fact into the stream. `nowMs` is monotonic. */
  offerEvent(update: Update, saying: Saying, topic: string, nowMs: number): void {
    if (update.rule.delivery === 'every') {
      // Before the cursor goes on: who is cut off between what waited and its end must come back before the end.
      this.#sayWaiting(update.unitId, nowMs);
      for (const unitId of update.alsoEnds) this.#sayWaiting(unitId, nowMs);
    }
    this.#advance(update);
    if (update.rule.delivery === 'latest') {
      this.#offerLatest(update, saying, nowMs);
    } else {
      if (update.rule.delivery === 'bounded') this.#batch.addBounded(saying, this.#cursorSeq, topic);
      else this.#batch.add(saying, this.#cursorSeq);
      this.#useBudget(saying, nowMs);
    }
    if (!this.#batch.isEmpty) this.#parts.scheduler.soon(this);
  }

  /** Takes a change of a collected list into the stream. */
  offerList(update: Update, view: AnyView & { mode: 'collect' }, nowMs: number): void {
    if (update.rule.retain === 'none') return;
    this.#advance(update);
    const unitId = listUnitId(update.event.account, update.event.kind);
    if (this.#pacing.waiting(unitId) !== undefined) {
      this.#parts.stats.conflated += 1;
      return;
    }
    const intervalMs = intervalOfView(view, this.hearing);
    const waiting: Waiting = { as: 'list', view, update };
    if (view.edge === 'trailing') this.#pacing.holdWhole(unitId, intervalMs, nowMs, waiting);
    else if (this.#pacing.tryNow(unitId, intervalMs, nowMs)) this.#say(waiting);
    else this.#pacing.hold(unitId, intervalMs, nowMs, waiting);
    this.#wakeAt(this.#pacing.nextDueMs());
  }

  /** Says what waits for a unit now, because a joiner holds a newer version than the members. */
  settle(unitId: string): void {
    this.#sayWaiting(unitId, this.#parts.clock.monotonicMs());
  }

  /** Units whose newest version waits and is to be told against the one that members hold, with that one. */
  *waitingUnits(): Iterable<{ unitId: string; topics: readonly string[]; sentSeq: number }> {
    for (const [unitId, waiting] of this.#pacing.allWaiting()) {
      if (!isComparing(waiting, this.hearing)) continue;
      yield { unitId, topics: topicsOfWaiting(waiting, this.hearing), sentSeq: this.#sentSeq(waiting) };
    }
  }

  eventOf(unitId: string): SequencedEvent | 'unsent' | undefined {
    const waiting = this.#pacing.waiting(unitId);
    return waiting?.as === 'event' ? (waiting.sent ?? 'unsent') : undefined;
  }

  listOf(account: string, kind: Unit['kind']): SentList {
    const unitId = listUnitId(account, kind);
    // While no change waits, the list that members hold is the present one.
    if (this.#pacing.waiting(unitId) === undefined) return this.#parts.state.list(account, kind);
    return this.#lists.sent(account, kind);
  }

  wake(nowMs: number): number {
    // A repetition says what waits for its unit, which else would be said twice when both are due.
    this.#repeat(this.#repeats.due(nowMs), nowMs);
    for (const waiting of this.#pacing.due(nowMs, (held) => intervalOf(held, this.hearing))) this.#say(waiting);
    if (!this.#batch.isEmpty) this.#parts.scheduler.soon(this);
    return Math.min(this.#pacing.nextDueMs(), this.#repeats.nextMs(nowMs));
  }

  /** Makes one buffer of what has gathered and writes it once to each member. */
  flush(): void {
    if (this.#batch.isEmpty) return;
    const { clock, stats } = this.#parts;
    const nowMs = clock.now();
    this.#batch.tellDropped(this.#cursorSeq, nowMs);
    const startedMs = clock.monotonicMs();
    const wire = this.#batch.take(nowMs, this.#members.size);
    const encodedMs = clock.monotonicMs();
    stats.encodeMs += encodedMs - startedMs;
    const oldestReceivedAt = this.#oldestReceivedAt;
    this.#oldestReceivedAt = Number.POSITIVE_INFINITY;
    if (wire === undefined) return;
    this.#write(wire.frames, wire.messages);
    stats.flushes += 1;
    stats.writeMs += clock.monotonicMs() - encodedMs;
    if (oldestReceivedAt !== Number.POSITIVE_INFINITY) this.#parts.writeDelay.written(oldestReceivedAt);
  }

  #write(frames: Buffer, messages: number): void {
    const { stats } = this.#parts;
    stats.messagesOut += messages * this.#members.size;
    stats.bytesOut += frames.length * this.#members.size;
    const behind = this.#members.write(frames, this.#options.highWaterBytes);
    if (behind.length === 0) return;
    // All of them stand at the same place, whatever the first does when it is told.
    const departure = this.#departures();
    for (const reader of behind) {
      stats.fellBehind += 1;
      reader.fellBehind(departure());
    }
  }

  #advance(update: Update): void {
    this.#cursorSeq = update.event.seq;
    this.#oldestReceivedAt = Math.min(this.#oldestReceivedAt, update.event.receivedAt);
  }

  #offerLatest(update: Update, saying: Saying, nowMs: number): void {
    const { unitId } = update;
    const waiting = this.#pacing.waiting(unitId);
    if (waiting?.as === 'event') {
      waiting.saying = saying;
      this.#parts.stats.conflated += 1;
      return;
    }
    const intervalMs = intervalOfView(saying.view, this.hearing);
    if (!this.#costsBudget(saying)) {
      // Nothing will go; the batch counts it, and what the budget holds is left to those that do.
      this.#batch.add(saying, this.#cursorSeq);
      return;
    }
    const sent = sentBefore(this.hearing, update);
    if (this.#pacing.tryNow(unitId, intervalMs, nowMs)) {
      this.#batch.add(saying, this.#cursorSeq, sent);
      return;
    }
    this.#pacing.hold(unitId, intervalMs, nowMs, { as: 'event', saying, sent });
    this.#wakeAt(this.#pacing.nextDueMs());
  }

  /** Whether a message will go at all; asked only where a budget makes it matter, for it means encoding now. */
  #costsBudget(saying: Saying): boolean {
    return !this.#pacing.hasBudget || saying.message(this.#parts.clock.now()) !== undefined;
  }

  #useBudget(saying: Saying, nowMs: number): void {
    if (this.#costsBudget(saying)) this.#pacing.useBudget(nowMs);
  }

  #sayWaiting(unitId: string, nowMs: number): void {
    const waiting = this.#pacing.waiting(unitId);
    if (waiting === undefined) return;
    this.#pacing.release(unitId, intervalOf(waiting, this.hearing), nowMs);
    this.#say(waiting);
  }

  #say(waiting: Waiting): void {
    if (waiting.as === 'event') {
      this.#batch.add(waiting.saying, this.#cursorSeq, waiting.sent);
    } else {
      this.#sayList(waiting.view, waiting.update.event.account, waiting.update.event.kind);
    }
    this.#parts.scheduler.soon(this);
  }

  #sayList(view: AnyView & { mode: 'collect' }, account: string, kind: Unit['kind']): void {
    const text = this.#lists.say(view, account, kind, { occasion: 'live', nowMs: this.#parts.clock.now() });
    if (text !== undefined) this.#batch.add(text, this.#cursorSeq);
  }

  #repeat(units: readonly Unit[], nowMs: number): void {
    const context = { occasion: 'repeat', nowMs: this.#parts.clock.now() } as const;
    for (const unit of units) {
      // A repetition says the newest version, so what waits for the unit is said by it.
      this.#pacing.restart(unit.unitId, intervalOfView(unit.view, this.hearing), nowMs);
      const text = this.#repeatText(unit, context);
      if (text !== undefined) this.#batch.add(text, this.#cursorSeq);
    }
  }

  #repeatText(unit: Unit, context: EncodeContext): string | undefined {
    if (unit.view.mode === 'collect') return this.#lists.say(unit.view, unit.account, unit.kind, context);
    return unitText(this.hearing, unit, context);
  }

  /** Versions that members hold of what waits: one map for all who leave at the same moment. */
  #waitingVersions(): ReadonlyMap<string, number> {
    const versions = new Map<string, number>();
    for (const [unitId, waiting] of this.#pacing.allWaiting()) versions.set(unitId, this.#sentSeq(waiting));
    return versions;
  }

  /** What readers take with them who leave at this moment, each its own. */
  #departures(): () => Departure {
    const exceptions = this.#waitingVersions();
    const { topics } = this.hearing;
    // After a flush nothing that this audience wants is left unsent up to the head, save what waits.
    const cursorSeq = this.#parts.headSeq();
    const link = this.lastSeq === undefined ? {} : { lastSeq: this.lastSeq };
    return () => ({ cursorSeq, held: new HeldVersions(cursorSeq, topics, exceptions), histories: [], ...link });
  }

  #sentSeq(waiting: Waiting): number {
    if (waiting.as === 'event') return waiting.sent?.seq ?? 0;
    return this.#lists.sent(waiting.update.event.account, waiting.update.event.kind).changedSeq;
  }

  #wakeAt(atMs: number): void {
    if (atMs !== Number.POSITIVE_INFINITY) this.#parts.scheduler.wakeAt(this, atMs);
  }
}
