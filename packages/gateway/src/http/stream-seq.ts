import { sharedAccount } from '@pitwall/model';
import type { RetainedState } from '../state/retained-state.ts';

/** The accounts that a watcher of these sees, the one of shared facts included. */
export const visibleAccounts = (accounts: readonly string[] | '*', state: RetainedState): Iterable<string> =>
  accounts === '*' ? state.accounts() : new Set([...accounts, sharedAccount]);

/** The newest seq of what a watcher of these accounts may see: never another account's. */
export const streamSeqOf = (accounts: readonly string[] | '*', state: RetainedState): number => {
  let seq = 0;
  for (const account of visibleAccounts(accounts, state)) seq = Math.max(seq, state.lastSeq(account));
  return seq;
};
