import type { Clock } from '../clock.ts';
import type { DeliveryStats } from '../observe/delivery-stats.ts';
import type { RetainedState } from '../state/retained-state.ts';
import type { BatchOptions } from './batch.ts';
import type { Deflater } from './deflater.ts';
import type { RepeatOptions } from './repeats.ts';
import type { FlushScheduler } from './flush-scheduler.ts';
import type { FrameJoiner } from './frame-joiner.ts';
import type { WriteDelay } from './write-delay.ts';

/** Options of an audience. */
export interface AudienceOptions extends BatchOptions, RepeatOptions {
  /**
   * Unsent bytes above which a reader leaves and becomes a cursor on the log.
   * @default 256 KiB: some seconds of a busy desk, and little enough for ten thousand readers
   */
  readonly highWaterBytes: number;
  /** Whether the outbound budgets of dialects hold; off only for benchmarks, which say so. @default true */
  readonly outboundLimit: boolean;
}

/** What an audience works with. */
export interface AudienceParts {
  readonly clock: Clock;
  readonly state: RetainedState;
  readonly scheduler: FlushScheduler;
  readonly stats: DeliveryStats;
  readonly epoch: string;
  /** Shared by all audiences, because many of them are sent the same messages. */
  readonly joiner: FrameJoiner;
  /** Shared likewise. */
  readonly deflater: Deflater;
  /** The newest seq that was folded into the state. */
  readonly headSeq: () => number;
  readonly writeDelay: WriteDelay;
}
