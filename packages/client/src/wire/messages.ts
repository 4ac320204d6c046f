import type { Extra, Kind } from '../fact.ts';
import type { JsonObject } from '../facts/vocabulary.ts';

/** A fact as it comes, over any way. */
export interface WireFact {
  readonly kind: Kind;
  readonly key: string;
  readonly account: string;
  readonly source: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly marketTime?: number;
  readonly runId?: string;
  readonly data: JsonObject;
  /** Null in a delta: it is there no more. */
  readonly extra?: Extra | null;
  readonly seq: string;
}

/** A fact in a stream of pitwall.v1. */
export interface FactMessage extends WireFact {
  readonly type: 'event' | 'snapshot' | 'delta';
  readonly stream: string;
  readonly prev: string;
  /** Of a delta: the version it changes. */
  readonly base?: string;
  readonly sentAt: number;
}

/** What a gateway says in pitwall.v1: PROTOCOL.md beside the dialect. Fields that a client has no use for are left out. */
export type ServerMessage =
  | FactMessage
  | {
      readonly type: 'welcome';
      readonly epoch: string;
      readonly serverTime: number;
      readonly heartbeatMs: number;
      readonly expiresAt?: number;
    }
  | {
      readonly type: 'subscribed';
      readonly id: string;
      readonly stream: string;
      readonly cursor: string;
      readonly recovered?: boolean;
    }
  | {
      readonly type: 'gap';
      readonly stream: string;
      readonly since: string;
      readonly cursor: string;
      readonly reason: 'expired' | 'other-epoch' | 'ahead' | 'unreadable';
    }
  | {
      readonly type: 'live';
      readonly stream: string;
      readonly cursor: string;
      readonly prev: string;
      readonly last: string;
      readonly lag?: { readonly conflated: number; readonly dropped: number };
    }
  | {
      readonly type: 'ping';
      readonly streams: Readonly<Record<string, { readonly throughSeq: string; readonly last: string }>>;
    }
  | { readonly type: 'pong'; readonly echo?: number | string; readonly serverTime: number }
  | { readonly type: 'dropped'; readonly stream: string; readonly kind: string; readonly count: number }
  | { readonly type: 'unsubscribed'; readonly stream: string }
  | { readonly type: 'authenticated'; readonly expiresAt: number }
  | { readonly type: 'notice'; readonly notice: string; readonly retryAfterMs?: number; readonly expiresAt?: number }
  | {
      readonly type: 'error';
      readonly id?: string;
      readonly code: string;
      readonly message: string;
      readonly how: string;
    }
  | {
      readonly type: 'bye';
      readonly code: number;
      readonly reason: string;
      readonly retry: boolean;
      readonly retryAfterMs?: number;
    };

/** A page of `GET /v1/events`. */
export interface EventPage {
  /** To go on with, as it came. */
  readonly cursor: string;
  /** Where the reader stands, `<epoch>.<seq>`: good for any way. */
  readonly seq: string;
  readonly recovered: boolean;
  readonly more: boolean;
  readonly events: readonly (WireFact & { readonly snapshot?: boolean })[];
}

/** The first event of `GET /v1/sse`. */
export interface ResumeEvent {
  readonly recovered: boolean;
  readonly cursor: string;
}

/** One result of `POST /v1/events`. */
export type PublishResult =
  | { readonly ok: true; readonly seq: string; readonly cursor: string; readonly duplicate: boolean }
  | { readonly ok: false; readonly error: GatewayError };

/** The answer to `POST /v1/events`. */
export interface PublishAnswer {
  readonly results: readonly PublishResult[];
}

/** An error as a body of HTTP has it: docs/errors.md. */
export interface GatewayError {
  readonly code: string;
  readonly message: string;
  readonly how?: string;
}
