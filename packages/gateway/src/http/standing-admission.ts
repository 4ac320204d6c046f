import { PitwallError } from '@pitwall/model';
import type { Clock, Timer } from '../clock.ts';
import type { GatewayIdentity } from '../identity/gateway-identity.ts';
import type { Admission, Identity } from '../identity/identity.ts';

/**
 * Longest sleep, in ms. Expiry is a matter of the wall clock, which may be set or stand still while a machine sleeps; and a
 * timer cannot be set further ahead than 24 days.
 */
const maxSleepMs = 60_000;

/** What a standing admission is watched with. */
export interface StandingParts {
  readonly clock: Clock;
  readonly identity: Pick<GatewayIdentity, 'holds' | 'revocations'>;
  /** Told once when the admission ends while it is watched. */
  readonly onEnd: () => void;
}

/** The admission of a request that may take long: it can expire or be revoked meanwhile. */
export class StandingAdmission {
  readonly #admission: Admission;
  readonly #parts: StandingParts;
  #timer: Timer | undefined;
  #unfollow: (() => void) | undefined;

  constructor(admission: Admission, parts: StandingParts) {
    this.#admission = admission;
    this.#parts = parts;
    if (admission.identity === undefined) return;
    this.#unfollow = parts.identity.revocations.follow(() => this.#look());
    this.#sleep(admission.identity);
  }

  /** Throws `INVALID_TOKEN` or `TOKEN_EXPIRED` when what was admitted is so no longer. */
  assertStands(): void {
    const fault = this.#fault();
    if (fault !== undefined) throw fault;
  }

  /** Stops watching. */
  stop(): void {
    this.#timer?.cancel();
    this.#unfollow?.();
  }

  #look(): void {
    if (this.#fault() !== undefined) this.#parts.onEnd();
  }

  #sleep(identity: Identity): void {
    const { clock } = this.#parts;
    const leftMs = Math.max(0, identity.expiresAtMs - clock.now());
    this.#timer = clock.after(Math.min(leftMs, maxSleepMs), () => {
      if (identity.expiresAtMs > clock.now()) this.#sleep(identity);
      else this.#look();
    });
  }

  #fault(): PitwallError | undefined {
    const { clock, identity } = this.#parts;
    if (!identity.holds(this.#admission)) return new PitwallError('INVALID_TOKEN', 'The token was revoked meanwhile');
    const { expiresAtMs = Number.POSITIVE_INFINITY } = this.#admission.identity ?? {};
    return expiresAtMs <= clock.now() ? new PitwallError('TOKEN_EXPIRED', 'The token expired meanwhile') : undefined;
  }
}
