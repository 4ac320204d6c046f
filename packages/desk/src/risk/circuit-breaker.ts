import { exact, PitwallError, type Amount, type DurationMs, type Exact, type TimeMs } from '@pitwall/model';
import { createLosingStreak } from '../report/losing-streak.ts';
import {
  breakerTable,
  levelOf,
  type BreakerInput,
  type BreakerLevel,
  type BreakerState,
} from './circuit-breaker-table.ts';
import { dailyLossOf, orderedPair, percent, type LossReading } from './risk-watch.ts';

/** Options of a circuit breaker. */
export interface CircuitBreakerOptions {
  /**
   * Loss of a day from which sizes are reduced.
   * @default '0.05', as on titan's page
   */
  readonly softDailyLossRatio?: Amount;
  /**
   * Loss of a day from which trading is halted.
   * @default '0.1', twice the soft one; the page names none
   */
  readonly hardDailyLossRatio?: Amount;
  /**
   * Losses in a row from which sizes are reduced.
   * @default none: a strategy that follows trends loses most of its trades by nature
   */
  readonly softLosingStreak?: number;
  /**
   * Losses in a row from which trading is halted.
   * @default none
   */
  readonly hardLosingStreak?: number;
  /**
   * Least time from a trip to its end, in milliseconds of the clock that `observe` is told.
   * @default 14400000, the four hours of titan's page
   */
  readonly cooldownMs?: DurationMs;
  /**
   * What is left of an entry's size at the soft level.
   * @default '0.5'
   */
  readonly softSizeRatio?: Amount;
}

/** Defaults of {@link CircuitBreakerOptions}; what is absent limits nothing. */
export const circuitBreakerDefaults = {
  softDailyLossRatio: '0.05',
  hardDailyLossRatio: '0.1',
  cooldownMs: 14_400_000,
  softSizeRatio: '0.5',
} as const;

/** Where a breaker stands, and what brought it there. */
export interface BreakerStanding {
  readonly level: BreakerLevel;
  /** Which limit was reached by what; absent at the level normal, as is everything about the trip. */
  readonly reason: string | undefined;
  readonly triggeredAt: TimeMs | undefined;
  /** Earliest end. */
  readonly cooldownEndsAt: TimeMs | undefined;
  /** Equity at the trip. */
  readonly equity: Exact | undefined;
  /** Losses in a row at the last close. */
  readonly consecutiveLosses: number;
  /** Loss of the day at the last close: zero or positive. */
  readonly dailyLossRatio: Exact;
}

/** Limits (soft) or halts (hard) trading after losses, for a time at least. */
export interface CircuitBreaker {
  readonly standing: BreakerStanding;
  /** What is left of an entry's size: 1, `softSizeRatio`, or 0. */
  readonly sizeRatio: Exact;
  /** Takes a closed round trip, after its fees. */
  closed(netPnl: Exact): void;
  /** Takes where the account stands at a time that never goes back; returns the standing when its level changed. */
  observe(reading: LossReading, at: TimeMs): BreakerStanding | undefined;
  /** An operator ends the cooldown. Limits stay where they are, so a loss that is still there trips it at the next close. */
  reset(): BreakerStanding | undefined;
}

/** Makes a breaker that has not tripped. Throws `INVALID_OPTION` for limits out of order and impossible bounds. */
export const createCircuitBreaker = (options: CircuitBreakerOptions = {}): CircuitBreaker => new Breaker(options);

type Trip = Pick<BreakerStanding, 'reason' | 'triggeredAt' | 'cooldownEndsAt' | 'equity'>;

const noTrip: Trip = { reason: undefined, triggeredAt: undefined, cooldownEndsAt: undefined, equity: undefined };

class Breaker implements CircuitBreaker {
  readonly #limits: Limits;
  #state: BreakerState = 'normal';
  #trip: Trip = noTrip;
  readonly #streak = createLosingStreak();
  #consecutiveLosses = 0;
  /** Losses before the last halt: while nothing is traded no win could ever end their streak. */
  #lossesServed = 0;
  #dailyLossRatio = exact(0);

  constructor(options: CircuitBreakerOptions) {
    this.#limits = readLimits({ ...circuitBreakerDefaults, ...options });
  }

