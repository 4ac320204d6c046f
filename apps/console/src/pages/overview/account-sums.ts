import type { FactOf } from '../../data/fact.ts';
import { sumAmounts } from '../../format/decimal.ts';
import type { Amount } from '../../format/decimal.ts';

/** What the chosen accounts are worth together. A field is absent unless every one of them has it. */
export interface AccountSums {
  readonly equity: Amount | undefined;
  readonly dailyPnl: Amount | undefined;
  readonly weeklyPnl: Amount | undefined;
  readonly totalPnl: Amount | undefined;
  readonly positionsValue: Amount | undefined;
  /** The one currency of all; undefined where they differ, and then nothing is added up. */
  readonly currency: string | undefined;
}

const nothing: AccountSums = {
  equity: undefined,
  dailyPnl: undefined,
  weeklyPnl: undefined,
  totalPnl: undefined,
  positionsValue: undefined,
  currency: undefined,
};

type EquityField = 'equity' | 'dailyPnl' | 'weeklyPnl' | 'totalPnl' | 'positionsValue';

/** Adds up exactly. Drawdowns and ratios are left out: they do not add up. */
export const sumAccounts = (facts: readonly Pick<FactOf<'equity'>, 'data'>[]): AccountSums => {
  const currencies = new Set(facts.map(({ data }) => data.currency));
  if (currencies.size !== 1) return nothing;
  const sumOf = (field: EquityField): Amount | undefined => {
    const amounts = facts.flatMap(({ data }) => data[field] ?? []);
    return amounts.length === facts.length ? sumAmounts(amounts) : undefined;
  };
  return {
    equity: sumOf('equity'),
    dailyPnl: sumOf('dailyPnl'),
    weeklyPnl: sumOf('weeklyPnl'),
    totalPnl: sumOf('totalPnl'),
    positionsValue: sumOf('positionsValue'),
    currency: [...currencies][0],
  };
};
