import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import { carryRule, carryRuleDefaults, type CarryRule, type CarryRuleOptions } from '../strategy/carry-rule.ts';

/** Options of the cash-and-carry bot and of the perpetual that is simulated for it. */
export interface CarryOptions extends CarryRuleOptions {
  /**
   * Part of the account's initial equity that the bot trades with.
   * @default '0.2'
   */
  readonly capitalRatio?: Amount;
  /**
   * Id of the bot.
   * @default 'carry'
   */
  readonly botId?: string;
  /**
   * Closes of the mean that the premium is measured from.
   * @default 10, so short that pairs open and close while somebody watches
   */
  readonly meanBars?: number;
  /**
   * How strongly the perpetual's premium follows the market: `premium = premiumSensitivity × (close / mean − 1)`.
   * @default '0.04', four basis points where the price is a percent above its mean
   */
  readonly premiumSensitivity?: Amount;
  /**
   * Part of the premium that longs pay to shorts at each close.
   * @default '0.05'
   */
  readonly fundingShare?: Amount;
}

/** Defaults of {@link CarryOptions}. */
export const carryDefaults = {
  capitalRatio: '0.2',
  botId: 'carry',
  meanBars: 10,
  premiumSensitivity: '0.04',
  fundingShare: '0.05',
  ...carryRuleDefaults,
} as const;

/** Options with their defaults, checked and exact. */
export interface CarryTerms {
  readonly capitalRatio: Exact;
  readonly botId: string;
  readonly meanBars: number;
  readonly premiumSensitivity: Exact;
  readonly fundingShare: Exact;
  readonly rule: CarryRule;
}

/** Fills in defaults. Throws `INVALID_OPTION` for options that cannot work. */
export const carryTerms = (options: CarryOptions): CarryTerms => {
  const given = { ...carryDefaults, ...options };
  if (!Number.isInteger(given.meanBars) || given.meanBars < 2) {
    throw new PitwallError('INVALID_OPTION', `carry meanBars is ${given.meanBars}: give a whole number from 2`);
  }
  return {
    capitalRatio: ratioOf('capitalRatio', given.capitalRatio, 1),
    botId: given.botId,
    meanBars: given.meanBars,
    premiumSensitivity: ratioOf('premiumSensitivity', given.premiumSensitivity, 1),
    fundingShare: ratioOf('fundingShare', given.fundingShare, 1),
    rule: carryRule(options),
  };
};

const ratioOf = (name: string, amount: Amount, below: number): Exact => {
  const ratio = exact(amount);
  if (ratio.greaterThan(0) && ratio.lessThan(below)) return ratio;
  throw new PitwallError('INVALID_OPTION', `carry ${name} is ${String(amount)}: give a number above 0 below ${below}`);
};
