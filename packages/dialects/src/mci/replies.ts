import type { CloseName } from '@pitwall/model';
import type { Dialect } from '../dialect.ts';
import type { Json, JsonObject } from '../json.ts';
import { errorReply } from './errors.ts';

/** The page's own version of its protocol. */
const pageVersion = '1.0.0';

const said = (event: string, data: { readonly [field: string]: Json }): JsonObject => ({ event, data });

/** Words for a reply; the answer to a new token and the resume are additive. */
export const encodeReply: Dialect['encodeReply'] = (reply) => {
  switch (reply.say) {
    case 'welcome':
      return said('connection:ack', {
        connectionId: reply.connectionId,
        serverTime: reply.nowMs,
        version: pageVersion,
      });
    case 'subscribed':
      return said('subscribed', { channels: reply.topics, subscribedAt: reply.nowMs });
    case 'unsubscribed':
      return said('unsubscribed', { channels: reply.topics, unsubscribedAt: reply.nowMs });
    case 'ping':
      // A monotonic clock counts parts of milliseconds too; the page knows whole ones.
      return said('heartbeat', { serverTime: reply.nowMs, connectionUptime: Math.floor(reply.connectedForMs) });
    case 'error':
      return errorReply(reply);
    case 'authenticated':
      return said('authenticated', { expiresAt: reply.expiresAtMs, serverTime: reply.nowMs });
    case 'resumed':
      return said('resume', { recovered: reply.recovered, cursor: reply.cursor });
    case 'leaving':
      return said('reconnect', {
        reason: reply.why === 'shutdown' ? 'server_restart' : 'session_refresh',
        delay: reply.retryAfterMs,
        message: `Please reconnect ${waitInWords(reply.retryAfterMs)}`,
      });
    case 'closing':
      return said('connection:closed', {
        reason: closedReason(reply.close),
        message: reply.close === 'NORMAL' ? 'Connection closed gracefully' : reply.detail,
      });
    default:
      return undefined;
  }
};

const closedReason = (close: CloseName): string => {
  switch (close) {
    case 'NORMAL':
      return 'client_disconnect';
    case 'GOING_AWAY':
    case 'RESTART':
      return 'server_shutdown';
    case 'SESSION_EXPIRED':
      return 'session_expired';
    default:
      return 'error';
  }
};

/** Rounded up: nobody should come before its time. */
const waitInWords = (delayMs: number): string => {
  const seconds = Math.ceil(delayMs / 1000);
  if (seconds === 0) return 'now';
  return `in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
};
