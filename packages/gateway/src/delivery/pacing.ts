import type { SlidingWindow } from '../sliding-window.ts';

interface Entry<Waiting> {
  sentAtMs: number;
  waiting: Waiting | undefined;
}

/**
 * When `latest` messages may go: the first of a unit at once, the next after the view's interval, and none beyond the
 * audience's budget. What waits is replaced by its caller, so a unit never holds more than one.
 *
 * Entries of one interval stand in the order in which they were last sent, so the next one due is always at the front.
 */
export class Pacing<Waiting> {
  readonly #budget: SlidingWindow | undefined;
  readonly #lanes = new Map<number, Map<string, Entry<Waiting>>>();
  /** Due, but without budget: longest waiting first. */
  readonly #starved = new Map<string, Waiting>();
  #waitingCount = 0;
  /** When the first in a lane is due, at the latest known; never later than it is. */
  #laneDueMs = Number.POSITIVE_INFINITY;

  constructor(budget: SlidingWindow | undefined) {
    this.#budget = budget;
  }

  /** Whether there is a budget that can run out. */
  get hasBudget(): boolean {
    return this.#budget !== undefined;
  }

  /** How many units wait. */
  get waitingCount(): number {
    return this.#waitingCount;
  }

  /** How many units are remembered: those that wait, and those that were sent lately. */
  get rememberedCount(): number {
    let count = this.#starved.size;
    for (const lane of this.#lanes.values()) count += lane.size;
    return count;
  }

  /** What waits for a unit. */
  waiting(unitId: string): Waiting | undefined {
    if (this.#waitingCount === 0) return undefined;
    const starved = this.#starved.get(unitId);
    if (starved !== undefined) return starved;
    for (const lane of this.#lanes.values()) {
      const waiting = lane.get(unitId)?.waiting;
      if (waiting !== undefined) return waiting;
    }
    return undefined;
  }

  /** All that wait, with their units. */
  *allWaiting(): Iterable<[unitId: string, waiting: Waiting]> {
    yield* this.#starved;
    for (const lane of this.#lanes.values()) {
      for (const [unitId, entry] of lane) if (entry.waiting !== undefined) yield [unitId, entry.waiting];
    }
  }

  /** Whether a message of the unit may go now; if so it counts as sent. Ask only when nothing waits for the unit. */
  tryNow(unitId: string, intervalMs: number, nowMs: number): boolean {
    const entry = this.#lanes.get(intervalMs)?.get(unitId);
    if (entry !== undefined && entry.sentAtMs + intervalMs > nowMs) return false;
    if (this.#starved.size > 0 || !this.#takeBudget(nowMs)) return false;
    this.#markSent(unitId, intervalMs, nowMs);
    return true;
  }

  /** Lets a message wait for its interval, or for budget when the interval has passed. */
  hold(unitId: string, intervalMs: number, nowMs: number, waiting: Waiting): void {
    this.#waitingCount += 1;
    const entry = this.#lanes.get(intervalMs)?.get(unitId);
    if (entry === undefined || entry.sentAtMs + intervalMs <= nowMs) {
      this.#starved.set(unitId, waiting);
      return;
    }
    entry.waiting = waiting;
    this.#laneDueMs = Math.min(this.#laneDueMs, entry.sentAtMs + intervalMs);
  }

  /** Lets a first message wait a whole interval, for views that speak when things have settled. */
  holdWhole(unitId: string, intervalMs: number, nowMs: number, waiting: Waiting): void {
    const entry = this.#lanes.get(intervalMs)?.get(unitId);
    if (entry === undefined || entry.sentAtMs + intervalMs <= nowMs) this.#markSent(unitId, intervalMs, nowMs);
    this.hold(unitId, intervalMs, nowMs, waiting);
  }

  /** Takes out what waits for a unit, because something says it now in any case; that counts as sent and uses budget. */
  release(unitId: string, intervalMs: number, nowMs: number): Waiting | undefined {
    const waiting = this.waiting(unitId);
    if (waiting === undefined) return undefined;
    this.#waitingCount -= 1;
    this.#budget?.take(nowMs);
    this.#starved.delete(unitId);
    this.#markSent(unitId, intervalMs, nowMs);
    return waiting;
  }

  /** Counts a message that goes regardless of pace. */
  useBudget(nowMs: number): void {
    this.#budget?.take(nowMs);
  }

  /** A unit is said for another reason, whether it waited or not: its interval starts anew, and it uses budget once. */
  restart(unitId: string, intervalMs: number, nowMs: number): void {
    if (this.release(unitId, intervalMs, nowMs) !== undefined) return;
    this.#budget?.take(nowMs);
    this.#markSent(unitId, intervalMs, nowMs);
  }

  /** Takes out everything that may go by now, longest waiting first. */
  due(nowMs: number, intervalOf: (waiting: Waiting) => number): Waiting[] {
    for (const [intervalMs, lane] of this.#lanes) this.#moveDue(lane, intervalMs, nowMs);
    this.#laneDueMs = this.#findLaneDue();
    const going: Waiting[] = [];
    for (const [unitId, waiting] of this.#starved) {
      if (!this.#takeBudget(nowMs)) break;
      this.#starved.delete(unitId);
      this.#waitingCount -= 1;
      this.#markSent(unitId, intervalOf(waiting), nowMs);
      going.push(waiting);
    }
    return going;
  }

  /** When to call `due` next, or a little before; infinity when nothing waits. */
  nextDueMs(): number {
    if (this.#waitingCount === 0) return Number.POSITIVE_INFINITY;
    return this.#starved.size > 0 ? Math.min(this.#laneDueMs, this.#budget?.freeAtMs() ?? 0) : this.#laneDueMs;
  }

  /** The first in each lane that waits is the next due there. */
  #findLaneDue(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const [intervalMs, lane] of this.#lanes) {
      for (const entry of lane.values()) {
        if (entry.waiting === undefined) continue;
        next = Math.min(next, entry.sentAtMs + intervalMs);
        break;
      }
    }
    return next;
  }

  #takeBudget(nowMs: number): boolean {
    return this.#budget === undefined || this.#budget.tryTake(nowMs);
  }

  #moveDue(lane: Map<string, Entry<Waiting>>, intervalMs: number, nowMs: number): void {
    for (const [unitId, entry] of lane) {
      if (entry.sentAtMs + intervalMs > nowMs) break;
      lane.delete(unitId);
      if (entry.waiting !== undefined) this.#starved.set(unitId, entry.waiting);
    }
  }

  #markSent(unitId: string, intervalMs: number, nowMs: number): void {
    let lane = this.#lanes.get(intervalMs);
    if (lane === undefined) {
      lane = new Map();
      this.#lanes.set(intervalMs, lane);
    }
    lane.delete(unitId);
    lane.set(unitId, { sentAtMs: nowMs, waiting: undefined });
    this.#forgetExpired(lane, intervalMs, nowMs);
  }

  /** Keys come and go; two a message keeps the lane no longer than what was sent within one interval. */
  #forgetExpired(lane: Map<string, Entry<Waiting>>, intervalMs: number, nowMs: number): void {
    let looked = 0;
    for (const [unitId, entry] of lane) {
      if (looked === 2 || entry.waiting !== undefined || entry.sentAtMs + intervalMs > nowMs) return;
      lane.delete(unitId);
      looked += 1;
    }
  }
}
