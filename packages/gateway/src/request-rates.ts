import type { Clock } from './clock.ts';
import { TokenBuckets } from './http/token-bucket.ts';
import { addTo } from './observe/count.ts';
import type { HttpStats } from './observe/http-stats.ts';
import { addressGroup } from './remote-address.ts';

/** What one address may ask. */
export interface RequestRateOptions {
  /** Requests a second and address, averaged over bursts of twice as many. @default 1000 */
  readonly httpRequestsPerSecondPerIp: number;
}

/** A request that came too soon. */
export interface TooSoon {
  readonly message: string;
  readonly retryAfterMs: number;
}

/** Holds every address to its rate of HTTP requests, whatever listener they come to. */
export class RequestRates {
  readonly #perSecond: number;
  readonly #parts: { readonly clock: Clock; readonly stats?: HttpStats | undefined };
  readonly #budgets: TokenBuckets;

  constructor(options: RequestRateOptions, parts: { readonly clock: Clock; readonly stats?: HttpStats | undefined }) {
    const perSecond = options.httpRequestsPerSecondPerIp;
    this.#perSecond = perSecond;
    this.#parts = parts;
    this.#budgets = new TokenBuckets({ perSecond, burst: 2 * perSecond });
  }

  /** Lets a request of this address in and counts it, or says when to come back and counts the refusal. */
  take(address: string): TooSoon | undefined {
    const { clock, stats } = this.#parts;
    const retryAfterMs = this.#budgets.take(addressGroup(address), 1, clock.monotonicMs());
    if (retryAfterMs === 0) return undefined;
    if (stats !== undefined) addTo(stats.limited, 'httpRequestsPerSecondPerIp');
    const message = `This address sends more than ${this.#perSecond} requests a second (httpRequestsPerSecondPerIp)`;
    return { message, retryAfterMs };
  }
}
