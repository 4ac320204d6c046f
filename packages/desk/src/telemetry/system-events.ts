import { toIso, type EventDraft } from '@pitwall/model';
import type { CarryTerms } from '../carry/carry-options.ts';
import type { Bar } from '../market/bar.ts';
import { known } from './figures.ts';
import { simulatedPlatform, type Names, type Stamp } from './stamp.ts';

/** The feed of replayed bars is up or has ended. */
export const feedEvent = (connected: boolean, bars: readonly Bar[], names: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'component-status',
  data: {
    component: 'market_data',
    status: connected ? 'connected' : 'disconnected',
    previousStatus: connected ? 'disconnected' : 'connected',
    details: {
      symbol: names.symbol,
      replayed: true,
      bars: bars.length,
      ...known(bars[0], ({ time }) => ({ from: toIso(time) })),
      ...known(bars.at(-1), ({ time }) => ({ to: toIso(time) })),
    },
  },
});

/** The paper venue is up or down; it says that it is a simulation. */
export const venueEvent = (connected: boolean, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'component-status',
  data: {
    component: 'broker',
    status: connected ? 'connected' : 'disconnected',
    previousStatus: connected ? 'disconnected' : 'connected',
    details: { broker: 'PAPER', simulated: true },
  },
});

/** The perpetual is up or down; a simulated one says by which formula. */
export const perpEvent = (connected: boolean, terms: CarryTerms, perp: Names, stamp: Stamp): EventDraft =>
  perp.platform === simulatedPlatform
    ? simulatedPerpEvent(connected, terms, perp, stamp)
    : perpFeedEvent(connected, perp, stamp);

const perpFeedEvent = (connected: boolean, perp: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'component-status',
  data: {
    component: 'perp_market_data',
    status: connected ? 'connected' : 'disconnected',
    previousStatus: connected ? 'disconnected' : 'connected',
    details: { symbol: perp.symbol, platform: perp.platform, replayed: true },
  },
});

const simulatedPerpEvent = (connected: boolean, terms: CarryTerms, perp: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'component-status',
  data: {
    component: 'simulated_perp',
    status: connected ? 'connected' : 'disconnected',
    previousStatus: connected ? 'disconnected' : 'connected',
    details: {
      symbol: perp.symbol,
      platform: perp.platform,
      simulated: true,
      price: `spot × (1 + premium), premium = ${terms.premiumSensitivity.toFixed()} × (close / mean of ${terms.meanBars} closes − 1)`,
      funding: `premium × ${terms.fundingShare.toFixed()} at each close`,
    },
  },
});

/** The desk arms itself as it begins: on paper there is nobody to ask. */
export const armEvent = (stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'master-arm',
  data: {
    armed: true,
    previouslyArmed: false,
    changedBy: 'desk',
    reason: 'the paper desk started',
    autoDisabled: false,
  },
});
