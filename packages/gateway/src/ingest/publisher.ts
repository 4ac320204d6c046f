import type { Kind } from '@pitwall/model';

/** Who publishes: what its credential allows. */
export interface Publisher {
  /** Name of the credential, for logs, metrics and the scope of idempotency keys. */
  readonly name: string;
  /** Accounts it may publish to, its own first; `*` any (loopback development only, where `defaultAccount` stands in). */
  readonly accounts: readonly string[] | '*';
  /** The account of events that name none. */
  readonly defaultAccount: string;
  /** Kinds it may publish. */
  readonly kinds: readonly Kind[] | '*';
  /** Whether it may publish kinds that belong to no account and are seen by all. */
  readonly shared: boolean;
}
