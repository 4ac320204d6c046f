import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { createIdentityStats } from '../observe/identity-stats.ts';
import { createAuthPolicies } from './auth-policies.ts';
import type { PolicyOptions } from './auth-policies.ts';
import { TokenDoorkeeper } from './doorkeeper.ts';
import type { DoorkeeperOptions } from './doorkeeper.ts';
import type { GatewayIdentity } from './gateway-identity.ts';
import { createFileRevocationStore, forgetfulRevocationStore } from './revocation-store.ts';
import type { RevocationStore } from './revocation-store.ts';
import { createRevocations } from './revocations.ts';
import type { RevocationOptions } from './revocations.ts';
import { createTickets } from './tickets.ts';
import type { TicketOptions } from './tickets.ts';
import { hasKey } from './token-keys.ts';
import { createTokenVerifier } from './token-verifier.ts';
import type { TokenOptions } from './token-verifier.ts';

/** Everything that says who is let in; the gateway's options have all of it. */
export interface IdentityOptions
  extends TokenOptions, DoorkeeperOptions, PolicyOptions, TicketOptions, RevocationOptions {
  /** Where revocations outlive a restart; empty for nowhere. */
  readonly revocationsFile: string;
}

/** What identity works with. */
export interface IdentityParts {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** So many bytes that nobody can guess. @default the machine's */
  readonly randomBytes?: (size: number) => Uint8Array;
  /** @default the file that the options name */
  readonly revocationStore?: RevocationStore;
}

const storeOf = (path: string): RevocationStore =>
  path === '' ? forgetfulRevocationStore : createFileRevocationStore(path);

/** Puts identity together. Throws `INVALID_OPTION`; `restore` must resolve before anybody is let in. */
export const createIdentity = (options: IdentityOptions, parts: IdentityParts): GatewayIdentity => {
  const { clock, logger } = parts;
  const stats = createIdentityStats();
  const store = parts.revocationStore ?? storeOf(options.revocationsFile);
  const revocations = createRevocations(options, { clock, logger, store, stats });
  const tickets = createTickets(options, { clock, randomBytes: parts.randomBytes ?? randomBytes, stats });
  const verifier = createTokenVerifier(options, { clock, logger });
  const keyed = hasKey(options);
  const doorkeeper = new TokenDoorkeeper(options, {
    clock,
    logger,
    verifier,
    tickets,
    revocations,
    hasKey: keyed,
    stats,
  });
  return {
    doorkeeper,
    policies: createAuthPolicies(options),
    tickets,
    revocations,
    hasKey: keyed,
    identify: (token) => doorkeeper.identify(token),
    holds: ({ identity }) => identity === undefined || !revocations.isRevoked(identity),
    restore: () => revocations.restore(),
    stats,
  };
};
