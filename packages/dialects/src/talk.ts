import type { CloseName, TimeMs } from '@pitwall/model';

/** What a client asks, in words of no dialect. */
export type Command =
  | {
      readonly do: 'subscribe';
      readonly topics: readonly string[];
      /** Topics asked for that do not exist. */
      readonly unknownTopics: readonly string[];
      readonly requestId?: string;
    }
  | {
      readonly do: 'unsubscribe';
      readonly topics: readonly string[];
      readonly unknownTopics: readonly string[];
      readonly requestId?: string;
    }
  /** A ping that wants an answer. */
  | { readonly do: 'ping'; readonly echo?: number | string }
  /** A sign of life that wants none. */
  | { readonly do: 'alive' }
  | { readonly do: 'authenticate'; readonly token: string }
  | { readonly do: 'disconnect' }
  /** Well-formed JSON that asks for nothing the dialect knows: answered or counted, never a reason to close (ruling 16). */
  | { readonly do: 'unknown'; readonly what: string; readonly requestId?: string };

/** What the gateway has to say to one client, in words of no dialect. */
export type Reply =
  | { readonly say: 'welcome'; readonly connectionId: string; readonly nowMs: TimeMs }
  /** First in the answer to a poll that goes on from nowhere; what `welcome` is to a socket. */
  | { readonly say: 'poll-welcome'; readonly nowMs: TimeMs }
  | {
      readonly say: 'subscribed' | 'unsubscribed';
      readonly topics: readonly string[];
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  | { readonly say: 'pong'; readonly nowMs: TimeMs; readonly echo?: number | string }
  | { readonly say: 'ping'; readonly nowMs: TimeMs; readonly connectedForMs: number }
  | {
      readonly say: 'error';
      readonly problem:
        | 'not-json'
        | 'unknown-command'
        | 'unknown-topic'
        | 'rate-limited'
        /** A token is asked for and none came. */
        | 'unauthenticated'
        /** The token is bad, or was revoked. */
        | 'invalid-token'
        /** The token had expired when it came. One that expires later ends in `closing` as `SESSION_EXPIRED`. */
        | 'session-expired'
        /** The account or topic is not for this token. */
        | 'forbidden'
        | 'too-slow'
        | 'internal';
      /** `connect`: it refuses the connection, and only the close follows. @default session */
      readonly at?: 'connect' | 'session';
      /** For people: what went wrong with this very input. */
      readonly detail: string;
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  /** A new token was accepted in place. */
  | { readonly say: 'authenticated'; readonly expiresAtMs: TimeMs; readonly nowMs: TimeMs }
  /** First message after a connect with `since` or `resume` (ruling 6). */
  | { readonly say: 'resumed'; readonly recovered: boolean; readonly cursor: string; readonly nowMs: TimeMs }
  /** A reader caught up after it lagged: so many states were skipped, so many bounded messages dropped. */
  | { readonly say: 'caught-up'; readonly conflated: number; readonly dropped: number; readonly nowMs: TimeMs }
  /** Bounded messages of a topic were dropped before they could be sent. */
  | { readonly say: 'dropped'; readonly topic: string; readonly count: number; readonly nowMs: TimeMs }
  /** The session will end; a client may come back after `retryAfterMs`. */
  | {
      readonly say: 'leaving';
      readonly why: 'shutdown' | 'session-refresh';
      readonly retryAfterMs: number;
      readonly nowMs: TimeMs;
    }
  /** The last words before a close; not said to those whom an error already refused at connect. */
  | { readonly say: 'closing'; readonly close: CloseName; readonly detail: string; readonly nowMs: TimeMs };
