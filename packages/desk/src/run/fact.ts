import type { Exact, TimeMs } from '@pitwall/model';
import type { ClosedLot, Direction, Holding } from '../account/holding.ts';
import type { PhaseStep } from '../risk/phases.ts';
import type { Fill, MarketOrder } from '../venue/order.ts';

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

/** Who wanted an order: the strategy, its stop, the account's limits (or its ruin), or the end of the run. */
export type OrderCause = 'strategy' | 'stop' | 'risk' | 'end';

/** An order of the run, with why it was given. */
export interface RunOrder extends MarketOrder {
  readonly purpose: 'enter' | 'exit';
  readonly cause: OrderCause;
  readonly reason: string;
  /** Signal that it carries out; exits have none. */
  readonly signal: Signal | undefined;
  /** Stop of the position that it opens. */
  readonly stopPrice: Exact | undefined;
  /** Wall clock. */
  readonly createdAt: TimeMs;
}

/** A position of the run while it is open. */
export interface OpenPosition {
  readonly positionId: string;
  readonly holding: Holding;
  readonly stopPrice: Exact | undefined;
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
  | { readonly type: 'order-filled'; readonly order: RunOrder; readonly fill: Fill; readonly closed?: ClosedLot }
  | { readonly type: 'order-rejected'; readonly order: RunOrder; readonly reason: string }
  | { readonly type: 'order-cancelled'; readonly order: RunOrder; readonly reason: string }
  | { readonly type: 'position-opened'; readonly position: OpenPosition; readonly price: Exact }
  | { readonly type: 'position-closed'; readonly position: OpenPosition; readonly closed: ClosedLot }
  | { readonly type: 'phase-changed'; readonly step: PhaseStep };

/** Something that happened to an order. */
export type OrderFact = Extract<RunFact, { readonly order: RunOrder }>;
