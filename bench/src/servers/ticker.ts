import { setImmediate as endOfTurn, setTimeout as pause } from 'node:timers/promises';
import type { Broadcast } from './broadcast.ts';

/** Publishes through a broadcast: saturated, at a rate, or an exact number of ticks. */
export class Ticker {
  readonly #broadcast: Broadcast;
  /** Changes with each command, so that the loop of the one before ends. */
  #run = 0;

  constructor(broadcast: Broadcast) {
    this.#broadcast = broadcast;
  }

  stop(): void {
    this.#run += 1;
  }

  /** A tick each turn of the event loop in which readers are ready: what was published in one is written before the next. */
  async saturate(perTick: number): Promise<void> {
    const run = (this.#run += 1);
    while (this.#run === run) {
      if (this.#broadcast.isReady()) await this.#broadcast.tick(perTick);
      await endOfTurn();
    }
  }

  /** So many messages a second; what is due is published together, at most once a millisecond. */
  async pace(perSecond: number): Promise<void> {
    const run = (this.#run += 1);
    const startedMs = performance.now();
    let published = 0;
    while (this.#run === run) {
      const due = Math.floor(((performance.now() - startedMs) / 1000) * perSecond) - published;
      if (due > 0) await this.#broadcast.tick(due);
      published += Math.max(0, due);
      await pause(1);
    }
  }

  /** Exactly so many ticks. */
  async burst(ticks: number, perTick: number): Promise<void> {
    const run = (this.#run += 1);
    for (let done = 0; done < ticks && this.#run === run;) {
      if (this.#broadcast.isReady()) {
        await this.#broadcast.tick(perTick);
        done += 1;
      }
      await endOfTurn();
    }
  }
}
