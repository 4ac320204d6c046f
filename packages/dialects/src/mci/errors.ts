import type { Static } from 'typebox';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../talk.ts';
import type { ErrorCode } from './schemas.ts';
import { mciChannels } from './topics.ts';

type ErrorReply = Reply & { readonly say: 'error' };
type Problem = ErrorReply['problem'];

interface Words {
  readonly code: Static<typeof ErrorCode>;
  readonly what: string;
  readonly how: string;
}

const useChannels = `Use valid channel: ${mciChannels.join(', ')}`;

/**
 * The page has five codes. What has none gets the one whose advice does no harm: nobody must sign in again, or leave a
 * connection that works, for a frame that was not understood.
 */
const wordsFor: { readonly [P in Problem]: Words | undefined } = {
  unauthenticated: { code: 'AUTH_REQUIRED', what: 'Not authenticated', how: 'Complete authentication first' },
  'invalid-token': { code: 'AUTH_REQUIRED', what: 'Token rejected', how: 'Authenticate again for a valid token' },
  'session-expired': { code: 'SESSION_EXPIRED', what: 'Session expired', how: 'Authenticate again for a new token' },
  forbidden: { code: 'AUTH_REQUIRED', what: 'Access denied', how: 'Authenticate as a user of this account' },
  'unknown-topic': { code: 'SUBSCRIPTION_ERROR', what: 'Subscription failed', how: useChannels },
  'unknown-command': {
    code: 'SUBSCRIPTION_ERROR',
    what: 'Message not understood',
    how: 'Send subscribe or unsubscribe with data.channels, heartbeat:ack or disconnect',
  },
  'not-json': {
    code: 'SUBSCRIPTION_ERROR',
    what: 'Message not readable',
    how: 'Send JSON text with an event and its data',
  },
  'rate-limited': { code: 'RATE_LIMITED', what: 'Too many messages', how: 'Send fewer messages' },
  internal: { code: 'SERVER_ERROR', what: 'Internal error', how: 'Reconnect' },
  // Its reader is told by `connection:closed`, which follows.
  'too-slow': undefined,
};

/** Words for an error: `connection:error` when it refuses the connection, else `error`. */
export const errorReply = ({ problem, detail, at }: ErrorReply): JsonObject | undefined => {
  const words = wordsFor[problem];
  if (words === undefined) return undefined;
  const { code, how } = words;
  const refused = at === 'connect';
  const what = refused ? 'Connection rejected' : words.what;
  return { event: refused ? 'connection:error' : 'error', data: { code, error: { what, why: detail, how } } };
};
