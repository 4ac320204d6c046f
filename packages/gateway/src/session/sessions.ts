import { PitwallError } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Admission, Doorkeeper } from '../identity/identity.ts';
import { addTo } from '../observe/count.ts';
import type { SessionStats } from '../observe/session-stats.ts';
import type { ConnectRequest } from './connect-request.ts';
import { Session } from './session.ts';
import type { SessionObserver, SessionOptions } from './session-contract.ts';
import type { SessionState } from './session-table.ts';
import type { SessionSocket } from './session-socket.ts';

/** Bounds that a route may set for its sessions. */
export type SessionLimits = Pick<
  SessionOptions,
  'maxInboundFrameBytes' | 'inboundMessages' | 'inboundWindowMs' | 'maxTopicsPerSession'
>;

/** Somebody who came in through a route, or was refused at it. */
export interface Arrival {
  readonly request: ConnectRequest;
  readonly outcome: Admission | PitwallError;
  /** One object for all of a route. @default the options' own */
  readonly limits?: SessionLimits;
}

/** What the registry of sessions works with. */
export interface SessionsParts {
  /** Of the gateway. */
  readonly version: string;
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly doorkeeper: Pick<Doorkeeper, 'renew'>;
  /** Whether what was admitted still holds. */
  readonly holds: (admission: Admission) => boolean;
  readonly stats: SessionStats;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** A name for a session that nobody can guess. */
  readonly newId: () => string;
  /** Told of a refused session. */
  readonly onRefused: (request: ConnectRequest, error: PitwallError) => void;
}

/** How a drain is paced. */
export interface DrainPace {
  /** Closes are spread at random over this time, in ms. */
  readonly spreadMs: number;
  /** What is left is cut off after this time, in ms. */
  readonly timeoutMs: number;
}

/** All open sessions. */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #parts: SessionsParts;
  readonly #open = new Set<Session>();
  /** Options by the limits of a route, so that sessions share them. */
  readonly #optionsByLimits = new Map<SessionLimits, SessionOptions>();
  #whenEmpty: (() => void) | undefined;

  constructor(options: SessionOptions, parts: SessionsParts) {
    this.#options = options;
    this.#parts = parts;
  }

  get size(): number {
    return this.#open.size;
  }

  /** How many are in a state. */
  countIn(state: SessionState): number {
    let count = 0;
    for (const session of this.#open) if (session.state === state) count += 1;
    return count;
  }

  /** How many speak a dialect. */
  countOf(dialect: string): number {
    let count = 0;
    for (const session of this.#open) if (session.dialect.name === dialect) count += 1;
    return count;
  }

  /** Bytes that wait for slow readers: of all, and of the one that has most. */
  unsentBytes(): { readonly total: number; readonly max: number } {
    let total = 0;
    let max = 0;
    for (const session of this.#open) {
      const bytes = session.unsentBytes();
      total += bytes;
      max = Math.max(max, bytes);
    }
    return { total, max };
  }

  /** Makes the session of a connection, and refuses it in its own words when it was not let in. */
  open(arrival: Arrival, socket: SessionSocket, attach: (session: Session, gone: () => void) => void): void {
    const { clock, delivery, doorkeeper, newId, version } = this.#parts;
    const { request } = arrival;
    const outcome = this.#holding(arrival.outcome);
    const isRefused = outcome instanceof PitwallError;
    const observer = this.#observer(request.dialect.name);
    const session = new Session(
      this.#optionsFor(arrival.limits),
      { id: newId(), version, clock, delivery, doorkeeper, socket, observer },
      { request, admission: isRefused ? { accounts: [] } : outcome },
    );
    this.#open.add(session);
    attach(session, () => this.#forget(session));
    if (!isRefused) {
      session.open();
      return;
    }
    this.#parts.onRefused(request, outcome);
    session.refuse(outcome);
  }

  /** Closes at once every session whose token was revoked. */
  closeRevoked(): void {
    for (const session of this.#open) {
      if (!this.#parts.holds(session.admission)) session.close('INVALID_TOKEN', 'token revoked');
    }
  }

  /** Ends all sessions with notice, spread over time; what does not end in time is cut off. */
  async drain(pace: DrainPace): Promise<void> {
    const { clock, random } = this.#parts;
    for (const session of this.#open) {
      const afterMs = Math.floor(random() * pace.spreadMs);
      session.announceDrain();
      clock.after(afterMs, () => session.drain());
    }
    const cutOff = clock.after(pace.timeoutMs, () => this.cutAll());
    await this.#emptied();
    cutOff.cancel();
  }

  /** Cuts off every session. */
  cutAll(): void {
    for (const session of this.#open) session.cut();
  }

  #optionsFor(limits: SessionLimits | undefined): SessionOptions {
    if (limits === undefined) return this.#options;
    const present = this.#optionsByLimits.get(limits);
    if (present !== undefined) return present;
    const { maxInboundFrameBytes, inboundMessages, inboundWindowMs, maxTopicsPerSession } = limits;
    const own = { maxInboundFrameBytes, inboundMessages, inboundWindowMs, maxTopicsPerSession };
    const options = { ...this.#options, ...own };
    this.#optionsByLimits.set(limits, options);
    return options;
  }

  /** A token may have been revoked while the handshake was under way. */
  #holding(outcome: Admission | PitwallError): Admission | PitwallError {
    if (outcome instanceof PitwallError || this.#parts.holds(outcome)) return outcome;
    return new PitwallError('INVALID_TOKEN', 'The token was revoked');
  }

  #emptied(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#whenEmpty = resolve));
  }

  #observer(dialect: string): SessionObserver {
    const { stats } = this.#parts;
    const counts = {
      read: stats.inboundFrames,
      unreadable: stats.invalidFrames,
      unknown: stats.invalidFrames,
      discarded: stats.discardedFrames,
      'too-many-topics': stats.refusedSubscriptions,
      'too-many-streams': stats.refusedSubscriptions,
    };
    return {
      moved: (from, to) => {
        if (from !== undefined) addTo(stats.sessionsByDialectState, `${dialect} ${from}`, -1);
        if (to !== 'closed') addTo(stats.sessionsByDialectState, `${dialect} ${to}`);
      },
      inbound: (what) => addTo(counts[what], dialect),
      closing: () => undefined,
    };
  }

  #forget(session: Session): void {
    this.#open.delete(session);
    if (this.#open.size === 0) this.#whenEmpty?.();
  }
}
