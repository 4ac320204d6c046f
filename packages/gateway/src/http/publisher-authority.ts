import type { Publisher } from '../ingest/publisher.ts';

/** What a request shows of who sends it. */
export interface PublishRequest {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly remoteAddress: string;
}

/** Decides who may publish. */
export interface PublisherAuthority {
  /** The publisher whose credential the request carries. Throws `UNAUTHENTICATED` when it carries none that is valid. */
  authorize(request: PublishRequest): Publisher;
}
