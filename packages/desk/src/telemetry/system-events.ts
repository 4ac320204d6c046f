import { toIso, type EventDraft, type TimeMs } from '@pitwall/model';
import type { Bar } from '../market/bar.ts';
import type { TradingRun } from '../run/trading-run.ts';
import { known, money, quotient } from './figures.ts';
import { paperPlatform, type Names, type Stamp } from './stamp.ts';

/** The bot as a whole. */
export const botEvent = (
  status: 'running' | 'stopped',
  run: TradingRun,
  { name, lastTradeAt }: { readonly name: string; readonly lastTradeAt: TimeMs | undefined },
  { names, stamp }: { readonly names: Names; readonly stamp: Stamp },
): EventDraft => {
  const results = run.results();
  return {
    ...stamp,
    kind: 'bot',
    data: {
      botId: names.botId,
      status,
      name,
      platform: paperPlatform,
      symbol: names.symbol,
      tradingMode: 'paper',
      capital: money(run.settings.initialEquity),
      pnl: money(run.equity.total.pnl),
      tradesCount: results.totalTrades,
      ...known(results.winRate, (value) => ({ winRate: quotient(value) })),
      ...known(lastTradeAt, (time) => ({ lastTradeAt: time })),
    },
  };
};

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

/** The desk arms itself: on paper there is nobody to ask. */
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
