import type { QueueRefusal } from './fair-queue.ts';

/** How many there are, for whoever is refused. */
export interface QueueCounts {
  readonly running: number;
  readonly waiting: number;
  /** Of the account that asks. */
  readonly own: number;
}

/** Why a backtest is not taken in, for people. Nobody is told whose the others are. */
export const refusalWords = (refusal: QueueRefusal, { running, waiting, own }: QueueCounts): string =>
  refusal === 'account-full'
    ? `${own} backtests of this account wait, which is as many as one account may; try again when one has begun`
    : `${running} backtests run and ${waiting} wait, which is as many as may; try again when one has ended`;
