import type { CloseName } from '@pitwall/model';
import type { Clock } from '../clock.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Doorkeeper } from '../identity/identity.ts';
import type { InboundLimits } from './inbound-gate.ts';
import type { SessionSocket } from './session-socket.ts';
import type { SessionState } from './session-table.ts';
import type { TokenLifeOptions } from './token-life.ts';

/** Bounds of one session. */
export interface SessionOptions extends InboundLimits, TokenLifeOptions {
  /** How long output may stay undrained. @default 30,000 ms */
  readonly maxLagMs: number;
  /** Unsent bytes above which a session is a slow reader. @default 256 KiB */
  readonly highWaterBytes: number;
  /** How long a peer may take to answer a close. @default 5,000 ms */
  readonly closeTimeoutMs: number;
  /** When a client that is sent away may come back. @default 5,000 ms, as mci's page says */
  readonly retryAfterMs: number;
  /** Topics one session may hear. @default 100 */
  readonly maxTopicsPerSession: number;
  /** Streams one session may have open. @default 16 */
  readonly maxStreamsPerSession: number;
  /** Topics one stream may hear. @default 2,000 */
  readonly maxTopicsPerStream: number;
  /** Largest frame of a client, which the socket enforces and the session tells. @default 64 KiB */
  readonly maxInboundFrameBytes: number;
}

/** Told what happens, for counting. */
export interface SessionObserver {
  moved(from: SessionState | undefined, to: SessionState): void;
  inbound(what: 'read' | 'unreadable' | 'unknown' | 'discarded' | 'too-many-topics' | 'too-many-streams'): void;
  closing(name: CloseName): void;
}

/** What a session works with. */
export interface SessionParts {
  readonly id: string;
  /** Version of the gateway. */
  readonly version: string;
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly doorkeeper: Pick<Doorkeeper, 'renew'>;
  readonly socket: SessionSocket;
  readonly observer: SessionObserver;
}
