import { PitwallError } from '@pitwall/model';
import type { ConnectRequest } from './connect-request.ts';

/** Decides which accounts a connection watches. */
export interface WatchPolicy {
  /** The accounts, or all. Throws `FORBIDDEN_ACCOUNT` or `UNAUTHENTICATED`. */
  accountsFor(request: Pick<ConnectRequest, 'account'>): readonly string[] | '*';
}

/** Options of {@link openWatchPolicy}. */
export interface OpenWatchOptions {
  /** The account that is watched when none is named. */
  readonly account: string;
  /** Whether any account, and `*` for all, may be named: loopback development and the demo. */
  readonly anyAccount: boolean;
}

/** The policy without tokens: everybody watches the one account, or in development any (ruling 17). */
export const openWatchPolicy = (options: OpenWatchOptions): WatchPolicy => ({
  accountsFor({ account }) {
    if (account === undefined || account === options.account) return [options.account];
    if (!options.anyAccount)
      throw new PitwallError('FORBIDDEN_ACCOUNT', `Without a token only "${options.account}" may be watched`);
    return account === '*' ? '*' : [account];
  },
});
