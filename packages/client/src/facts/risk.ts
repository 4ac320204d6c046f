// Made from the kinds of the model by facts.test.ts: `vitest run packages/client/src/facts -u` writes it anew.
import type { Amount, OpenWord } from './vocabulary.ts';

/** Whether risk limits let an account trade: normal, soft pause or hard stop. */
export interface RiskStatusData {
  readonly status: OpenWord<'normal' | 'soft_pause' | 'hard_stop'>;
  readonly message?: string;
  /** Drawdown as a part of the high watermark: zero or negative. Unit: ratio. */
  readonly drawdownRatio?: Amount;
  /** Loss of the day as a part of its first equity: a loss is positive. Unit: ratio. */
  readonly dailyLossRatio?: Amount;
}

/** A brake that limits (soft) or halts (hard) trading after losses. */
export interface CircuitBreakerData {
  readonly active: boolean;
  /** Absent when it is not active. */
  readonly type?: OpenWord<'soft' | 'hard'>;
  readonly reason?: string;
  /** Unit: ms. */
  readonly triggeredAt?: number;
  /** Zero or negative. Unit: ratio. */
  readonly dailyDrawdownRatio?: Amount;
  readonly consecutiveLosses?: number;
  /** Equity when it was triggered. Unit: quote. */
  readonly equity?: Amount;
  /** Unit: ms. */
  readonly cooldownEndsAt?: number;
}

/** The switch without which nothing is traded. */
export interface MasterArmData {
  readonly armed: boolean;
  readonly previouslyArmed?: boolean;
  /** Operator. */
  readonly changedBy?: string;
  readonly reason?: string;
  /** Whether a program did it, such as a circuit breaker. */
  readonly autoDisabled?: boolean;
}

/** Positions were closed at once, in an emergency. */
export interface FlattenData {
  readonly action: OpenWord<'flatten_all'>;
  /** How many were closed, as the publisher counts. */
  readonly closedCount?: number;
  readonly reason?: string;
  readonly operatorId?: string;
  readonly positionsClosed?: readonly {
    readonly symbol: string;
    readonly side?: OpenWord<'long' | 'short'>;
    /** Unit: base. */
    readonly size?: Amount;
    /** Unit: price. */
    readonly exitPrice?: Amount;
    /** Unit: quote. */
    readonly pnl?: Amount;
  }[];
}
