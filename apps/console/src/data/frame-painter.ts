import type { Kind } from './fact.ts';

/** The platform's frames. */
export interface Frames {
  /** Runs before the next frame is drawn; the answer calls it off. */
  readonly next: (run: () => void) => () => void;
  /** Whether anybody can see the page. */
  readonly isVisible: () => boolean;
  /** Calls back when that changes; the answer ends it. */
  readonly watchVisible: (changed: () => void) => () => void;
}

/** Tells readers once a frame which kinds changed, however often they did; while the page is hidden, when it is shown again. */
export class FramePainter {
  readonly #frames: Frames;
  readonly #collect: () => Iterable<Kind>;
  readonly #readers = new Map<Kind, Set<() => void>>();
  readonly #unwatch: () => void;
  #isWanted = false;
  #callOff: (() => void) | undefined;

  /** @param collect asked once a frame: which kinds changed since it was asked last */
  constructor(frames: Frames, collect: () => Iterable<Kind>) {
    this.#frames = frames;
    this.#collect = collect;
    this.#unwatch = frames.watchVisible(() => this.#schedule());
  }

  /** Something may have changed. Costs next to nothing, so it may be called for each fact. */
  request(): void {
    this.#isWanted = true;
    this.#schedule();
  }

  /** Calls `changed` in each frame before which one of the kinds changed, once; the answer ends it. */
  subscribe(kinds: readonly Kind[], changed: () => void): () => void {
    for (const kind of kinds) {
      const readers = this.#readers.get(kind) ?? new Set();
      this.#readers.set(kind, readers.add(changed));
    }
    return () => {
      for (const kind of kinds) this.#readers.get(kind)?.delete(changed);
    };
  }

  stop(): void {
    this.#callOff?.();
    this.#unwatch();
  }

  #schedule(): void {
    if (this.#callOff !== undefined || !this.#isWanted || !this.#frames.isVisible()) return;
    this.#callOff = this.#frames.next(() => this.#paint());
  }

  #paint(): void {
    this.#callOff = undefined;
    this.#isWanted = false;
    const due = new Set<() => void>();
    for (const kind of this.#collect()) for (const reader of this.#readers.get(kind) ?? []) due.add(reader);
    for (const reader of due) reader();
  }
}
