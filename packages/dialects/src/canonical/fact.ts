import type { Kind, SequencedOf } from '@pitwall/model';
import type { JsonObject } from '../json.ts';
import { asPublished } from '../wire/assertions.ts';

/**
 * A fact as it was published, with the times at which it happened and came in. Who published it and under which idempotency
 * key is the publisher's own business.
 */
export const factOf = (event: SequencedOf<Kind>): JsonObject => ({
  kind: event.kind,
  key: event.key,
  account: event.account,
  source: event.source,
  occurredAt: event.occurredAt,
  receivedAt: event.receivedAt,
  marketTime: event.marketTime,
  runId: event.runId,
  data: asPublished(event.data),
  extra: event.extra === undefined ? undefined : asPublished(event.extra),
});
