import { toIso, type CloseName } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';

/** Closes that no error has told before them. Their reason alone would be lost on a client that only reads messages. */
const closesInWords: ReadonlySet<CloseName> = new Set(['SESSION_EXPIRED', 'INVALID_TOKEN', 'FORBIDDEN', 'INTERNAL']);

/** Words for a reply. The page has them for subscriptions and pings; errors, tokens, resume and loss are additive. */
export const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'subscribed':
      return confirmation('subscription_confirmed', reply.topics);
    case 'unsubscribed':
      return confirmation('unsubscription_confirmed', reply.topics);
    case 'pong':
      return { type: 'pong' };
    case 'error':
      return { type: 'error', error: reply.detail };
    case 'closing':
      return closesInWords.has(reply.close) ? { type: 'error', error: reply.detail } : undefined;
    case 'authenticated':
      return { type: 'authenticated', expires_at: toIso(reply.expiresAtMs) };
    case 'resumed':
      return { type: 'resume', data: { recovered: reply.recovered, cursor: reply.cursor } };
    case 'dropped':
      return lossOf(reply.count, `of topic "${reply.topic}"`, toIso(reply.nowMs));
    case 'caught-up':
      // Of skipped states nothing is lost, since their last values came.
      return reply.dropped === 0 ? undefined : lossOf(reply.dropped, 'of the log', toIso(reply.nowMs));
    default:
      return undefined;
  }
};

/** A frame of this page asks for one topic, so there is one to confirm. */
const confirmation = (type: string, topics: readonly string[]) => {
  const [topic] = topics;
  return topic === undefined ? undefined : { type, topic };
};

/** Loss is told where its reader looks: in the log. */
const lossOf = (count: number, ofWhat: string, timestamp: string) => ({
  type: 'log_entry',
  data: {
    timestamp,
    level: 'WARNING',
    message: `${count} ${count === 1 ? 'message' : 'messages'} ${ofWhat} could not be kept for this reader and ${count === 1 ? 'was' : 'were'} dropped`,
    module: 'pitwall',
  },
});
