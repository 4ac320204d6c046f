import type { Exact } from '@pitwall/model';
import { createRegimeWatch, type Regime } from '../indicators/regime.ts';
import { createRegimeTally, type RegimeRow } from '../report/regime-tally.ts';

/** Follows the regimes of a backtest, and what came of what was entered in each. */
export interface RegimeRecord {
  /** Takes a close, in whole points, before anything is traded. */
  warmUp(close: number): void;
  /** Takes a close of a bar that was traded. */
  close(close: number): void;
  /** A position was opened by what was ordered at the last close or before. */
  opened(positionId: string): void;
  /** It ended, with its profit after all costs. */
  closed(positionId: string, netPnl: Exact): void;
  rows(): readonly RegimeRow[];
}

/** Makes a record that has seen no close, with the regime's defaults. */
export const createRegimeRecord = (): RegimeRecord => {
  const watch = createRegimeWatch();
  const tally = createRegimeTally();
  const atEntry = new Map<string, Regime | undefined>();
  return {
    warmUp: (close) => watch.add(close),
    close(close) {
      watch.add(close);
      tally.bar(watch.regime);
    },
    opened: (positionId) => void atEntry.set(positionId, watch.regime),
    closed(positionId, netPnl) {
      tally.closed(atEntry.get(positionId), netPnl);
      atEntry.delete(positionId);
    },
    rows: () => tally.rows(),
  };
};
