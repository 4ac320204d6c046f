/**
 * Every close code that Pitwall sends: when, with which default reason, and whether a client should come back.
 * RFC 6455 section 7.4 defines the 1000s; 4000–4999 are for applications.
 */
export const closeCodes = {
  NORMAL: { code: 1000, reason: 'normal closure', when: 'the client asked to disconnect', retry: false },
  GOING_AWAY: { code: 1001, reason: 'server shutting down', when: 'the gateway drains', retry: true },
  PROTOCOL_ERROR: { code: 1002, reason: 'protocol error', when: 'a frame breaks the WebSocket protocol', retry: false },
  INVALID_TEXT: {
    code: 1007,
    reason: 'invalid text',
    when: 'a text frame is not UTF-8, or cannot be unpacked',
    retry: false,
  },
  POLICY: {
    code: 1008,
    reason: 'policy violation',
    when: 'too many unreadable frames, or a dialect’s own wording for auth',
    retry: false,
  },
  TOO_BIG: { code: 1009, reason: 'message too big', when: 'an inbound frame is over its limit', retry: false },
  INTERNAL: { code: 1011, reason: 'internal error', when: 'a fault in the gateway ended this session', retry: true },
  RESTART: { code: 1012, reason: 'service restart', when: 'the gateway restarts', retry: true },
  TOO_SLOW: {
    code: 1013,
    reason: 'too slow, resume with your cursor',
    when: 'a reader lagged for too long or beyond retention',
    retry: true,
  },
  UNAUTHENTICATED: { code: 4401, reason: 'unauthenticated', when: 'a token is asked for and none came', retry: false },
  INVALID_TOKEN: {
    code: 4401,
    reason: 'invalid token',
    when: 'the token is bad or expired at connect, or was revoked',
    retry: false,
  },
  SESSION_EXPIRED: {
    code: 4401,
    reason: 'session expired',
    when: 'the token expired during the session and no new one came in time',
    retry: false,
  },
  FORBIDDEN: { code: 4403, reason: 'forbidden', when: 'the account or topic is not allowed', retry: false },
  NO_PONG: { code: 4408, reason: 'no pong', when: 'nothing came within the pong deadline', retry: true },
  RATE_LIMITED: {
    code: 4429,
    reason: 'rate limited',
    when: 'the inbound limit was exceeded for too long',
    retry: true,
  },
} as const satisfies Record<string, { code: number; reason: string; when: string; retry: boolean }>;

/** Name of a row of {@link closeCodes}. */
export type CloseName = keyof typeof closeCodes;
