import { PitwallError, toPitwallError } from '@pitwall/model';
import type { Clock, Timer } from '../clock.ts';
import type { Admission, Doorkeeper, Identity } from '../identity/identity.ts';

/** How the end of a token is met (ruling 12). */
export interface TokenLifeOptions {
  /** How long before its expiry a client is warned. @default 30,000 ms */
  readonly expiryWarningMs: number;
  /** How long after its expiry a client may still bring a new one. @default 25,000 ms */
  readonly expiryGraceMs: number;
}

/** What a token's life asks of its session. */
export interface TokenLifePort {
  /** The token expires soon. */
  warn(): void;
  /** A new token was accepted. */
  renewed(identity: Identity, requestId: string | undefined): void;
  /** A new token was not accepted; the old one goes on. */
  refused(error: PitwallError, requestId: string | undefined): void;
  /** It expired, and no new one came in time. */
  expired(): void;
}

/** What a token's life works with. */
export interface TokenLifeParts {
  readonly clock: Clock;
  readonly doorkeeper: Pick<Doorkeeper, 'renew'>;
  readonly port: TokenLifePort;
}

/**
 * Longest sleep, in ms. Expiry is a matter of the wall clock, which may be set or stand still while a machine sleeps; and a
 * timer cannot be set further ahead than 24 days.
 */
const maxSleepMs = 60_000;

/** Warns before a session's token expires, takes a new one in place, and ends the session when none comes. */
export class TokenLife {
  readonly #options: TokenLifeOptions;
  readonly #parts: TokenLifeParts;
  #admission: Admission;
  #timer: Timer | undefined;
  #warned = false;
  #checking = false;
  #stopped = false;

  constructor(options: TokenLifeOptions, parts: TokenLifeParts, admission: Admission) {
    this.#options = options;
    this.#parts = parts;
    this.#admission = admission;
  }

  /** By what the session is let in at present. */
  get admission(): Admission {
    return this.#admission;
  }

  /** Begins to watch the clock; a session without a token has nothing to watch. */
  start(): void {
    const { identity } = this.#admission;
    if (identity !== undefined && !this.#stopped) this.#look(identity);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Takes a new token in place of the old one, when it is good for the same. The answer names the client's request. */
  renew(token: string, requestId?: string): void {
    if (this.#checking) {
      this.#parts.port.refused(new PitwallError('RATE_LIMITED', 'A token is being checked already'), requestId);
      return;
    }
    this.#checking = true;
    this.#parts.doorkeeper
      .renew(token, this.#admission)
      .then(
        (admission) => this.#renewed(admission, requestId),
        (thrown: unknown) => this.#refused(toPitwallError(thrown), requestId),
      )
      .finally(() => (this.#checking = false));
  }

  #renewed(admission: Admission, requestId: string | undefined): void {
    const { identity } = admission;
    if (this.#stopped || identity === undefined) return;
    this.#admission = admission;
    this.#warned = false;
    this.#parts.port.renewed(identity, requestId);
    this.start();
  }

  #refused(error: PitwallError, requestId: string | undefined): void {
    if (!this.#stopped) this.#parts.port.refused(error, requestId);
  }

  #look({ expiresAtMs }: Identity): void {
    const { clock, port } = this.#parts;
    this.#timer?.cancel();
    const nowMs = clock.now();
    const endMs = expiresAtMs + this.#options.expiryGraceMs;
    if (nowMs >= endMs) {
      port.expired();
      return;
    }
    const warnMs = expiresAtMs - this.#options.expiryWarningMs;
    if (!this.#warned && nowMs >= warnMs) {
      this.#warned = true;
      port.warn();
    }
    const waitMs = (this.#warned ? endMs : warnMs) - nowMs;
    this.#timer = clock.after(Math.min(waitMs, maxSleepMs), () => this.start());
  }
}
