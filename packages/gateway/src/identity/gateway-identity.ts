import type { TimeMs } from '@pitwall/model';
import type { IdentityStats } from '../observe/identity-stats.ts';
import type { Admission, AuthPolicy, Doorkeeper, Identity } from './identity.ts';

/** A route as far as its policy goes. */
export interface PolicyRoute {
  /** Name of the listener: `main`, or a port. */
  readonly listener: string;
  readonly path: string;
  readonly dialect: { readonly name: string; readonly traits: { readonly auth: AuthPolicy } };
}

/** Which policy holds where (ruling 9). */
export interface AuthPolicies {
  forRoute(route: PolicyRoute): AuthPolicy;
  /** For the HTTP routes that belong to no dialect. */
  forApi(): AuthPolicy;
}

/** A ticket: what an admitted caller may hand to a client that can set no headers. */
export interface Ticket {
  /** Nobody can guess it. */
  readonly ticket: string;
  readonly expiresAtMs: TimeMs;
}

/** One-time tickets (ruling 9). */
export interface Tickets {
  /** Throws `OVERLOADED` when too many are open. */
  issue(identity: Identity): Ticket;
  /** The identity that it stands for, once; `undefined` for one that was used, is too old or never existed. */
  redeem(ticket: string): Identity | undefined;
}

/** What is revoked: one token, or all that a subject was issued before now. */
export type Revocation = { readonly tokenId: string } | { readonly subject: string };

/** Tokens that are no longer good although their time is not up. */
export interface Revocations {
  /** Takes up what was revoked before a restart. Rejects with `INVALID_OPTION` where the file cannot be read as it is. */
  restore(): Promise<void>;
  /**
   * Revokes, and tells whoever follows. Rejects when it cannot be kept, with `OVERLOADED` when too many are: it then does
   * not hold.
   */
  revoke(revocation: Revocation): Promise<void>;
  /**
   * Whether an identity is revoked. A subject's revocation counts for tokens of the same second too, because `iat` tells no
   * more than that. Throws `INTERNAL` before `restore`.
   */
  isRevoked(identity: Identity): boolean;
  /** Told at once after each revocation, to close what is open. Returns what stops it. */
  follow(told: () => void): () => void;
}

/** Everything about tokens. */
export interface GatewayIdentity {
  readonly doorkeeper: Doorkeeper;
  readonly policies: AuthPolicies;
  readonly tickets: Tickets;
  readonly revocations: Revocations;
  /** Whether anything can check a token. */
  readonly hasKey: boolean;
  /** Checks a token without letting anybody in: for those who publish. Rejects as `Doorkeeper.admit` does. */
  readonly identify: (token: string) => Promise<Identity>;
  /**
   * Whether what was admitted is not revoked. Its expiry is not asked: a session has words, a grace and timers of its own for
   * that (ruling 12).
   */
  readonly holds: (admission: Admission) => boolean;
  /** Must resolve before anybody is let in; see `Revocations.restore`. */
  readonly restore: () => Promise<void>;
  readonly stats: IdentityStats;
}