  get standing(): BreakerStanding {
    const level = levelOf[this.#state];
    return {
      level,
      ...this.#trip,
      consecutiveLosses: this.#consecutiveLosses,
      dailyLossRatio: this.#dailyLossRatio,
    };
  }

  get sizeRatio(): Exact {
    return this.#limits.sizeRatio[levelOf[this.#state]];
  }

  closed(netPnl: Exact): void {
    this.#consecutiveLosses = this.#streak.record(netPnl);
    if (this.#consecutiveLosses === 0) this.#lossesServed = 0;
  }

  observe(reading: LossReading, at: TimeMs): BreakerStanding | undefined {
    const before = levelOf[this.#state];
    this.#dailyLossRatio = dailyLossOf(reading);
    const { cooldownEndsAt } = this.#trip;
    if (cooldownEndsAt !== undefined && at >= cooldownEndsAt) this.#state = breakerTable[this.#state].cooled;
    const found = this.#judge();
    const next = breakerTable[this.#state][found.input];
    if (next === 'normal') this.#trip = noTrip;
    else if (levelOf[next] !== levelOf[this.#state]) this.#trip = this.#tripped(next, found.reason, reading, at);
    this.#state = next;
    return levelOf[next] === before ? undefined : this.standing;
  }

  reset(): BreakerStanding | undefined {
    const before = levelOf[this.#state];
    this.#state = breakerTable[this.#state].reset;
    this.#trip = noTrip;
    this.#lossesServed = this.#consecutiveLosses;
    return before === 'normal' ? undefined : this.standing;
  }

  #tripped(next: BreakerState, reason: string | undefined, { equity }: LossReading, at: TimeMs): Trip {
    if (levelOf[next] === 'hard') this.#lossesServed = this.#consecutiveLosses;
    const isCooling = next === 'soft_cooling' || next === 'hard_cooling';
    return { reason, triggeredAt: at, equity, cooldownEndsAt: isCooling ? at + this.#limits.cooldownMs : at };
  }

  #judge(): { readonly input: BreakerInput; readonly reason: string | undefined } {
    const day = this.#dailyLossRatio;
    const losses = this.#consecutiveLosses - this.#lossesServed;
    for (const { input, dailyLossRatio, losingStreak } of this.#limits.levels) {
      if (day.greaterThanOrEqualTo(dailyLossRatio)) {
        const reason = `the daily loss of ${percent(day)} reached the limit of ${percent(dailyLossRatio)}`;
        return { input, reason };
      }
      if (losses >= losingStreak) return { input, reason: `${losses} losses in a row reached ${losingStreak}` };
    }
    return { input: 'kept', reason: undefined };
  }
}

interface Limits {
  /** The stricter first. */
  readonly levels: readonly {
    readonly input: 'soft_reached' | 'hard_reached';
    readonly dailyLossRatio: Exact;
    readonly losingStreak: number;
  }[];
  readonly cooldownMs: DurationMs;
  readonly sizeRatio: Readonly<Record<BreakerLevel, Exact>>;
}

type GivenOptions = CircuitBreakerOptions & Required<Pick<CircuitBreakerOptions, keyof typeof circuitBreakerDefaults>>;

const readLimits = (options: GivenOptions): Limits => {
  const { softLosingStreak = Infinity, hardLosingStreak = Infinity, cooldownMs } = options;
  const [soft, hard] = orderedPair('DailyLossRatio', options.softDailyLossRatio, options.hardDailyLossRatio);
  if (!isStreak(softLosingStreak) || !isStreak(hardLosingStreak) || softLosingStreak > hardLosingStreak) {
    const found = `softLosingStreak is ${softLosingStreak} and hardLosingStreak ${hardLosingStreak}`;
    throw new PitwallError('INVALID_OPTION', `${found}: give whole numbers with 1 ≤ soft ≤ hard, or leave them out`);
  }
  if (!(cooldownMs >= 0) || !Number.isFinite(cooldownMs)) {
    throw new PitwallError('INVALID_OPTION', `cooldownMs is ${cooldownMs}: give milliseconds of zero or more`);
  }
  const softSize = exact(options.softSizeRatio);
  if (!softSize.greaterThanOrEqualTo(0) || softSize.greaterThan(1)) {
    throw new PitwallError('INVALID_OPTION', `softSizeRatio is ${softSize.toFixed()}: give a number from 0 to 1`);
  }
  return {
    levels: [
      { input: 'hard_reached', dailyLossRatio: hard, losingStreak: hardLosingStreak },
      { input: 'soft_reached', dailyLossRatio: soft, losingStreak: softLosingStreak },
    ],
    cooldownMs,
    sizeRatio: { normal: exact(1), soft: softSize, hard: exact(0) },
  };
};

const isStreak = (losses: number): boolean => losses === Infinity || (Number.isInteger(losses) && losses >= 1);
