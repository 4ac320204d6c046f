import { RecentMap } from '../recent-map.ts';

/** Options of a {@link TokenBucket}. */
export interface TokenBucketOptions {
  readonly perSecond: number;
  /** Most that can be saved up. */
  readonly burst: number;
}

/**
 * A rate with bursts. A request is let in while anything is left and may overdraw, so that one bigger than the burst gets
 * in too; what it overdrew is waited for before the next.
 */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #atMs: number;

  constructor(options: TokenBucketOptions, nowMs: number) {
    this.#options = options;
    this.#tokens = options.burst;
    this.#atMs = nowMs;
  }

  /** Takes `count` and returns 0, or takes nothing and returns after how many ms to come back. */
  take(count: number, nowMs: number): number {
    const { perSecond, burst } = this.#options;
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    if (this.#tokens <= 0) return Math.max(1, Math.ceil((-this.#tokens / perSecond) * 1000));
    this.#tokens -= count;
    return 0;
  }
}

/** Names whose budgets are remembered: of more callers than that, the one not heard of for the longest begins anew. */
const maxNames = 10_000;

/** A bucket for each name. */
export class TokenBuckets {
  readonly #buckets: RecentMap<TokenBucket>;
  #nowMs = 0;

  constructor(options: TokenBucketOptions) {
    this.#buckets = new RecentMap(maxNames, () => new TokenBucket(options, this.#nowMs));
  }

  /** See {@link TokenBucket.take}. */
  take(name: string, count: number, nowMs: number): number {
    this.#nowMs = nowMs;
    return this.#buckets.get(name).take(count, nowMs);
  }
}
