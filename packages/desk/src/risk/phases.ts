import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** A stage of an account's growth, with the limits that hold in it. */
export interface Phase {
  readonly name: string;
  /** Equity at which it begins; the first phase begins at zero. */
  readonly fromEquity: Amount;
  /** Part of the equity that one trade may risk. */
  readonly riskRatio: Amount;
  /** Most exposure as a multiple of equity. The paper venue lends nothing, so more than 1 is refused. */
  readonly maxLeverage: Amount;
}

/** A small account risks more of itself than one that has something to lose. */
export const defaultPhases: readonly Phase[] = [
  { name: 'PHASE_1_KICKSTARTER', fromEquity: '0', riskRatio: '0.05', maxLeverage: '1' },
  { name: 'PHASE_2_TREND_RIDER', fromEquity: '5000', riskRatio: '0.02', maxLeverage: '1' },
];

/** A step from one phase to the next. */
export interface PhaseStep {
  readonly from: Phase;
  readonly to: Phase;
  readonly equity: Exact;
}

/** Follows an account through its phases. Steps lead upwards only: an account that fell back keeps the stricter limits. */
export interface PhaseLadder {
  readonly current: Phase;
  /** Tells the step that this equity makes, if it makes one. */
  climb(equity: Exact): PhaseStep | undefined;
}

/** Puts an account on the ladder at the phase of its initial equity. Throws `INVALID_OPTION` on an impossible table. */
export const createPhaseLadder = (phases: readonly Phase[], initialEquity: Exact): PhaseLadder => {
  checkPhases(phases);
  const phaseAt = (equity: Exact): Phase | undefined =>
    phases.findLast(({ fromEquity }) => equity.greaterThanOrEqualTo(exact(fromEquity)));
  const first = phaseAt(initialEquity);
  if (first === undefined) throw new PitwallError('INVALID_OPTION', 'phases: no phase begins at or below the equity');
  let current = first;
  return {
    get current() {
      return current;
    },
    climb(equity) {
      const to = phaseAt(equity);
      if (to === undefined || phases.indexOf(to) <= phases.indexOf(current)) return undefined;
      const step = { from: current, to, equity };
      current = to;
      return step;
    },
  };
};

const checkPhases = (phases: readonly Phase[]): void => {
  let floor = exact(-1);
  for (const { name, fromEquity, riskRatio, maxLeverage } of phases) {
    if (exact(fromEquity).lessThanOrEqualTo(floor)) {
      throw new PitwallError('INVALID_OPTION', `phase ${name}: fromEquity must be above that of the phase before`);
    }
    floor = exact(fromEquity);
    for (const [field, ratio] of Object.entries({ riskRatio, maxLeverage })) {
      if (exact(ratio).greaterThan(0) && exact(ratio).lessThanOrEqualTo(1)) continue;
      const why = field === 'maxLeverage' ? '; borrowing is not simulated' : '';
      throw new PitwallError(
        'INVALID_OPTION',
        `phase ${name}: ${field} is ${String(ratio)}, give a number above 0 up to 1${why}`,
      );
    }
  }
};
