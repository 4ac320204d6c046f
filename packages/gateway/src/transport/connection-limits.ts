import type { Clock } from '../clock.ts';
import { RecentMap } from '../recent-map.ts';
import { addressGroup } from '../remote-address.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { RawRefusal } from './raw-refusal.ts';
import type { ConnectionQuota } from './route-limits.ts';

/** Bounds on connections. */
export interface ConnectionLimitOptions {
  /** Open ones in all. @default 10,000 */
  readonly maxConnections: number;
  /** Open ones of one token's subject. @default 32 */
  readonly maxConnectionsPerSubject: number;
}

/** What a route allows, see `limitsOf`. */
export interface ConnectionQuotas {
  readonly newPerMinute: ConnectionQuota;
  readonly open: ConnectionQuota;
}

/** Why a connection is refused before its handshake. */
export interface ConnectionRefusal extends RawRefusal {
  readonly reason: 'too-many-connections' | 'too-many-of-address' | 'too-many-of-subject' | 'too-many-a-minute';
  readonly retryAfterSeconds: number;
}

const minuteMs = 60_000;
/** Addresses whose rates are remembered; a flood from more costs memory, not truth. */
const maxAddresses = 10_000;
/** When to come back to a limit on what is open: nobody knows, and this is not at once. */
const retryOpenSeconds = 5;

const words: { readonly [Reason in ConnectionRefusal['reason']]: (most: number) => string } = {
  'too-many-connections': (most) =>
    `The gateway holds ${most} connections, which is all it takes (maxConnections); wait as long as Retry-After says`,
  'too-many-of-address': (most) =>
    `This address has ${most} connections open, which is all it may (maxConnectionsPerIp); close one first`,
  'too-many-of-subject': (most) =>
    `This token’s subject has ${most} connections open, which is all it may (maxConnectionsPerSubject); close one first`,
  'too-many-a-minute': (most) =>
    `This address opened ${most} connections within a minute, which is all it may (connectionsPerMinutePerIp); wait as long as Retry-After says`,
};

const refusal = (
  reason: ConnectionRefusal['reason'],
  most: number,
  retryAfterSeconds = retryOpenSeconds,
): ConnectionRefusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: words[reason](most),
  reason,
  retryAfterSeconds,
});

/** Counts connections by address and by subject, before anything is spent on them. */
export class ConnectionLimits {
  readonly #options: ConnectionLimitOptions;
  readonly #clock: Clock;
  /** By who shares the quota and address. */
  readonly #open = new Map<string, number>();
  readonly #ofSubject = new Map<string, number>();
  /** By quota: the windows of the addresses seen last. */
  readonly #rates = new Map<string, RecentMap<SlidingWindow>>();
  #openCount = 0;

  constructor(options: ConnectionLimitOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Admits a connection and counts it as open, or says why not. Refused ones count against nothing. */
  admit(address: string, { newPerMinute, open }: ConnectionQuotas): ConnectionRefusal | undefined {
    const { maxConnections } = this.#options;
    if (this.#openCount >= maxConnections) return refusal('too-many-connections', maxConnections);
    const group = addressGroup(address);
    const name = `${open.sharedBy} ${group}`;
    const present = this.#open.get(name) ?? 0;
    if (present >= open.most) return refusal('too-many-of-address', open.most);
    const nowMs = this.#clock.monotonicMs();
    const rate = this.#ratesOf(newPerMinute).get(group);
    if (!rate.tryTake(nowMs)) {
      const retryAfterSeconds = Math.max(1, Math.ceil((rate.freeAtMs() - nowMs) / 1000));
      return refusal('too-many-a-minute', newPerMinute.most, retryAfterSeconds);
    }
    this.#open.set(name, present + 1);
    this.#openCount += 1;
    return undefined;
  }

  /** An admitted connection is gone; the quotas are those that it was admitted with. */
  release(address: string, { open }: Pick<ConnectionQuotas, 'open'>): void {
    countDown(this.#open, `${open.sharedBy} ${addressGroup(address)}`);
    this.#openCount -= 1;
  }

  /** Admits one more connection of whom a token names, or says why not. Comes after {@link admit}, when the token is known. */
  admitSubject(subject: string): ConnectionRefusal | undefined {
    const present = this.#ofSubject.get(subject) ?? 0;
    const most = this.#options.maxConnectionsPerSubject;
    if (present >= most) return refusal('too-many-of-subject', most);
    this.#ofSubject.set(subject, present + 1);
    return undefined;
  }

  /** A connection that {@link admitSubject} admitted is gone. */
  releaseSubject(subject: string): void {
    countDown(this.#ofSubject, subject);
  }

  #ratesOf({ sharedBy, most }: ConnectionQuota): RecentMap<SlidingWindow> {
    const present = this.#rates.get(sharedBy);
    if (present !== undefined) return present;
    const window = { count: most, windowMs: minuteMs };
    const rates = new RecentMap(maxAddresses, () => new SlidingWindow(window));
    this.#rates.set(sharedBy, rates);
    return rates;
  }
}

const countDown = (counts: Map<string, number>, name: string): void => {
  const left = (counts.get(name) ?? 1) - 1;
  if (left > 0) counts.set(name, left);
  else counts.delete(name);
};
