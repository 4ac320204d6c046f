import type { EventDraft, Exact, TimeMs } from '@pitwall/model';
import type { TradeResults } from '../report/trade-tally.ts';
import { known, money, quotient } from './figures.ts';
import type { Names, Stamp } from './stamp.ts';

/** What a bot is doing. A bot whose account's limits allow no entries is paused. */
export type BotStatus = 'running' | 'paused' | 'stopped';

/** How a bot fares. */
export interface BotReport {
  readonly name: string;
  readonly status: BotStatus;
  /** Money that the bot began the run with. */
  readonly capital: Exact;
  /** What it has now, positions included. */
  readonly equity: Exact;
  readonly results: TradeResults;
  /** Wall clock. */
  readonly lastTradeAt: TimeMs | undefined;
}

/** A bot as a whole. Its P&L is `equity − capital`, and its trades are round trips. */
export const botEvent = (report: BotReport, names: Names, stamp: Stamp): EventDraft => ({
  ...stamp,
  kind: 'bot',
  data: {
    botId: names.botId,
    status: report.status,
    name: report.name,
    platform: names.platform,
    symbol: names.symbol,
    tradingMode: 'paper',
    capital: money(report.capital),
    pnl: money(report.equity.minus(report.capital)),
    tradesCount: report.results.totalTrades,
    ...known(report.results.winRate, (value) => ({ winRate: quotient(value) })),
    ...known(report.lastTradeAt, (time) => ({ lastTradeAt: time })),
  },
});
