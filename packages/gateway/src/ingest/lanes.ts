import { PitwallError } from '@pitwall/model';
import type { Kind } from '@pitwall/model';

/** Bound of what waits for its turn. */
export interface LanesOptions {
  /** Most batches that may wait behind whole lists. @default 4096: as many as wait for the memory log */
  readonly maxWaitingBatches: number;
}

/** Names the facts of one kind in one account. */
export const laneOf = (facts: { readonly account: string; readonly kind: Kind }): string =>
  `${facts.account}\n${facts.kind}`;

/**
 * Turns among batches about the same facts. A whole list has to wait until the state has what came before it, and what
 * comes after it must not overtake it. A lane exists only while somebody is in it.
 */
export class Lanes {
  readonly #options: LanesOptions;
  /** By lane, when the last one that came leaves it. */
  readonly #tails = new Map<string, Promise<void>>();
  #waiting = 0;

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** Whether all lanes are empty. */
  get idle(): boolean {
    return this.#tails.size === 0;
  }

  /** Whether anybody is in one of these lanes. */
  isBusy(lanes: Iterable<string>): boolean {
    for (const lane of lanes) if (this.#tails.has(lane)) return true;
    return false;
  }

  /**
   * Takes the next place in each of some lanes at once and resolves, when all before have left, with the way to leave.
   * Rejects with `OVERLOADED` when too many wait.
   */
  async enter(lanes: ReadonlySet<string>): Promise<() => void> {
    if (this.#waiting >= this.#options.maxWaitingBatches) {
      throw new PitwallError('OVERLOADED', `${this.#waiting} batches already wait behind whole lists`);
    }
    this.#waiting += 1;
    const left = Promise.withResolvers<void>();
    const before: Promise<void>[] = [];
    for (const lane of lanes) {
      const tail = this.#tails.get(lane);
      if (tail !== undefined) before.push(tail);
      this.#tails.set(lane, left.promise);
    }
    await Promise.all(before);
    return () => {
      this.#waiting -= 1;
      for (const lane of lanes) if (this.#tails.get(lane) === left.promise) this.#tails.delete(lane);
      left.resolve();
    };
  }
}
