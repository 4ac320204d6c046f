import type { Dialect } from '@pitwall/dialects';

/** What a request shows of who wants to watch, and what it asks for. */
export interface WatchRequest {
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The `Cookie` header. */
  readonly cookie?: string;
  /** `?token=`, for clients that cannot set headers. */
  readonly token?: string;
  /** `?account=`: one account, or `*` for all that the request may see. */
  readonly account?: string;
  /** The dialect that is polled; absent for canonical events. Dialects of one account a session get one (ruling 17). */
  readonly dialect?: Dialect;
  readonly remoteAddress: string;
}

/** Decides which accounts a request may watch. */
export interface WatchAuthority {
  /** The accounts, or all. Throws `UNAUTHENTICATED` or `FORBIDDEN_ACCOUNT`. */
  accountsOf(request: WatchRequest): readonly string[] | '*' | Promise<readonly string[] | '*'>;
}
