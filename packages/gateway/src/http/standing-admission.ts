import { PitwallError } from '@pitwall/model';
import type { Clock, Timer } from '../clock.ts';
import type { GatewayIdentity } from '../identity/gateway-identity.ts';
import type { Admission } from '../identity/identity.ts';

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
    const { clock, identity, onEnd } = parts;
    const look = (): void => {
      if (this.#fault() !== undefined) onEnd();
    };
    this.#unfollow = identity.revocations.follow(look);
    this.#timer = clock.after(Math.max(0, admission.identity.expiresAtMs - clock.now()), look);
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

  #fault(): PitwallError | undefined {
    const { clock, identity } = this.#parts;
    if (!identity.holds(this.#admission)) return new PitwallError('INVALID_TOKEN', 'The token was revoked meanwhile');
    const { expiresAtMs = Number.POSITIVE_INFINITY } = this.#admission.identity ?? {};
    return expiresAtMs <= clock.now() ? new PitwallError('TOKEN_EXPIRED', 'The token expired meanwhile') : undefined;
  }
}
