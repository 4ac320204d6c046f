import { PitwallError } from '@pitwall/model';
import type { GatewayIdentity } from './gateway-identity.ts';

/** Options of {@link openDoor}. */
export interface OpenDoorOptions {
  /** The account that is watched when none is named. */
  readonly account: string;
  /** Whether any account, and `*` for all, may be named: loopback development and the demo. */
  readonly dev: boolean;
}

/** The door without tokens: everybody watches the one account, or in development any (ruling 17). */
export const openDoor = (options: OpenDoorOptions): Pick<GatewayIdentity, 'doorkeeper' | 'policies' | 'holds'> => ({
  doorkeeper: {
    admit: async (_presented, { account }) => {
      if (account === undefined || account === options.account) return { accounts: [options.account] };
      if (!options.dev)
        throw new PitwallError('FORBIDDEN_ACCOUNT', `Without a token only "${options.account}" may be watched`);
      return { accounts: account === '*' ? '*' : [account] };
    },
    renew: () => Promise.reject(new PitwallError('INVALID_TOKEN', 'No token is looked at here')),
  },
  policies: { forRoute: () => 'none', forApi: () => 'none' },
  holds: () => true,
});
