import type { Exact, TimeMs } from '@pitwall/model';
import {
  createCircuitBreaker,
  type BreakerStanding,
  type CircuitBreaker,
  type CircuitBreakerOptions,
} from './circuit-breaker.ts';
import {
  createEmergencyFlatten,
  type EmergencyFlatten,
  type FlattenedPosition,
  type FlattenOrder,
  type FlattenReport,
} from './emergency-flatten.ts';
import { createMasterArm, type ArmChange, type MasterArm } from './master-arm.ts';
import {
  createRiskWatch,
  type LossReading,
  type RiskLimitOptions,
  type RiskStanding,
  type RiskWatch,
} from './risk-watch.ts';

/** Options of an account's guard. */
export interface AccountGuardOptions {
  /** Limits of the soft pause and the hard stop. */
  readonly limits?: RiskLimitOptions;
  /**
   * The circuit breaker.
   * @default none: the limits alone pause and stop
   */
  readonly breaker?: CircuitBreakerOptions;
  /**
   * Whether a halt of the breaker disarms the desk, so that nothing is entered until an operator arms it again.
   * @default false: in a replay nobody is there to arm it
   */
  readonly disarmOnHalt?: boolean;
  /**
   * Whether a halt of the breaker closes positions too.
   * @default true
   */
  readonly closeOnHalt?: boolean;
  /**
   * The master arm, where it outlives the guard: what an operator disarmed stays so in the next run.
   * @default one that is armed
   */
  readonly arm?: MasterArm;
}

/** Something that the guard decided. */
export type GuardFact =
  | { readonly type: 'risk-changed'; readonly standing: RiskStanding }
  | { readonly type: 'breaker-changed'; readonly standing: BreakerStanding }
  | { readonly type: 'arm-changed'; readonly change: ArmChange }
  | { readonly type: 'flattened'; readonly report: FlattenReport };

/**
 * Every rule that stands between a decision and the venue, as one: limits, circuit breaker, master arm, emergency flatten. A run
 * asks it before entries and at each close; what it tells is what consoles see.
 */
export interface AccountGuard {
  readonly risk: RiskStanding;
  /** Absent where there is no breaker. */
  readonly breaker: BreakerStanding | undefined;
  readonly isArmed: boolean;
  /** What is left of an entry's size, from 0 to 1; absent: all of it. */
  readonly sizeRatio: Exact | undefined;
  /** Takes where the account stands at a close, and whether it holds nothing. */
  observe(reading: LossReading, at: TimeMs, isFlat: boolean): readonly GuardFact[];
  /** Takes a closed round trip: its result after fees, and the positions that it closed, two for a pair. */
  closed(netPnl: Exact, positions: readonly FlattenedPosition[]): void;
  /** Why no position may be entered now; absent: nothing speaks against it. */
  entryObjection(): string | undefined;
  /** Why positions must be left now; absent: they may stay. */
  exitDemand(): string | undefined;
  arm(operatorId: string, reason: string): readonly GuardFact[];
  disarm(operatorId: string, reason: string): readonly GuardFact[];
  /** Closes everything and disarms; the report comes with the close at which nothing is left. */
  flatten(order: FlattenOrder): readonly GuardFact[];
  /** Ends the breaker's cooldown. */
  resetBreaker(): readonly GuardFact[];
}

/** Makes a guard that has seen no loss. Throws `INVALID_OPTION` for limits that cannot work. */
export const createAccountGuard = (options: AccountGuardOptions = {}): AccountGuard => new Guard(options);

class Guard implements AccountGuard {
  readonly #watch: RiskWatch;
  readonly #breaker: CircuitBreaker | undefined;
  readonly #arm: MasterArm;
  readonly #flatten: EmergencyFlatten = createEmergencyFlatten();
  readonly #disarmOnHalt: boolean;
  readonly #closeOnHalt: boolean;

  constructor({ limits, breaker, disarmOnHalt = false, closeOnHalt = true, arm }: AccountGuardOptions) {
    this.#watch = createRiskWatch(limits);
    this.#breaker = breaker === undefined ? undefined : createCircuitBreaker(breaker);
    this.#arm = arm ?? createMasterArm();
    this.#disarmOnHalt = disarmOnHalt;
    this.#closeOnHalt = closeOnHalt;
  }

  get risk(): RiskStanding {
    return this.#watch.standing;
  }

  get breaker(): BreakerStanding | undefined {
    return this.#breaker?.standing;
  }

  get isArmed(): boolean {
    return this.#arm.isArmed;
  }

  get sizeRatio(): Exact | undefined {
    return this.#breaker?.sizeRatio;
  }

  observe(reading: LossReading, at: TimeMs, isFlat: boolean): readonly GuardFact[] {
    const report = this.#flatten.settle(isFlat);
    const risk = this.#watch.observe(reading);
    const breaker = this.#breaker?.observe(reading, at);
    const isHalt = breaker?.level === 'hard' && this.#disarmOnHalt;
    return [
      ...(report === undefined ? [] : [{ type: 'flattened', report } as const]),
      ...(risk === undefined ? [] : [{ type: 'risk-changed', standing: risk } as const]),
      ...this.#toldOf(breaker),
      ...(isHalt ? this.#turned(this.#arm.turn('rule_disarms', `circuit breaker: ${breaker.reason ?? ''}`)) : []),
    ];
  }

  closed(netPnl: Exact, positions: readonly FlattenedPosition[]): void {
    this.#breaker?.closed(netPnl);
    for (const position of positions) this.#flatten.closed(position);
  }

  entryObjection(): string | undefined {
    if (!this.#arm.isArmed) return `disarmed: ${this.#arm.reason}`;
    return this.exitDemand() ?? this.#halt() ?? this.#limit('soft_pause', 'soft pause');
  }

  exitDemand(): string | undefined {
    const demand = this.#flatten.demand ?? this.#limit('hard_stop', 'hard stop');
    return demand ?? (this.#closeOnHalt ? this.#halt() : undefined);
  }

  arm(operatorId: string, reason: string): readonly GuardFact[] {
    return this.#turned(this.#arm.turn('operator_arms', reason, operatorId));
  }

  disarm(operatorId: string, reason: string): readonly GuardFact[] {
    return this.#turned(this.#arm.turn('operator_disarms', reason, operatorId));
  }

  flatten(order: FlattenOrder): readonly GuardFact[] {
    this.#flatten.begin(order);
    const { operatorId, reason } = order;
    const change = this.#arm.turn(operatorId === undefined ? 'rule_disarms' : 'operator_disarms', reason, operatorId);
    return this.#turned(change);
  }

  resetBreaker(): readonly GuardFact[] {
    return this.#toldOf(this.#breaker?.reset());
  }

  #limit(status: 'soft_pause' | 'hard_stop', words: string): string | undefined {
    const { status: found, reason = '' } = this.risk;
    return found === status ? `${words}: ${reason}` : undefined;
  }

  #halt(): string | undefined {
    const standing = this.#breaker?.standing;
    return standing?.level === 'hard' ? `circuit breaker: ${standing.reason ?? ''}` : undefined;
  }

  #toldOf(standing: BreakerStanding | undefined): readonly GuardFact[] {
    return standing === undefined ? [] : [{ type: 'breaker-changed', standing }];
  }

  #turned(change: ArmChange | undefined): readonly GuardFact[] {
    return change === undefined ? [] : [{ type: 'arm-changed', change }];
  }
}
