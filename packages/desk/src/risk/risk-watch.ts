import { exact, PitwallError, type Amount, type Exact } from '@pitwall/model';
import type { EquityPoint } from '../account/equity-curve.ts';

/** Limits of what an account may lose. Each is a part of the equity that the loss began from. */
export interface RiskLimitOptions {
  /**
   * Loss of a day from which nothing new is entered.
   * @default '0.0075', what an account notices, and a new day lifts
   */
  readonly softDailyLossRatio?: Amount;
  /**
   * Loss of a day from which everything is left as well.
   * @default '0.03'
   */
  readonly hardDailyLossRatio?: Amount;
  /**
   * Drawdown from which nothing new is entered.
   * @default '0.4', more than the demo loses in twenty years: without entries only a new run lifts it
   */
  readonly softDrawdownRatio?: Amount;
  /**
   * Drawdown from which everything is left as well.
   * @default '0.5'
   */
  readonly hardDrawdownRatio?: Amount;
}

/** Defaults of {@link RiskLimitOptions}. */
export const riskLimitDefaults = {
  softDailyLossRatio: '0.0075',
  hardDailyLossRatio: '0.03',
  softDrawdownRatio: '0.4',
  hardDrawdownRatio: '0.5',
} as const;

/**
 * Limits as carry's page shows them: its soft pause stands at a loss of the day of 3 % and a drawdown of 4 %. Where the hard stop
 * stands is not on the page: five and ten percent are this desk's.
 */
export const carryRiskLimits = {
  softDailyLossRatio: '0.03',
  hardDailyLossRatio: '0.05',
  softDrawdownRatio: '0.04',
  hardDrawdownRatio: '0.1',
} as const satisfies Required<RiskLimitOptions>;

/** What limits are compared with: where an account stands at a close. An {@link EquityPoint} is one. */
export interface LossReading extends Pick<EquityPoint, 'equity' | 'drawdownRatio'> {
  readonly daily: Pick<EquityPoint['daily'], 'ratio'>;
}

/** Loss of the day as a part of its first equity: zero or positive, zero where the day began with nothing. */
export const dailyLossOf = ({ daily }: LossReading): Exact =>
  daily.ratio === undefined || !daily.ratio.isNegative() ? exact(0) : daily.ratio.negated();

/** Whether the limits let the account trade: freely, only out of positions, or not but to leave them all. */
export type RiskStatus = 'normal' | 'soft_pause' | 'hard_stop';

/** Where the account stands to its limits. */
export interface RiskStanding {
  readonly status: RiskStatus;
  /** Which limit was reached by what; absent when none was. */
  readonly reason: string | undefined;
  /** Loss of the day as a part of its first equity, zero or positive. */
  readonly dailyLossRatio: Exact;
  /** Zero or negative. */
  readonly drawdownRatio: Exact;
}

/** Compares an account with its limits at each close. */
export interface RiskWatch {
  readonly standing: RiskStanding;
  /** Takes where the account stands; returns the standing when its status changed. */
  observe(point: LossReading): RiskStanding | undefined;
}

/** Starts at normal. Throws `INVALID_OPTION` unless 0 < soft ≤ hard of each loss. */
export const createRiskWatch = (options: RiskLimitOptions = {}): RiskWatch => {
  const limits = readLimits({ ...riskLimitDefaults, ...options });
  let standing: RiskStanding = { ...normal, dailyLossRatio: exact(0), drawdownRatio: exact(0) };
  return {
    get standing() {
      return standing;
    },
    observe(reading) {
      const before = standing.status;
      const { drawdownRatio } = reading;
      const dailyLossRatio = dailyLossOf(reading);
      const found: Losses = { 'daily loss': dailyLossRatio, drawdown: drawdownRatio.abs() };
      standing = { ...judge(limits, found), dailyLossRatio, drawdownRatio };
      return standing.status === before ? undefined : standing;
    },
  };
};

type Losses = Readonly<Record<'daily loss' | 'drawdown', Exact>>;

interface Limit {
  readonly status: 'soft_pause' | 'hard_stop';
  readonly loss: keyof Losses;
  readonly ratio: Exact;
}

const normal = { status: 'normal', reason: undefined } as const;

/** The strictest limit that was reached. */
const judge = (limits: readonly Limit[], found: Losses): Pick<RiskStanding, 'status' | 'reason'> => {
  const reached = limits.find(({ loss, ratio }) => found[loss].greaterThanOrEqualTo(ratio));
  if (reached === undefined) return normal;
  const { status, loss, ratio } = reached;
  return { status, reason: `the ${loss} of ${percent(found[loss])} reached the limit of ${percent(ratio)}` };
};

/** A ratio in words, such as `5.5 %`. */
export const percent = (ratio: Exact): string => `${ratio.times(100).toDecimalPlaces(2).toFixed()} %`;

const readLimits = (options: Required<RiskLimitOptions>): readonly Limit[] => {
  const { softDailyLossRatio, hardDailyLossRatio, softDrawdownRatio, hardDrawdownRatio } = options;
  const [softDay, hardDay] = orderedPair('DailyLossRatio', softDailyLossRatio, hardDailyLossRatio);
  const [softFall, hardFall] = orderedPair('DrawdownRatio', softDrawdownRatio, hardDrawdownRatio);
  return [
    { status: 'hard_stop', loss: 'drawdown', ratio: hardFall },
    { status: 'hard_stop', loss: 'daily loss', ratio: hardDay },
    { status: 'soft_pause', loss: 'drawdown', ratio: softFall },
    { status: 'soft_pause', loss: 'daily loss', ratio: softDay },
  ];
};

/** Reads a soft and a hard ratio. Throws `INVALID_OPTION` unless 0 < soft ≤ hard. */
export const orderedPair = (
  name: string,
  softAmount: Amount,
  hardAmount: Amount,
): readonly [soft: Exact, hard: Exact] => {
  const soft = exact(softAmount);
  const hard = exact(hardAmount);
  if (soft.greaterThan(0) && soft.lessThanOrEqualTo(hard)) return [soft, hard];
  const found = `soft${name} is ${String(softAmount)} and hard${name} ${String(hardAmount)}`;
  throw new PitwallError('INVALID_OPTION', `${found}: give parts of the equity with 0 < soft ≤ hard`);
};
