import type { CloseName, TimeMs } from '@pitwall/model';
import type { GapReason, StreamPosition, StreamWish } from './stream.ts';

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
  /** Asks for a stream of its own; only where subscriptions start with `streams`. */
  | { readonly do: 'open-stream'; readonly wish: StreamWish; readonly requestId?: string }
  | { readonly do: 'close-stream'; readonly stream: string; readonly requestId?: string }
  /** A ping that wants an answer. */
  | { readonly do: 'ping'; readonly echo?: number | string }
  /** A sign of life that wants none. */
  | { readonly do: 'alive' }
  | { readonly do: 'authenticate'; readonly token: string; readonly requestId?: string }
  | { readonly do: 'disconnect' }
  /** Well-formed JSON that asks for nothing the dialect knows: answered or counted, never a reason to close (ruling 16). */
  | { readonly do: 'unknown'; readonly what: string; readonly requestId?: string };

/** What a client may know of its session before it asks for streams. */
export interface SessionFacts {
  /** Of the gateway. */
  readonly version: string;
  /** Name of the log's history. */
  readonly epoch: string;
  /** Cursor of the newest event that the session may see. */
  readonly head: string;
  /** What it may watch; `*` is all. */
  readonly accounts: readonly string[] | '*';
  /** When its token ends. @default never */
  readonly expiresAtMs?: TimeMs;
  readonly limits: {
    /** Largest frame of the client. */
    readonly maxInboundFrameBytes: number;
    /** Frames of the client in any `inboundWindowMs`. */
    readonly inboundMessages: number;
    readonly inboundWindowMs: number;
    readonly maxStreams: number;
    /** Topics one stream may hear. */
    readonly maxTopics: number;
  };
}

/** What the gateway has to say to one client, in words of no dialect. */
export type Reply =
  | {
      readonly say: 'welcome';
      readonly connectionId: string;
      readonly nowMs: TimeMs;
      /** Only where subscriptions start with `streams`. */
      readonly session?: SessionFacts;
    }
  /** First in the answer to a poll that goes on from nowhere; what `welcome` is to a socket. */
  | { readonly say: 'poll-welcome'; readonly nowMs: TimeMs }
  | {
      readonly say: 'subscribed' | 'unsubscribed';
      readonly topics: readonly string[];
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  /** A stream begins: its messages follow. */
  | {
      readonly say: 'stream-opened';
      readonly stream: string;
      readonly wish: StreamWish;
      /** What of the session's accounts it hears. */
      readonly accounts: readonly string[] | '*';
      /** Where it begins: what the client is to give as `since` before anything else has come. */
      readonly cursor: string;
      /** Whether it goes on after `since`; absent without one. */
      readonly recovered?: boolean;
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  /** Right after `stream-opened`: the stream could not go on after `since`, and begins with present states. */
  | {
      readonly say: 'gap';
      readonly stream: string;
      readonly since: string;
      readonly reason: GapReason;
      readonly cursor: string;
      readonly nowMs: TimeMs;
    }
  /** A stream's reader has everything up to now; what follows happens. */
  | {
      readonly say: 'live';
      readonly position: StreamPosition;
      /** `seq` of the last message that this reader was given on its way here. */
      readonly prev: string;
      /** Set when it had fallen behind: so many states were skipped, so many bounded messages dropped. */
      readonly lag?: { readonly conflated: number; readonly dropped: number };
      readonly nowMs: TimeMs;
    }
  /** A stream was not opened or closed as was asked; the session and its other streams go on. */
  | {
      readonly say: 'stream-refused';
      readonly why:
        /** What it is to hear is heard by another one of the session already. */
        | 'same-stream'
        | 'unknown-stream'
        | 'too-many-streams'
        | 'too-many-topics'
        /** It names an account that the session may not see. */
        | 'forbidden-account';
      /** For people: what went wrong with this very request. */
      readonly detail: string;
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  | { readonly say: 'stream-closed'; readonly stream: string; readonly nowMs: TimeMs; readonly requestId?: string }
  | { readonly say: 'pong'; readonly nowMs: TimeMs; readonly echo?: number | string }
  | {
      readonly say: 'ping';
      readonly nowMs: TimeMs;
      readonly connectedForMs: number;
      /** Of the streams that are live. @default none */
      readonly positions?: readonly StreamPosition[];
    }
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
  | {
      readonly say: 'authenticated';
      readonly expiresAtMs: TimeMs;
      readonly nowMs: TimeMs;
      readonly requestId?: string;
    }
  /** First message after a connect with `since` or `resume` (ruling 6). */
  | { readonly say: 'resumed'; readonly recovered: boolean; readonly cursor: string; readonly nowMs: TimeMs }
  /** A reader caught up after it lagged: so many states were skipped, so many bounded messages dropped. */
  | { readonly say: 'caught-up'; readonly conflated: number; readonly dropped: number; readonly nowMs: TimeMs }
  /** Bounded messages of a topic were dropped before they could be sent. */
  | {
      readonly say: 'dropped';
      readonly topic: string;
      readonly count: number;
      readonly nowMs: TimeMs;
      /** @default the session's one */
      readonly stream?: string;
    }
  /** The session will end; a client may come back after `retryAfterMs`. */
  | {
      readonly say: 'leaving';
      readonly why: 'shutdown' | 'session-refresh';
      readonly retryAfterMs: number;
      /** With `session-refresh`: when the token ends. */
      readonly expiresAtMs?: TimeMs;
      readonly nowMs: TimeMs;
    }
  /** The last words before a close; not said to those whom an error already refused at connect. */
  | {
      readonly say: 'closing';
      readonly close: CloseName;
      readonly detail: string;
      /** When a client may come back, where the close says so. */
      readonly retryAfterMs?: number;
      readonly nowMs: TimeMs;
    };
