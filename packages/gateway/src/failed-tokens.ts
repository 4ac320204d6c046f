import type { Clock } from './clock.ts';
import { RecentMap } from './recent-map.ts';
import { addressGroup } from './remote-address.ts';
import { SlidingWindow } from './sliding-window.ts';

/** How many tokens of an address may be refused. */
export interface FailedTokenOptions {
  /** @default 60 */
  readonly failedTokensPerMinutePerIp: number;
}

const minuteMs = 60_000;
/** Addresses whose failures are remembered; a flood from more costs memory, not truth. */
const maxAddresses = 10_000;

/**
 * Counts refused tokens by address. No token can be guessed, but each guess costs a signature or a question to the issuer,
 * and a line in the log; after too many no token of that address is looked at until a minute has less of them.
 */
export class FailedTokens {
  readonly #clock: Clock;
  readonly #windows: RecentMap<SlidingWindow>;

  constructor(options: FailedTokenOptions, clock: Clock) {
    this.#clock = clock;
    const limit = { count: options.failedTokensPerMinutePerIp, windowMs: minuteMs };
    this.#windows = new RecentMap(maxAddresses, () => new SlidingWindow(limit));
  }

  /** A token of this address was refused. */
  failed(address: string): void {
    this.#windows.get(addressGroup(address)).take(this.#clock.monotonicMs());
  }

  /** After how many ms tokens of this address are looked at again; 0 when they are now. */
  waitMs(address: string): number {
    const freeAtMs = this.#windows.get(addressGroup(address)).freeAtMs();
    return Math.max(0, freeAtMs - this.#clock.monotonicMs());
  }
}
