import type { InMemoryGateway } from '@pitwall/gateway/in-memory';
import type { SequencedEvent } from '@pitwall/model';
import type { Place } from './past.ts';
import type { Reckoning } from './reckoning.ts';

/** How far a log reaches. */
export interface LogBounds {
  readonly headSeq: number;
  readonly horizonSeq: number;
}

/** A program without the SDK that hears a gateway, and what can happen to it. */
export interface RawReader {
  readonly isHere: boolean;
  readonly reckonings: readonly Reckoning[];
  /** Comes, or comes back with the cursor that it read last. */
  connect(gateway: InMemoryGateway): void;
  /** Asks for more of what it wants. */
  proceed(): void;
  /** Reads this much of what is on its way. */
  read(share: number): void;
  stall(): void;
  flow(): void;
  /** Its connection breaks when this much of what is on its way has arrived. */
  cut(share: number, isNoticedLate: boolean): void;
  /** The gateway's process dies. */
  orphan(share: number): void;
  /** What is wrong when it has read everything. */
  faultsAtRest(values: readonly SequencedEvent[], head: Place): readonly string[];
}
