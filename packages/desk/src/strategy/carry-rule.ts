import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';

/** At which premium and funding a pair of long spot and short perpetual is opened and closed. */
export interface CarryRuleOptions {
  /**
   * Premium of the perpetual over spot (`perp / spot − 1`) from which a pair is opened.
   * @default '0.0004', half of what a pair costs at the venue's defaults, so that it may lose
   */
  readonly entryPremiumRatio?: Amount;
  /**
   * Premium at or below which it is closed, below `entryPremiumRatio`.
   * @default '0'
   */
  readonly exitPremiumRatio?: Amount;
  /**
   * Least last funding with which a pair is opened; where no funding is known, the premium alone decides.
   * @default '0': who would have to pay stays out
   */
  readonly leastFundingRatio?: Amount;
  /**
   * Last funding below which a pair is closed, at most `leastFundingRatio`.
   * @default '-0.0001', since a single payment costs less than closing and opening again
   */
  readonly exitFundingRatio?: Amount;
}

/** Defaults of {@link CarryRuleOptions}. */
export const carryRuleDefaults = {
  entryPremiumRatio: '0.0004',
  exitPremiumRatio: '0',
  leastFundingRatio: '0',
  exitFundingRatio: '-0.0001',
} as const;

/** {@link CarryRuleOptions}, checked and exact. */
export interface CarryRule {
  readonly entryPremium: Exact;
  readonly exitPremium: Exact;
  readonly leastFunding: Exact;
  readonly exitFunding: Exact;
}

/** Fills in defaults. Throws `INVALID_OPTION` where an exit is not beyond its entry. */
export const carryRule = (options: CarryRuleOptions = {}): CarryRule => {
  const given = { ...carryRuleDefaults, ...options };
  const rule = {
    entryPremium: exact(given.entryPremiumRatio),
    exitPremium: exact(given.exitPremiumRatio),
    leastFunding: exact(given.leastFundingRatio),
    exitFunding: exact(given.exitFundingRatio),
  };
  if (!rule.exitPremium.lessThan(rule.entryPremium)) {
    const found = `exitPremiumRatio is ${String(given.exitPremiumRatio)}, entryPremiumRatio ${String(given.entryPremiumRatio)}`;
    throw new PitwallError('INVALID_OPTION', `carry ${found}: the exit must be below the entry`);
  }
  if (!rule.exitFunding.lessThanOrEqualTo(rule.leastFunding)) {
    const found = `exitFundingRatio is ${String(given.exitFundingRatio)}, leastFundingRatio ${String(given.leastFundingRatio)}`;
    throw new PitwallError('INVALID_OPTION', `carry ${found}: the exit must be at most the least of an entry`);
  }
  return rule;
};

/** What the rule looks at when a bar has closed. */
export interface CarryReading {
  /** Whether the premium is at or above the entry's. */
  readonly reachesEntry: boolean;
  /** Whether it is at or below the exit's. */
  readonly reachesExit: boolean;
  /** The last funding that was settled; absent where none is known. */
  readonly funding: Exact | undefined;
}

/** Whether a pair is opened. */
export const opensPair = ({ leastFunding }: CarryRule, { reachesEntry, funding }: CarryReading): boolean =>
  reachesEntry && funding?.lessThan(leastFunding) !== true;

/** What closes a pair; absent: it stays open. */
export const closesPair = (
  { exitFunding }: CarryRule,
  { reachesExit, funding }: CarryReading,
): 'premium' | 'funding' | undefined => {
  if (reachesExit) return 'premium';
  return funding?.lessThan(exitFunding) === true ? 'funding' : undefined;
};

/** Units of each leg, before they are cut to lots: half of the capital buys spot, half is the short leg's margin, both at the dearer price and with a reserve for the gap to the next open. */
export const pairQuantity = (
  capital: Exact,
  { spot, perp }: { readonly spot: Exact; readonly perp: Exact },
  gapReserveRatio: Exact,
): Exact => {
  const dearer = spot.greaterThan(perp) ? spot : perp;
  return capital.div(dearer.times(2).times(gapReserveRatio.plus(1)));
};
