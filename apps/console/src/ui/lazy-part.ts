import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** How long after a failure it is asked again, in ms: a gateway that restarts is back within seconds. */
const againMs = 2_000;
/** How often in all, of attempts that fail at once: two minutes. Who is back by then and does not have it has another version of it. */
const mostAttempts = 60;

/** A part of the console could not be fetched. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** How far the code of a part is. */
export interface PartProgress {
  /** How often it could not be fetched so far. */
  readonly failures: number;
  /** Calls back after each time that it could not be fetched; the answer ends that. */
  watch(failed: () => void): () => void;
}

/** A component whose code comes on its own. */
export interface LazyPart<Props extends object> {
  /** Stand it below a `WaitForPart`: it fetches its code when it is shown first. */
  readonly Component: LazyExoticComponent<ComponentType<Props>>;
  /** Fetches the code now, so that it is there when the gateway is not. */
  readonly fetchAhead: () => void;
  readonly progress: PartProgress;
}

/** What a part works with. */
export interface LazyPartParts {
  /** Is over after so many ms. @default the browser's own timer */
  readonly pause?: (lengthMs: number) => Promise<void>;
}

const byTimer = (lengthMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, lengthMs));

class Failures implements PartProgress {
  readonly #watchers = new Set<() => void>();
  #count = 0;

  get failures(): number {
    return this.#count;
  }

  watch(failed: () => void): () => void {
    this.#watchers.add(failed);
    return () => this.#watchers.delete(failed);
  }

  note(): void {
    this.#count += 1;
    for (const watcher of this.#watchers) watcher();
  }
}

const fetched = async <T>(
  fetchPart: () => Promise<T>,
  failures: Failures,
  pause: (lengthMs: number) => Promise<void>,
): Promise<T> => {
  for (;;) {
    try {
      return await fetchPart();
    } catch (cause) {
      failures.note();
      if (failures.failures === mostAttempts)
        throw new PartMissing('This part of the console cannot be fetched', { cause });
      await pause(againMs);
    }
  }
};

/**
 * Makes a component of code that comes on its own, and that is asked for again while the gateway is away.
 *
 * @param fetchPart imports it
 */
export const lazyPart = <Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  { pause = byTimer }: LazyPartParts = {},
): LazyPart<Props> => {
  const failures = new Failures();
  let underway: Promise<{ readonly default: ComponentType<Props> }> | undefined;
  const once = () => (underway ??= fetched(fetchPart, failures, pause).then((component) => ({ default: component })));
  // What fails ahead fails again, and is told, when it is shown.
  return { Component: lazy(once), fetchAhead: () => void once().catch(() => undefined), progress: failures };
};
