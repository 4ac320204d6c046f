/** What a ticker works with. */
export interface TickerParts {
  /** Wall clock, ms since 1970 UTC. */
  readonly now: () => number;
  /** Runs again and again until the answer is called. */
  readonly every: (periodMs: number, run: () => void) => () => void;
}

/** One clock for everything on the page that gets older, so that all ages change in one frame. It stands still while nobody looks at it. */
export class Ticker {
  readonly #parts: TickerParts;
  readonly #watchers = new Set<() => void>();
  #stop: (() => void) | undefined;
  #nowMs: number;

  constructor(parts: TickerParts) {
    this.#parts = parts;
    this.#nowMs = parts.now();
  }

  /** Time of the last tick. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Calls back every second. */
  watch(ticked: () => void): () => void {
    this.#watchers.add(ticked);
    this.#stop ??= this.#parts.every(tickMs, () => this.#tick());
    return () => {
      this.#watchers.delete(ticked);
      if (this.#watchers.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  #tick(): void {
    this.#nowMs = this.#parts.now();
    for (const watcher of this.#watchers) watcher();
  }
}

const tickMs = 1_000;
