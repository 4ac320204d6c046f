import type { Clock } from '../clock.ts';

/** Options of the catch-up lane. */
export interface CatchUpLaneOptions {
  /**
   * Bytes written to catching-up readers in one turn, all of them together.
   * @default 64 KiB: with more a crowd is brought to the present no sooner, and live readers wait longer
   */
  readonly maxCatchUpBytesPerTurn: number;
  /**
   * Time spent on them in one turn; looking for what a reader missed costs time without writing.
   * @default 1 ms: a live message waits for a few turns on its way, of the log, of its commit and of its flush
   */
  readonly maxCatchUpMsPerTurn: number;
}

/** A reader's next step: does it and says how many bytes it wrote. */
export type CatchUpJob = () => number;

/** Where catching-up readers queue, so that a crowd of them does not delay the live ones. Each stands in it at most once. */
export class CatchUpLane {
  readonly #options: CatchUpLaneOptions;
  readonly #clock: Clock;
  #jobs = new Set<CatchUpJob>();
  #isArmed = false;

  constructor(options: CatchUpLaneOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#jobs.size;
  }

  /** Queues a step. */
  add(job: CatchUpJob): void {
    this.#jobs.add(job);
    this.#arm();
  }

  remove(job: CatchUpJob): void {
    this.#jobs.delete(job);
  }

  #run(): void {
    this.#isArmed = false;
    let bytes = 0;
    const untilMs = this.#clock.monotonicMs() + this.#options.maxCatchUpMsPerTurn;
    // Each that waits gets one step at most, and goes to the end when it wants another: so a fast reader with much to
    // catch up does not keep the others out.
    for (let steps = this.#jobs.size; steps > 0 && bytes < this.#options.maxCatchUpBytesPerTurn; steps -= 1) {
      const [job] = this.#jobs;
      if (job === undefined) break;
      this.#jobs.delete(job);
      bytes += job();
      if (this.#clock.monotonicMs() > untilMs) break;
    }
    if (this.#jobs.size > 0) this.#arm();
  }

  #arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    this.#clock.endOfTurn(() => this.#run());
  }
}
