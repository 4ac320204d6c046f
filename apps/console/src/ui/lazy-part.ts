import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** How long after a failure it is asked again, in ms: a gateway that restarts is back within seconds. */
const againMs = 2_000;
/** How often in all: two minutes. Who is back by then and does not have it has another version of it. */
const mostAttempts = 60;

/** A part of the console could not be fetched. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** A component whose code comes on its own. */
export interface LazyPart<Props extends object> {
  /** Stand it below a `Suspense`: it fetches its code when it is shown first. */
  readonly Component: LazyExoticComponent<ComponentType<Props>>;
  /** Fetches the code now, so that it is there when the gateway is not. */
  readonly fetchAhead: () => void;
}

const fetched = async <T>(fetchPart: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchPart();
    } catch (cause) {
      if (attempt === mostAttempts) throw new PartMissing('This part of the console cannot be fetched', { cause });
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
};

/**
 * Makes a component of code that comes on its own, and that is asked for again while the gateway is away.
 *
 * @param fetchPart imports it
 */
export const lazyPart = <Props extends object>(fetchPart: () => Promise<ComponentType<Props>>): LazyPart<Props> => {
  let underway: Promise<{ readonly default: ComponentType<Props> }> | undefined;
  const once = () => (underway ??= fetched(fetchPart).then((component) => ({ default: component })));
  // What fails ahead fails again, and is told, when it is shown.
  return { Component: lazy(once), fetchAhead: () => void once().catch(() => undefined) };
};
