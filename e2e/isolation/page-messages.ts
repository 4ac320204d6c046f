import { amountOf, markOf } from './marks.ts';
import type { Owner } from './marks.ts';
import { backtestIdOf } from './facts.ts';

/** A page's message about an owner's facts. */
type Message = (owner: Owner, n: number) => object;

const iso = '2026-01-14T16:30:00.000Z';

/** Messages in the words of the pages, as engines that know only their page send them. */
export const pageMessages: { readonly [dialect: string]: readonly [Message, ...Message[]] } = {
  titan: [
    (owner, n) => ({
      type: 'POSITION_UPDATE',
      timestamp: 1,
      data: {
        action: 'OPENED',
        symbol: markOf(owner),
        position: { symbol: markOf(owner), side: 'LONG', size: 1, entry_price: amountOf(owner, n) },
      },
    }),
    (owner) => ({ type: 'MASTER_ARM_CHANGE', timestamp: 1, data: { master_arm: true, reason: markOf(owner) } }),
  ],
  carry: [
    (owner, n) => ({
      type: 'position_update',
      timestamp: iso,
      data: {
        position_id: `${markOf(owner)}-carry`,
        symbol: markOf(owner),
        status: 'open',
        spot_entry_price: String(amountOf(owner, n)),
        perp_entry_price: String(amountOf(owner, n)),
        spot_quantity: '1',
        perp_quantity: '1',
      },
    }),
    (owner) => ({
      type: 'system_log',
      timestamp: iso,
      data: { level: 'INFO', module: 'm', message: markOf(owner), timestamp: iso },
    }),
  ],
  fleet: [
    (owner, n) => ({
      type: 'trades',
      ts: iso,
      data: {
        id: markOf(owner),
        symbol: markOf(owner),
        side: 'buy',
        status: 'filled',
        quantity: 1,
        price: amountOf(owner, n),
      },
    }),
    (owner) => ({
      type: 'alerts',
      ts: iso,
      // A name that a publisher puts where the gateway names accounts must not become one.
      data: { id: markOf(owner), severity: 'info', title: markOf(owner), message: markOf(owner), account: 'bob' },
    }),
  ],
  mci: [
    (owner, n) => ({
      event: 'positions:update',
      data: {
        positions: [
          {
            symbol: markOf(owner),
            qty: 1,
            side: 'long',
            entryPrice: amountOf(owner, n),
            currentPrice: amountOf(owner, n),
            unrealizedPL: amountOf(owner, n),
            unrealizedPLPercent: 1,
            marketValue: amountOf(owner, n),
          },
        ],
        timestamp: 1_706_400_000_000,
      },
    }),
    (owner) => ({
      event: 'activity:log',
      data: {
        id: markOf(owner),
        type: 'system',
        severity: 'info',
        message: markOf(owner),
        timestamp: 1_706_400_000_000,
      },
    }),
  ],
  quantmind: [
    (owner, n) => ({
      type: 'backtest_start',
      data: {
        backtest_id: backtestIdOf(owner, n),
        variant: 'vanilla',
        symbol: markOf(owner),
        timeframe: 'H1',
        start_date: '2023-01-01',
        end_date: '2023-12-31',
        timestamp: iso,
      },
    }),
    (owner, n) => ({
      type: 'log_entry',
      data: {
        ...(n % 2 === 0 ? { backtest_id: backtestIdOf(owner, n) } : {}),
        timestamp: iso,
        level: 'INFO',
        message: markOf(owner),
        module: 'm',
      },
    }),
  ],
};
