import { donchianBreakout } from '../strategy/donchian-breakout.ts';
import { movingAverageCross } from '../strategy/moving-average-cross.ts';
import { rsiReversion } from '../strategy/rsi-reversion.ts';
import type { AccountOptions, FleetAccount } from './account-options.ts';

/** Options of the demo’s fleet. */
export interface DemoFleetOptions extends Omit<AccountOptions, 'account'> {
  /**
   * The first account, which consoles of one account watch. The second is called the same with `-2`.
   * @default 'demo'
   */
  readonly account?: string;
  /**
   * Bars of the fast and the slow average of the first account’s cross.
   * @default 2 and 10, so short that on daily bars everything happens often
   */
  readonly averages?: { readonly fastBars: number; readonly slowBars: number };
}

/** Longest first part of the second account’s name: names of accounts have at most 64 characters. */
const longestStem = 62;

/** Name of the demo’s second account. */
export const secondAccountOf = (account: string): string => `${account.slice(0, longestStem)}-2`;

/**
 * Losses in a row at which the demo’s circuit breaker reduces and halts. They are the demo’s own: a replay at five bars a second shows the
 * breaker at work within a minute or two, which a loss of a day of five percent would not in years.
 */
export const demoStreaks = { softLosingStreak: 3, hardLosingStreak: 5 } as const;

/**
 * What the demo runs: four bots on two accounts, with periods so short that on daily bars everything happens often. The first account
 * crosses averages and carries; the second buys what fell and what broke out. They are there to be watched, not to earn.
 */
export const demoFleet = (options: DemoFleetOptions = {}): readonly FleetAccount[] => {
  const { account = 'demo', averages = { fastBars: 2, slowBars: 10 }, carry = {}, ...shared } = options;
  const common = { ...shared, breaker: { ...demoStreaks, ...shared.breaker } };
  return [
    { ...common, account, carry, bots: [{ botId: 'ma-cross', strategy: movingAverageCross(averages) }] },
    {
      ...common,
      account: secondAccountOf(account),
      bots: [
        { botId: 'rsi-reversion', strategy: rsiReversion({ rsiBars: 3 }) },
        { botId: 'donchian-breakout', strategy: donchianBreakout({ entryBars: 10, exitBars: 5 }) },
      ],
    },
  ];
};
