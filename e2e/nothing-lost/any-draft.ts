import type { DraftOf, Kind } from '@pitwall/client';
import type { Dice } from '../isolation/dice.ts';

/** A fact to be published, of a kind that tests use. */
export type AnyDraft = { readonly [K in Kind]: DraftOf<K> }[
  'position' | 'order' | 'bot' | 'alert' | 'equity' | 'market' | 'log' | 'trade'];

const symbols = ['BTC', 'ETH', 'SOL'] as const;

/** Accounts that facts are of. */
const accounts = ['main', 'other'] as const;

/** Makes facts of few keys, so that versions of one thing meet each other; `n` tells them apart. */
export const anyDraft = (dice: Dice, n: number): AnyDraft => {
  const symbol = dice.pick(symbols);
  const account = dice.pick(accounts);
  const makers: readonly [() => AnyDraft, ...(() => AnyDraft)[]] = [
    () => ({ kind: 'position', account, data: { action: 'opened', symbol, side: 'long', size: n } }),
    () => ({ kind: 'position', account, data: { action: 'updated', symbol, side: 'long', size: 1, currentPrice: n } }),
    () => ({ kind: 'position', account, data: { action: 'updated', symbol, side: 'long', size: 2, unrealizedPnl: n } }),
    () => ({ kind: 'position', account, data: { action: 'closed', symbol, side: 'long', exitPrice: n } }),
    () => ({ kind: 'order', account, data: { orderId: `o${n % 5}`, symbol, side: 'buy', status: 'new', price: n } }),
    () => ({ kind: 'order', account, data: { orderId: `o${n % 5}`, symbol, side: 'buy', status: 'filled' } }),
    () => ({ kind: 'bot', account, data: { botId: `b${n % 3}`, status: 'running', symbol, tradesCount: n } }),
    () => ({ kind: 'bot', account, data: { botId: `b${n % 3}`, status: 'removed' } }),
    () => ({ kind: 'trade', account, data: { tradeId: `t${n}`, symbol, side: 'buy', status: 'filled' } }),
    () => ({ kind: 'alert', account, data: { alertId: `a${n}`, severity: 'info', title: `alert ${n}` } }),
    () => ({ kind: 'equity', account, data: { equity: n } }),
    () => ({ kind: 'market', data: { symbol, price: n } }),
    () => ({ kind: 'log', account, data: { level: 'info', message: `line ${n}` } }),
  ];
  return dice.pick(makers)();
};
