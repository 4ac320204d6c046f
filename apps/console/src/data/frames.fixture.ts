import type { Frames } from './frame-painter.ts';

/** Frames that a test draws by hand. */
export class FakeFrames implements Frames {
  #run: (() => void) | undefined;
  #isVisible = true;
  readonly #watchers = new Set<() => void>();

  readonly next = (run: () => void): (() => void) => {
    this.#run = run;
    return () => (this.#run = undefined);
  };

  readonly isVisible = (): boolean => this.#isVisible;

  readonly watchVisible = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  /** Whether anybody waits for the next frame. */
  get isAwaited(): boolean {
    return this.#run !== undefined;
  }

  draw(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.();
  }

  show(isVisible: boolean): void {
    this.#isVisible = isVisible;
    for (const watcher of this.#watchers) watcher();
  }
}
