import { exact, type Exact } from '@pitwall/model';
import type { Regime } from '../indicators/regime.ts';
import { createTradeTally, type TradeResults, type TradeTally } from './trade-tally.ts';

/** A regime, or that none could be told. */
export type RegimeWord = Regime | 'unknown';

/** What happened in a regime. */
export interface RegimeRow {
  readonly regime: RegimeWord;
  readonly bars: number;
  /** `bars / bars of all regimes`. */
  readonly share: Exact;
  /** Round trips that were entered in it. */
  readonly trades: TradeResults;
}

/** Tells apart what happened in which regime. */
export interface RegimeTally {
  /** Takes the regime at a bar's close. */
  bar(regime: Regime | undefined): void;
  /** Takes a round trip, after its fees, with the regime at the close that ordered its entry. */
  closed(regimeAtEntry: Regime | undefined, netPnl: Exact): void;
  /** A row for each regime that had bars or trades, trending first, unknown last. */
  rows(): readonly RegimeRow[];
}

/** All words, in the order of the rows. */
const regimeWords: readonly RegimeWord[] = ['trending', 'ranging', 'unknown'];

interface Count {
  bars: number;
  readonly tally: TradeTally;
}

/** Makes an empty tally. */
export const createRegimeTally = (): RegimeTally => {
  const counts: Readonly<Record<RegimeWord, Count>> = {
    trending: { bars: 0, tally: createTradeTally() },
    ranging: { bars: 0, tally: createTradeTally() },
    unknown: { bars: 0, tally: createTradeTally() },
  };
  let bars = 0;
  return {
    bar(regime) {
      bars += 1;
      counts[regime ?? 'unknown'].bars += 1;
    },
    closed(regimeAtEntry, netPnl) {
      counts[regimeAtEntry ?? 'unknown'].tally.record(netPnl);
    },
    rows: () =>
      regimeWords
        .map((regime) => {
          const { bars: own, tally } = counts[regime];
          return { regime, bars: own, share: exact(own).div(Math.max(1, bars)), trades: tally.results() };
        })
        .filter(({ bars: own, trades }) => own > 0 || trades.totalTrades > 0),
  };
};
