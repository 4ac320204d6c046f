import { accountPattern, PitwallError } from '@pitwall/model';
import type { Entry, Identity } from './identity.ts';

/** What those without a token may watch. */
export interface WatchOptions {
  /** The account that is watched where nothing else says which. */
  readonly account: string;
  /** Whether anybody may name any account: loopback development and the demo. */
  readonly dev: boolean;
}

const accountForm = new RegExp(accountPattern, 'u');

/** The same words whether the account exists or not: refusals must not tell. */
const forbidden = (): PitwallError =>
  new PitwallError('FORBIDDEN_ACCOUNT', 'The account that is asked for is none that you may watch');

const named = (account: string): readonly string[] => {
  if (accountForm.test(account)) return [account];
  throw forbidden();
};

type Asked = Pick<Entry, 'account' | 'accounts'>;

/** What is watched without a token (ruling 17): exactly the one account; in development any may be named, and `*` for all. */
export const accountsWithoutToken = (asked: Asked, options: WatchOptions): readonly string[] | '*' => {
  const { account } = asked;
  if (account === undefined || account === options.account) return [options.account];
  if (options.dev) return account === '*' ? '*' : named(account);
  // All that may be seen is that one.
  if (account === '*') return [options.account];
  throw forbidden();
};

/** What is watched with a token (ruling 17). Throws `FORBIDDEN_ACCOUNT`. */
export const accountsWithToken = (identity: Identity, asked: Asked, options: WatchOptions): readonly string[] | '*' => {
  const { account } = asked;
  const { admin, accounts } = identity;
  if (account === '*' || (account === undefined && asked.accounts === 'own')) return admin ? '*' : accounts;
  // An admin whose token names no account watches the one that everybody else would.
  if (account === undefined) return [accounts[0] ?? options.account];
  if (admin) return named(account);
  if (accounts.includes(account)) return [account];
  throw forbidden();
};

/** Whether an identity may watch all of these. */
export const mayWatch = (identity: Identity, accounts: readonly string[] | '*'): boolean =>
  identity.admin || (accounts !== '*' && accounts.every((account) => identity.accounts.includes(account)));
