import type { Amount } from '@pitwall/model';
import type { CarryOptions } from '../carry/carry-options.ts';
import type { SessionCalendarOptions } from '../market/session-calendar.ts';
import type { CircuitBreakerOptions } from '../risk/circuit-breaker.ts';
import type { RiskLimitOptions } from '../risk/risk-watch.ts';
import type { TradingOptions } from '../run/run-options.ts';
import type { StrategyFactory } from '../strategy/strategy.ts';
import type { AlertOptions } from '../telemetry/alert-events.ts';

/** Options of an account of the desk. */
export interface AccountOptions extends Omit<TradingOptions, 'instrument'>, RiskLimitOptions, AlertOptions {
  /**
   * Account that the events belong to.
   * @default none: the publisher's first account
   */
  readonly account?: string;
  /**
   * A further bot that trades cash and carry with a part of the account, against the fleet's perpetual or a simulated one.
   * @default none: the other bots have the whole account
   */
  readonly carry?: CarryOptions;
  /**
   * The account's circuit breaker. Its cooldown is market time.
   * @default `circuitBreakerDefaults`
   */
  readonly breaker?: CircuitBreakerOptions;
  /**
   * Days by which the account's figures and limits are counted.
   * @default days of UTC
   */
  readonly calendar?: SessionCalendarOptions;
}

/** A bot of an account. */
export interface FleetBot {
  /** Differs from those of all other bots of the fleet. */
  readonly botId: string;
  readonly strategy: StrategyFactory;
  /**
   * Part of the account's initial equity that it trades with.
   * @default an even share of what the bots with a part of their own leave
   */
  readonly capitalRatio?: Amount;
}

/** An account with its bots. */
export interface FleetAccount extends AccountOptions {
  /** The bots that trade a strategy; at least one. */
  readonly bots: readonly FleetBot[];
}
