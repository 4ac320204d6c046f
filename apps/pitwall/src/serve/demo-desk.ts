import { createDeskControls, createFleet, demoFleet, secondAccountOf } from '@pitwall/desk';
import type { AccountOptions, DeskControls, FleetParts } from '@pitwall/desk';
import type { Publisher } from '@pitwall/gateway';
import type { DeskOptions } from '../configuration/desk-options.ts';
import type { DemoOptions } from '../configuration/app-options.ts';
import type { LoadedBars } from '../desk/load-bars.ts';
import type { LoadedPerp } from '../desk/load-perp.ts';
import { measureLoad } from '../desk/process-load.ts';
import { wallClock } from '../desk/wall-clock.ts';

/** The prices that a demo plays. */
export interface DemoPrices {
  readonly loaded: LoadedBars;
  /** Absent: the perpetual is simulated. */
  readonly perp: LoadedPerp | undefined;
}

/** A fleet that is ready to trade, and what an operator has in hand. */
export interface DemoDesk {
  readonly events: ReturnType<typeof createFleet>;
  readonly controls: DeskControls;
}

/** Makes the demo's fleet: four bots on two accounts over the same bars. Throws `INVALID_OPTION` or `INVALID_BARS`. */
export const createDemoDesk = (
  options: DemoOptions,
  { loaded, perp }: DemoPrices,
  stop: NonNullable<FleetParts['stop']>,
): DemoDesk => {
  const controls = createDeskControls();
  const { account, initialEquity, feeRatio, slippageBps, fastBars, slowBars } = options;
  const accounts = demoFleet({
    account,
    initialEquity,
    feeRatio,
    slippageBps,
    averages: { fastBars, slowBars },
    carry: { entryPremiumRatio: options.carryEntryPremium, exitPremiumRatio: options.carryExitPremium },
    calendar: { timeZone: options.sessionZone },
    ...limitsOf(options),
  });
  const events = createFleet(
    { instrument: loaded.instrument, accounts, barsPerSecond: options.speed, atEnd: options.atEnd },
    {
      bars: loaded.bars,
      clock: wallClock,
      load: measureLoad(),
      stop,
      controls,
      ...(perp === undefined ? {} : { perp: perp.perp }),
    },
  );
  return { events, controls };
};

const minuteMs = 60_000;

const limitsOf = (options: DeskOptions): AccountOptions => {
  const { softDailyLossRatio, hardDailyLossRatio, softDrawdownRatio, hardDrawdownRatio } = options;
  return {
    softDailyLossRatio,
    hardDailyLossRatio,
    softDrawdownRatio,
    hardDrawdownRatio,
    breaker: {
      softDailyLossRatio: options.breakerSoftLossRatio,
      hardDailyLossRatio: options.breakerHardLossRatio,
      softLosingStreak: options.breakerSoftStreak,
      hardLosingStreak: options.breakerHardStreak,
      cooldownMs: options.breakerCooldownMinutes * minuteMs,
    },
  };
};

/** The desk may write to the demo's accounts, and of markets, which belong to all. */
export const deskPublisher = (account: string): Publisher => ({
  name: 'desk',
  accounts: [account, secondAccountOf(account)],
  defaultAccount: account,
  kinds: '*',
  shared: true,
});
