import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** A stage of an account's growth, with the limits that hold in it. */
export interface Phase {
  readonly name: string;
  /** Equity at which it begins; the first phase begins at zero. */
  readonly fromEquity: Amount;
  /** Part of the equity that one trade may risk. */
  readonly riskRatio: Amount;
  /** Most exposure as a multiple of equity; more than the venue lends is refused. */
  readonly maxLeverage: Amount;
}

/** A small account risks more of itself than one that has something to lose. */
export const defaultPhases: readonly Phase[] = [
  { name: 'PHASE_1_KICKSTARTER', fromEquity: '0', riskRatio: '0.05', maxLeverage: '1' },
  { name: 'PHASE_2_TREND_RIDER', fromEquity: '5000', riskRatio: '0.02', maxLeverage: '1' },
];

/**
 * The phases of titan's page: above 5,000 a trade risks 2 % and the exposure is at most five times the equity. What holds below is
 * not on the page but for a position with leverage 15, so the first phase's risk is that of {@link defaultPhases}. They need a
 * venue that lends.
 */
export const titanPhases: readonly Phase[] = [
  { name: 'PHASE_1_KICKSTARTER', fromEquity: '0', riskRatio: '0.05', maxLeverage: '15' },
  { name: 'PHASE_2_TREND_RIDER', fromEquity: '5000', riskRatio: '0.02', maxLeverage: '5' },
];

/** Options of a ladder. */
export interface PhaseLadderOptions {
  /**
   * Most leverage that the venue gives.
   * @default '1': it lends nothing
   */
  readonly mostLeverage?: Amount;
}

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
export const createPhaseLadder = (
  phases: readonly Phase[],
  initialEquity: Exact,
  { mostLeverage = '1' }: PhaseLadderOptions = {},
): PhaseLadder => {
  checkPhases(phases, exact(mostLeverage));
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

const checkPhases = (phases: readonly Phase[], mostLeverage: Exact): void => {
  let floor = exact(-1);
  for (const { name, fromEquity, riskRatio, maxLeverage } of phases) {
    if (exact(fromEquity).lessThanOrEqualTo(floor)) {
      throw new PitwallError('INVALID_OPTION', `phase ${name}: fromEquity must be above that of the phase before`);
    }
    floor = exact(fromEquity);
    requireUpTo(`phase ${name}: riskRatio`, riskRatio, exact(1), '');
    requireUpTo(`phase ${name}: maxLeverage`, maxLeverage, mostLeverage, '; the venue lends no more');
  }
};

const requireUpTo = (what: string, amount: Amount, most: Exact, why: string): void => {
  if (exact(amount).greaterThan(0) && exact(amount).lessThanOrEqualTo(most)) return;
  const wanted = `give a number above 0 up to ${most.toFixed()}${why}`;
  throw new PitwallError('INVALID_OPTION', `${what} is ${String(amount)}, ${wanted}`);
};
