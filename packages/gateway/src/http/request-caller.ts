import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import type { Doorkeeper } from '../identity/identity.ts';
import type { Publisher } from '../ingest/publisher.ts';
import type { HttpScope } from './http-scope.ts';
import type { PublisherAuthority } from './publisher-authority.ts';
import { entryOf, presentedBy, queryOf } from './request-entry.ts';

/**
 * Who calls a mounted route: a publisher, or a watcher by its token. `accounts` are those it may see and act for, `kinds`
 * what it may have published in its name; a watcher's token says nothing of kinds, so they are all.
 */
export type Caller = Pick<Publisher, 'name' | 'accounts' | 'defaultAccount' | 'kinds'>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; `null` outside of mounted routes. */
    caller: Caller | null;
  }
}

/** Who calls. Throws `UNAUTHENTICATED` on a route that asks for no token. */
export const callerOf = (request: FastifyRequest): Caller => {
  if (request.caller === null) throw new PitwallError('UNAUTHENTICATED', 'This route knows no caller');
  return request.caller;
};

/** What callers are recognised by. */
export interface CallerParts {
  readonly authority: PublisherAuthority;
  readonly identity: { readonly doorkeeper: Pick<Doorkeeper, 'admit'> };
}

const recognise = async (request: FastifyRequest, parts: CallerParts, account: string): Promise<Caller> => {
  const presented = presentedBy(request, queryOf(request));
  const publisher = parts.authority.known(presented.authorization);
  if (publisher !== undefined) return publisher;
  if (Object.keys(presented).length === 0) {
    // Who shows nothing is everybody in development, and nobody elsewhere.
    return parts.authority.authorize({ authorization: undefined, remoteAddress: request.clientAddress });
  }
  const entry = entryOf(request, { policy: 'required', accounts: 'own', route: 'http' });
  const { accounts, identity } = await parts.identity.doorkeeper.admit(presented, entry);
  if (identity === undefined) throw new PitwallError('UNAUTHENTICATED', 'A token is asked for and none came');
  return { name: identity.subject, accounts, defaultAccount: identity.accounts[0] ?? account, kinds: '*' };
};

/** Asks for a token on every route of a scope, before a byte of the body is read. */
export const requireCaller = (scope: HttpScope, parts: CallerParts, account: string): void => {
  scope.addHook('onRequest', async (request: FastifyRequest) => {
    request.caller = await recognise(request, parts, account);
  });
};
