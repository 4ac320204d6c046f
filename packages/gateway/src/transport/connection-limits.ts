import type { Clock } from '../clock.ts';
import { SlidingWindow } from '../sliding-window.ts';

/** Bounds on connections. */
export interface ConnectionLimitOptions {
  /** Open ones in all. @default 10,000 */
  readonly maxConnections: number;
  /** Open ones of one address. @default 32 (ruling 14) */
  readonly maxConnectionsPerIp: number;
  /** New ones a minute and address where the dialect sets no lower limit. @default 300 (ruling 14) */
  readonly connectionsPerMinutePerIp: number;
  /** Whether lower limits of dialects hold. @default true */
  readonly dialectConnectionLimits: boolean;
}

/** Why a connection is refused before its handshake. */
export type ConnectionRefusal = {
  readonly reason: 'too-many-connections' | 'too-many-of-address' | 'too-many-a-minute';
  readonly retryAfterSeconds: number;
};

const minuteMs = 60_000;
/** Addresses whose rates are remembered; the oldest are forgotten first. A flood from more costs memory, not truth. */
const maxAddresses = 10_000;

/** Counts connections by address, before anything is spent on them. */
export class ConnectionLimits {
  readonly #options: ConnectionLimitOptions;
  readonly #clock: Clock;
  readonly #open = new Map<string, number>();
  readonly #rates = new Map<string, SlidingWindow>();
  #openCount = 0;

  constructor(options: ConnectionLimitOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Admits a connection and counts it as open, or says why not. Refused ones count against nothing. */
  admit(address: string, dialect: { name: string; connectionsPerMinutePerIp: number }): ConnectionRefusal | undefined {
    const nowMs = this.#clock.monotonicMs();
    if (this.#openCount >= this.#options.maxConnections)
      return { reason: 'too-many-connections', retryAfterSeconds: 5 };
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#options.maxConnectionsPerIp) return { reason: 'too-many-of-address', retryAfterSeconds: 5 };
    const rate = this.#rate(address, dialect);
    if (!rate.tryTake(nowMs)) {
      const retryAfterSeconds = Math.max(1, Math.ceil((rate.freeAtMs() - nowMs) / 1000));
      return { reason: 'too-many-a-minute', retryAfterSeconds };
    }
    this.#open.set(address, open + 1);
    this.#openCount += 1;
    return undefined;
  }

  /** An admitted connection is gone. */
  release(address: string): void {
    const open = (this.#open.get(address) ?? 1) - 1;
    if (open > 0) this.#open.set(address, open);
    else this.#open.delete(address);
    this.#openCount -= 1;
  }

  #rate(address: string, dialect: { name: string; connectionsPerMinutePerIp: number }): SlidingWindow {
    const { connectionsPerMinutePerIp, dialectConnectionLimits } = this.#options;
    const lower = dialectConnectionLimits && dialect.connectionsPerMinutePerIp < connectionsPerMinutePerIp;
    const name = `${address} ${lower ? dialect.name : ''}`;
    const present = this.#rates.get(name);
    if (present !== undefined) {
      // Moves to the end, so that the least recently seen address is forgotten first.
      this.#rates.delete(name);
      this.#rates.set(name, present);
      return present;
    }
    const count = lower ? dialect.connectionsPerMinutePerIp : connectionsPerMinutePerIp;
    const rate = new SlidingWindow({ count, windowMs: minuteMs });
    this.#rates.set(name, rate);
    const oldest = this.#rates.keys().next();
    if (this.#rates.size > maxAddresses && oldest.done !== true) this.#rates.delete(oldest.value);
    return rate;
  }
}
