import { toIso, type CloseName, type TimeMs } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { Reply } from '../talk.ts';
import type { FleetError } from './schemas.ts';

type Problem = Extract<Reply, { readonly say: 'error' }>['problem'];

/** Code and message of each problem; what exactly happened stands in `details`. */
const errors: { readonly [P in Problem]: Omit<FleetError, 'details'> } = {
  'not-json': { code: 'INVALID_MESSAGE', message: 'The message is not JSON' },
  'unknown-command': { code: 'INVALID_MESSAGE', message: 'The message is not known here' },
  'unknown-topic': { code: 'INVALID_MESSAGE', message: 'There is no such message type' },
  'rate-limited': { code: 'RATE_LIMITED', message: 'Too many messages' },
  unauthenticated: { code: 'UNAUTHORIZED', message: 'A token is needed' },
  'invalid-token': { code: 'UNAUTHORIZED', message: 'The token is not accepted' },
  'session-expired': { code: 'UNAUTHORIZED', message: 'The token has expired' },
  forbidden: { code: 'UNAUTHORIZED', message: 'The token does not allow this' },
  'too-slow': { code: 'SLOW_CONSUMER', message: 'This connection reads too slowly' },
  internal: { code: 'INTERNAL_ERROR', message: 'Failed to process request' },
};

/** Which problem a close is about that no error has told before it. */
const problemOfClose: { readonly [Name in CloseName]?: Problem } = {
  SESSION_EXPIRED: 'session-expired',
  INVALID_TOKEN: 'invalid-token',
  FORBIDDEN: 'forbidden',
  INTERNAL: 'internal',
};

/**
 * Words for a reply. Of `connection` the server says only `connected`: a client that lost it, or fell back to polling,
 * tells its application so itself.
 */
export const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'welcome':
      return connected('ws', reply.nowMs);
    case 'poll-welcome':
      return connected('polling', reply.nowMs);
    case 'ping':
      return { type: 'ping', timestamp: reply.nowMs };
    case 'pong':
      return { type: 'pong', timestamp: typeof reply.echo === 'number' ? reply.echo : reply.nowMs };
    case 'error':
      return errorOf(reply.problem, reply);
    case 'closing': {
      const problem = problemOfClose[reply.close];
      return problem === undefined ? undefined : errorOf(problem, reply);
    }
    case 'authenticated':
      return { type: 'authenticated', data: { expires_at: toIso(reply.expiresAtMs) }, ts: toIso(reply.nowMs) };
    case 'resumed':
      return {
        type: 'resume',
        data: { recovered: reply.recovered, cursor: reply.cursor },
        ts: toIso(reply.nowMs),
      };
    default:
      return undefined;
  }
};

const connected = (mode: 'ws' | 'polling', nowMs: TimeMs) => ({
  type: 'connection',
  data: { status: 'connected', mode },
  ts: toIso(nowMs),
});

const errorOf = (problem: Problem, { detail, nowMs }: { readonly detail: string; readonly nowMs: TimeMs }) => ({
  type: 'error',
  data: { ...errors[problem], details: detail },
  ts: toIso(nowMs),
});
