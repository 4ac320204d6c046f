import { PitwallError, toPitwallError } from '@pitwall/model';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { addTo } from '../observe/count.ts';
import type { IdentityStats } from '../observe/identity-stats.ts';
import type { Revocations, Tickets } from './gateway-identity.ts';
import type { Admission, Doorkeeper, Entry, Identity, Presented } from './identity.ts';
import { LogLimit } from './log-limit.ts';
import { readPresented } from './presented-token.ts';
import type { TokenVerifier } from './token-verifier.ts';
import { accountsWithoutToken, accountsWithToken, mayWatch } from './watched-accounts.ts';
import type { WatchOptions } from './watched-accounts.ts';

/** Options of the doorkeeper. */
export interface DoorkeeperOptions extends WatchOptions {
  /** The cookie that may carry a token. @default pitwall_token */
  readonly cookieName: string;
}

/** What the doorkeeper works with. */
export interface DoorkeeperParts {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly verifier: TokenVerifier;
  readonly tickets: Pick<Tickets, 'redeem'>;
  readonly revocations: Pick<Revocations, 'isRevoked'>;
  readonly hasKey: boolean;
  readonly stats: IdentityStats;
}

/** The one check (ruling 11). */
export class TokenDoorkeeper implements Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #parts: DoorkeeperParts;
  readonly #warnings: LogLimit;

  constructor(options: DoorkeeperOptions, parts: DoorkeeperParts) {
    this.#options = options;
    this.#parts = parts;
    this.#warnings = new LogLimit(parts.clock);
  }

  async admit(presented: Presented, entry: Entry): Promise<Admission> {
    const { stats } = this.#parts;
    try {
      const admission = await this.#admit(presented, entry);
      addTo(stats.admitted, `${admission.identity === undefined ? 'without' : 'with'} ${entry.route}`);
      return admission;
    } catch (thrown) {
      const error = toPitwallError(thrown);
      addTo(stats.refused, `${error.code} ${entry.route}`);
      throw error;
    }
  }

  async renew(token: string, admission: Admission): Promise<Admission> {
    const { identity: old, accounts } = admission;
    const identity = await this.identify(token);
    if (old !== undefined && old.subject !== identity.subject) {
      throw new PitwallError('INVALID_TOKEN', 'The new token is of another user than the old one');
    }
    if (!mayWatch(identity, accounts)) {
      throw new PitwallError('FORBIDDEN_ACCOUNT', 'The new token is not for all accounts that are watched');
    }
    this.#parts.stats.renewed += 1;
    return { accounts, identity };
  }

  /** Who a token says its bearer is, if it was not revoked. */
  async identify(token: string): Promise<Identity> {
    return this.#notRevoked(await this.#parts.verifier.verify(token));
  }

  async #admit(presented: Presented, entry: Entry): Promise<Admission> {
    if (entry.policy === 'none') return { accounts: accountsWithoutToken(entry, this.#options) };
    // Used up first: a ticket that was seen in a URL once is worth nothing any more, whatever becomes of this.
    const ofTicket = presented.ticket === undefined ? undefined : this.#parts.tickets.redeem(presented.ticket);
    const shown = readPresented(presented, this.#options.cookieName);
    if (shown === undefined) return this.#admitWithout(entry, 'accepted without a token');
    // Where nothing can check a token, a client that shows one is as good as one that shows none.
    if (entry.policy === 'optional' && !this.#parts.hasKey)
      return this.#admitWithout(entry, 'accepted with a token that nothing can check');
    const identity = 'token' in shown ? await this.identify(shown.token) : this.#ofTicket(ofTicket);
    return { accounts: accountsWithToken(identity, entry, this.#options), identity };
  }

  #admitWithout(entry: Entry, warning: string): Admission {
    if (entry.policy === 'required') throw new PitwallError('UNAUTHENTICATED', this.#missing());
    const accounts = accountsWithoutToken(entry, this.#options);
    const { route, remoteAddress } = entry;
    this.#warnings.log((unlogged) => {
      this.#parts.logger.warn({ route, remoteAddress, unlogged }, warning);
    });
    return { accounts };
  }

  #missing(): string {
    return this.#parts.hasKey
      ? 'A token is asked for and none came'
      : 'A token is asked for here and none can be checked: set jwtSecret or jwksUrl, or a policy in authRoutes';
  }

  #ofTicket(identity: Identity | undefined): Identity {
    if (identity === undefined) throw new PitwallError('INVALID_TOKEN', 'The ticket was used, is too old or never was');
    return this.#notRevoked(identity);
  }

  #notRevoked(identity: Identity): Identity {
    if (!this.#parts.revocations.isRevoked(identity)) return identity;
    throw new PitwallError('INVALID_TOKEN', 'The token was revoked');
  }
}
