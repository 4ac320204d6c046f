import { formatCursor } from '@pitwall/model';
import type { SessionFacts } from '@pitwall/dialects';
import type { Delivery } from '../delivery/delivery.ts';
import type { Admission } from '../identity/identity.ts';
import type { SessionOptions } from './session-contract.ts';

/** What a client may know of its session before it asks for streams: nothing of accounts that are not its own. */
export const sessionFacts = (
  options: SessionOptions,
  { delivery, version }: { readonly delivery: Delivery; readonly version: string },
  { accounts, identity }: Admission,
): SessionFacts => ({
  version,
  epoch: delivery.epoch,
  head: formatCursor({ epoch: delivery.epoch, seq: delivery.positionSeq({ accounts }) }),
  accounts,
  ...(identity === undefined ? {} : { expiresAtMs: identity.expiresAtMs }),
  limits: {
    maxInboundFrameBytes: options.maxInboundFrameBytes,
    inboundMessages: options.inboundMessages,
    inboundWindowMs: options.inboundWindowMs,
    maxStreams: options.maxStreamsPerSession,
    maxTopics: options.maxTopicsPerStream,
  },
});
