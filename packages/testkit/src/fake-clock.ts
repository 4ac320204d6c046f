import type { Clock, Timer } from '@pitwall/gateway';

interface Scheduled {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. Wall and monotonic time move together. */
export class FakeClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #timers = new Set<Scheduled>();
  readonly #turnEnds = new Set<Scheduled>();

  constructor(startMs = Date.UTC(2024, 0, 15, 10, 30)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#schedule(this.#timers, Math.max(0, delayMs), run);
  }

  endOfTurn(run: () => void): Timer {
    return this.#schedule(this.#turnEnds, 0, run);
  }

  /** Ends the present turn of the event loop: what was put off to it runs, what it puts off waits for the next. */
  endTurn(): void {
    const due = [...this.#turnEnds].toSorted((a, b) => a.order - b.order);
    for (const one of due) if (this.#turnEnds.delete(one)) one.run();
  }

  /** Ends turns until nothing is put off any more. */
  endTurns(): void {
    for (let turn = 0; this.#turnEnds.size > 0; turn += 1) {
      if (turn > 100_000) throw new Error('The event loop never comes to rest');
      this.endTurn();
    }
  }

  /** Moves time on, running each timer at its moment and the turns after it. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    this.endTurns();
    for (;;) {
      const next = [...this.#timers].toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      this.endTurns();
    }
    this.#nowMs = untilMs;
  }

  /** How many timers are set. */
  get timerCount(): number {
    return this.#timers.size;
  }

  #schedule(where: Set<Scheduled>, delayMs: number, run: () => void): Timer {
    const scheduled: Scheduled = { atMs: this.#nowMs + delayMs, order: (this.#order += 1), run };
    where.add(scheduled);
    return { cancel: () => where.delete(scheduled) };
  }
}
