import { toIso } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../talk.ts';

/** Makes the words for replies. The page has a greeting; what answers additive questions and tells of loss is additive. */
export const repliesWith =
  (welcomeText: string): Dialect['encodeReply'] =>
  (reply) => {
    switch (reply.say) {
      case 'welcome':
        return { type: 'connection_established', timestamp: toIso(reply.nowMs), message: welcomeText };
      case 'resumed':
        return talk('resume', reply, { recovered: reply.recovered, cursor: reply.cursor });
      case 'authenticated':
        return talk('authenticated', reply, { expires_at: toIso(reply.expiresAtMs) });
      case 'error':
        return isAboutToken(reply) ? talk('error', reply, { message: reply.detail }) : undefined;
      case 'dropped':
        return talk('system_log', reply, lossOf(reply.count, toIso(reply.nowMs)));
      case 'caught-up':
        // Of skipped states nothing is lost, since their last values came.
        return reply.dropped === 0 ? undefined : talk('system_log', reply, lossOf(reply.dropped, toIso(reply.nowMs)));
      default:
        return undefined;
    }
  };

/** What answers a fresh token that is not good. Refusals at connect are silent: the page has only its close for them. */
const isAboutToken = ({ problem, at }: Extract<Reply, { say: 'error' }>): boolean =>
  at !== 'connect' && (problem === 'invalid-token' || problem === 'session-expired' || problem === 'forbidden');

const talk = (type: string, { nowMs }: Reply, data: JsonObject): JsonObject => ({
  type,
  timestamp: toIso(nowMs),
  data,
});

/** Loss is told where its reader looks: in the log. Only log lines can be lost here. */
const lossOf = (count: number, timestamp: string): JsonObject => ({
  level: 'WARNING',
  module: 'pitwall',
  message: `${count} ${count === 1 ? 'line' : 'lines'} of the log could not be kept for this reader and ${count === 1 ? 'was' : 'were'} dropped`,
  timestamp,
});
