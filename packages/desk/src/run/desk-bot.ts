import { PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { Strategy } from '../strategy/strategy.ts';
import type { RunFact } from './fact.ts';
import type { TradingRun } from './trading-run.ts';

/** A bot of the desk: a strategy with its name. */
export interface BotPlan {
  readonly botId: string;
  readonly strategy: Strategy;
  /** Part of the account's initial equity that it trades with; absent: an even share of what the others leave. */
  readonly capitalRatio: Amount | undefined;
}

/** A bot while its run goes on. */
export interface DeskBot {
  readonly botId: string;
  /** Name of its strategy, for people. */
  readonly name: string;
  /** Its part of the account. */
  readonly run: TradingRun;
}

/** What a bot did. */
export interface BotFacts {
  readonly bot: DeskBot;
  readonly facts: readonly RunFact[];
}

/**
 * Divides an account among its bots, after what was taken from it before. Those without a part of their own share the rest evenly; the
 * first bot has what rounding leaves, or what nobody was given, so the parts sum up to the account to the last digit. Throws
 * `INVALID_OPTION` where a bot would have nothing.
 */
export const shareOut = (equity: Exact, taken: Exact, bots: readonly BotPlan[]): readonly Exact[] => {
  const own = bots.map(({ capitalRatio }) => (capitalRatio === undefined ? undefined : equity.times(capitalRatio)));
  const rest = own.reduce((left: Exact, part) => left.minus(part ?? 0), equity.minus(taken));
  const sharing = own.filter((part) => part === undefined).length;
  const even = rest.div(Math.max(1, sharing)).toDecimalPlaces(moneyDecimals);
  const [, ...others] = own.map((part) => part ?? even);
  const first = others.reduce((left, part) => left.minus(part), equity.minus(taken));
  const shares = [first, ...others];
  if (shares.every((share) => share.greaterThan(0))) return shares;
  throw new PitwallError('INVALID_OPTION', 'capitalRatio: the bots are given all that the account has, or more');
};

/** Decimals of a share, so that money stays short to write. */
const moneyDecimals = 8;
