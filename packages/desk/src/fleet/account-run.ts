import { PitwallError, type TimeMs } from '@pitwall/model';
import type { PerpData } from '../carry/listed-perp.ts';
import { createSessionCalendar } from '../market/session-calendar.ts';
import type { Instrument } from '../market/instrument.ts';
import type { MasterArm } from '../risk/master-arm.ts';
import { DeskRun } from '../run/desk-run.ts';
import type { BotPlan } from '../run/desk-bot.ts';
import { tradingSettings } from '../run/run-options.ts';
import type { FleetAccount } from './account-options.ts';

/** What a run of an account is begun with. */
export interface AccountRunParts {
  readonly instrument: Instrument;
  readonly perp: PerpData | undefined;
  readonly runId: string;
  /** Wall clock. */
  readonly now: () => TimeMs;
  /** Decimals of the points of the bars. */
  readonly barScale: number;
  /** The master arm, which outlives runs. */
  readonly arm: MasterArm;
}

/** Begins a run of an account. Throws `INVALID_OPTION` for options that cannot work. */
export const beginAccountRun = (options: FleetAccount, parts: AccountRunParts): DeskRun => {
  const { instrument, perp, arm, ...run } = parts;
  const [first, ...others] = options.bots.map(({ botId, strategy, capitalRatio }): BotPlan => ({
    botId,
    strategy: strategy(),
    capitalRatio,
  }));
  if (first === undefined) throw new PitwallError('INVALID_OPTION', 'bots: an account has none; give it at least one');
  const settings = {
    trading: tradingSettings({ ...options, instrument }),
    guard: { limits: options, breaker: options.breaker ?? {}, arm },
    calendar: options.calendar === undefined ? undefined : createSessionCalendar(options.calendar),
    carry: options.carry,
    perp,
  };
  return new DeskRun(settings, { ...run, bots: [first, ...others] });
};
