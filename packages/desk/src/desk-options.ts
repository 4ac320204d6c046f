import type { AccountOptions } from './fleet/account-options.ts';
import { paceDefaults, type FleetParts, type PaceOptions } from './fleet/fleet-options.ts';
import type { Instrument } from './market/instrument.ts';
import type { StrategyFactory } from './strategy/strategy.ts';
import { defaultLosingStreakLength } from './telemetry/alert-events.ts';

/** Options of a desk with one account and one strategy. */
export interface DeskOptions extends AccountOptions, PaceOptions {
  readonly instrument: Instrument;
  /**
   * Id of the strategy's bot.
   * @default 'desk'
   */
  readonly botId?: string;
}

/** Defaults of {@link DeskOptions}. */
export const deskDefaults = { ...paceDefaults, botId: 'desk', losingStreakLength: defaultLosingStreakLength } as const;

/** What such a desk is given from outside. */
export interface DeskParts extends FleetParts {
  readonly strategy: StrategyFactory;
}
