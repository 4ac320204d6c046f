import type { Kind, TimeMs } from '@pitwall/model';

/** Who a verified token says its bearer is. */
export interface Identity {
  /** The claim that names the user; refreshes in place must name the same. */
  readonly subject: string;
  /** `jti`, by which a single token can be revoked. */
  readonly tokenId?: string;
  /** Whether it may see every account. */
  readonly admin: boolean;
  /** Accounts that it may see, its own first; at least one, except for an admin. */
  readonly accounts: readonly string[];
  /** What it may publish to its accounts; absent: nothing. */
  readonly publishes?: { readonly kinds: readonly Kind[] | '*'; readonly shared: boolean };
  /** `iat`: a subject's revocation ends tokens that were issued before it; absent counts as before. */
  readonly issuedAtMs?: TimeMs;
  readonly expiresAtMs: TimeMs;
}

/** Whether a token is asked for: `none` looks at no token, `optional` takes anybody without one and refuses a bad one. */
export type AuthPolicy = 'required' | 'optional' | 'none';

/** What a connection or a request shows of who it is (ruling 9). */
export interface Presented {
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The `Cookie` header. */
  readonly cookie?: string;
  /** `?token=`, for clients that cannot set headers. */
  readonly token?: string;
  /** `?ticket=`, good for one use. */
  readonly ticket?: string;
}

/** Where somebody wants in, and what is asked for. */
export interface Entry {
  readonly policy: AuthPolicy;
  /** `one`: exactly one account is watched; `own`: all that may be seen (ruling 17). */
  readonly accounts: 'one' | 'own';
  /** `?account=`: one account, or `*` for all that may be seen. */
  readonly account?: string;
  readonly remoteAddress: string;
  /** For logs and metrics: a dialect's name, or `http`. */
  readonly route: string;
}

/** Somebody was let in. */
export interface Admission {
  /** What is watched: accounts, or all. */
  readonly accounts: readonly string[] | '*';
  /** Absent where no token was looked at or none came. */
  readonly identity?: Identity;
}

/** The one check that everything watched passes: live, snapshot, replay, poll, logs and backtests. */
export interface Doorkeeper {
  /**
   * Rejects with `UNAUTHENTICATED` (none came), `INVALID_TOKEN`, `TOKEN_EXPIRED`, `FORBIDDEN_ACCOUNT` or, where the issuer's
   * keys cannot be had for the moment, `KEYS_UNAVAILABLE`. A ticket is used up even then.
   */
  admit(presented: Presented, entry: Entry): Promise<Admission>;
  /**
   * Takes a new token in place of an old one: of the same subject, and for all that is watched now.
   * Rejects with `INVALID_TOKEN`, `TOKEN_EXPIRED`, `FORBIDDEN_ACCOUNT` or `KEYS_UNAVAILABLE`.
   */
  renew(token: string, admission: Admission): Promise<Admission>;
}
