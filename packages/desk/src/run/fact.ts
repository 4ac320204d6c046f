import type { Exact, TimeMs } from '@pitwall/model';
import type { ClosedLot, ClosedPosition, Direction, Holding } from '../account/holding.ts';
import type { PhaseStep } from '../risk/phases.ts';
import type { CancellationCode, Fill, OrderTicket, RejectionCode } from '../venue/order.ts';
import type { VenueFact } from '../venue/venue-fact.ts';

/** A strategy's call to enter, from its preparation to its end. */
export interface Signal {
  readonly signalId: string;
  readonly direction: Direction;
  readonly reason: string;
  /** Phase of the account when it was prepared. */
  readonly phase: string;
  /** Wall clock. */
  readonly preparedAt: TimeMs;
}

/**
 * Who wanted an order: the strategy, the position's stop or target, the account's limits (or its ruin), the venue because the margin
 * was used up, or the end of the run.
 */
export type OrderCause = 'strategy' | 'stop' | 'target' | 'risk' | 'liquidation' | 'end';

/** An order of the run, with why it was given. */
export interface RunOrder extends OrderTicket {
  readonly purpose: 'enter' | 'exit';
  readonly cause: OrderCause;
  /** Signal that it carries out; exits and orders of the strategy's own making have none. */
  readonly signal: Signal | undefined;
  /** Stop of the position that it opens. */
  readonly stopPrice: Exact | undefined;
  /** Target of the position that it opens. */
  readonly targetPrice: Exact | undefined;
  /** Whether the stop is judged at closes; otherwise an order at the venue does it. */
  readonly isStoppedAtCloses: boolean;
  /** Wall clock. */
  readonly createdAt: TimeMs;
}

/** A position of the run while it is open. */
export interface OpenPosition {
  readonly positionId: string;
  readonly symbol: string;
  readonly holding: Holding;
  readonly stopPrice: Exact | undefined;
  readonly targetPrice: Exact | undefined;
  readonly isStoppedAtCloses: boolean;
  /** Where it is liquidated; absent where it is not. */
  readonly liquidationPrice: Exact | undefined;
  /** Wall clock. */
  readonly openedAt: TimeMs;
}

/** Something that happened in a run, in the order in which it happened. */
export type RunFact =
  | { readonly type: 'signal-prepared'; readonly signal: Signal }
  | { readonly type: 'signal-filled'; readonly signal: Signal; readonly fill: Fill }
  | { readonly type: 'signal-rejected'; readonly signal: Signal; readonly reason: string }
  | { readonly type: 'signal-aborted'; readonly signal: Signal; readonly reason: string }
  | { readonly type: 'order-accepted'; readonly order: RunOrder }
  | {
      readonly type: 'order-filled';
      readonly order: RunOrder;
      readonly fill: Fill;
      /** Units of the order that are filled now. */
      readonly filledQuantity: Exact;
      /** Whether nothing of the order is left to fill. */
      readonly isWhole: boolean;
      readonly closed?: ClosedLot;
    }
  | {
      readonly type: 'order-rejected';
      readonly order: RunOrder;
      readonly code: RejectionCode;
      readonly reason: string;
    }
  | {
      readonly type: 'order-cancelled';
      readonly order: RunOrder;
      readonly code: CancellationCode;
      readonly reason: string;
      /** Units that had been filled before. */
      readonly filledQuantity: Exact;
    }
  | { readonly type: 'position-opened'; readonly position: OpenPosition; readonly price: Exact }
  | { readonly type: 'position-closed'; readonly position: OpenPosition; readonly closed: ClosedPosition }
  | { readonly type: 'position-liquidated'; readonly position: OpenPosition; readonly closed: ClosedPosition }
  | Extract<VenueFact, { readonly type: 'funded' | 'borrow-charged' }>
  | { readonly type: 'phase-changed'; readonly step: PhaseStep };

/** Something that happened to an order. */
export type OrderFact = Extract<RunFact, { readonly order: RunOrder }>;
