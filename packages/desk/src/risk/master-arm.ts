/** The switch without which nothing is entered. Positions may be left in either state. */
export type ArmState = 'armed' | 'disarmed';

/** Who turned it: an operator, or a rule of the desk. */
export type ArmInput = 'operator_arms' | 'operator_disarms' | 'rule_disarms';

/** The whole life of the switch: only an operator arms it. */
export const armTable: Readonly<Record<ArmState, Readonly<Record<ArmInput, ArmState>>>> = {
  armed: { operator_arms: 'armed', operator_disarms: 'disarmed', rule_disarms: 'disarmed' },
  disarmed: { operator_arms: 'armed', operator_disarms: 'disarmed', rule_disarms: 'disarmed' },
};

/** A turn of the switch. */
export interface ArmChange {
  readonly armed: boolean;
  readonly previouslyArmed: boolean;
  /** Operator; absent where a rule did it. */
  readonly changedBy: string | undefined;
  readonly reason: string;
  /** Whether a rule did it, such as a circuit breaker. */
  readonly autoDisabled: boolean;
}

/** Holds the switch. */
export interface MasterArm {
  readonly isArmed: boolean;
  /** Why it stands as it does. */
  readonly reason: string;
  /** Turns it; absent when it stood there already. */
  turn(input: ArmInput, reason: string, operatorId?: string): ArmChange | undefined;
}

/** Makes a switch that is armed, as a desk begins. */
export const createMasterArm = (initial: ArmState = 'armed'): MasterArm => {
  let state = initial;
  let reason = 'the desk began';
  return {
    get isArmed() {
      return state === 'armed';
    },
    get reason() {
      return reason;
    },
    turn(input, why, operatorId) {
      const before = state;
      state = armTable[before][input];
      if (state === before) return undefined;
      reason = why;
      return {
        armed: state === 'armed',
        previouslyArmed: before === 'armed',
        changedBy: operatorId,
        reason: why,
        autoDisabled: input === 'rule_disarms',
      };
    },
  };
};
