import type { Publisher } from '../ingest/publisher.ts';

/** What a request shows of who sends it. */
export interface PublishRequest {
  /** The `Authorization` header: nothing else is looked at, for browsers send cookies and links by themselves. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}

/** Decides who may publish. */
export interface PublisherAuthority {
  /**
   * The publisher whose credential or token the request carries. Rejects with `UNAUTHENTICATED` when it carries none that is
   * known here, `INVALID_TOKEN`, `TOKEN_EXPIRED` or `KEYS_UNAVAILABLE` for a token that does not hold, and `FORBIDDEN` for
   * one that does and may not publish.
   */
  authorize(request: PublishRequest): Promise<Publisher>;
  /** The publisher of a configured credential, if that is what the header carries. */
  known(authorization: string | undefined): Publisher | undefined;
}
