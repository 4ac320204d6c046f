/** Bounds of a {@link FairQueue}. */
export interface FairQueueLimits {
  /** Most that wait. */
  readonly maxWaiting: number;
  /** Most of one account that wait, so that nobody fills the queue for the others. */
  readonly maxWaitingPerAccount: number;
}

/** Why something cannot wait. */
export type QueueRefusal = 'queue-full' | 'account-full';

/**
 * What waits, in turns of accounts: next is the account of which the fewest run, of those the one whose turn is longest ago, and of
 * that account what came first. So somebody with one backtest waits for one backtest of somebody with many, not for all of them.
 */
export class FairQueue<Item> {
  readonly #limits: FairQueueLimits;
  /** By account, the one whose turn is next first. */
  readonly #waiting = new Map<string, Item[]>();
  #length = 0;

  constructor(limits: FairQueueLimits) {
    this.#limits = limits;
  }

  /** How many wait. */
  get length(): number {
    return this.#length;
  }

  /** How many of an account wait. */
  lengthOf(account: string): number {
    return this.#waiting.get(account)?.length ?? 0;
  }

  /** Why one more of an account may not wait; absent when it may. */
  refusalOf(account: string): QueueRefusal | undefined {
    if (this.lengthOf(account) >= this.#limits.maxWaitingPerAccount) return 'account-full';
    return this.#length >= this.#limits.maxWaiting ? 'queue-full' : undefined;
  }

  add(account: string, item: Item): void {
    const own = this.#waiting.get(account);
    if (own === undefined) this.#waiting.set(account, [item]);
    else own.push(item);
    this.#length += 1;
  }

  /** Takes the next one out; `runningOf` tells how many of an account run. */
  take(runningOf: (account: string) => number): Item | undefined {
    const accounts = [...this.#waiting.keys()];
    const fewest = Math.min(...accounts.map(runningOf));
    const account = accounts.find((name) => runningOf(name) === fewest);
    if (account === undefined) return undefined;
    const own = this.#waiting.get(account) ?? [];
    const item = own.shift();
    this.#length -= 1;
    this.#waiting.delete(account);
    // Its next turn comes after everybody else's.
    if (own.length > 0) this.#waiting.set(account, own);
    return item;
  }

  /** Takes out what no longer wants to wait; whether it waited. */
  remove(account: string, item: Item): boolean {
    const own = this.#waiting.get(account);
    const index = own?.indexOf(item) ?? -1;
    if (own === undefined || index < 0) return false;
    own.splice(index, 1);
    this.#length -= 1;
    if (own.length === 0) this.#waiting.delete(account);
    return true;
  }
}
