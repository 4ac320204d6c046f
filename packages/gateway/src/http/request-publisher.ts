import { PitwallError } from '@pitwall/model';
import type { FastifyRequest } from 'fastify';
import type { Publisher } from '../ingest/publisher.ts';
import type { HttpScope } from './http-scope.ts';
import type { PublisherAuthority } from './publisher-authority.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who publishes; `null` outside of routes that ask for a credential. */
    publisher: Publisher | null;
  }
}

/** Who publishes. Throws `UNAUTHENTICATED` on a route that asks for no credential. */
export const publisherOf = (request: FastifyRequest): Publisher => {
  if (request.publisher === null) throw new PitwallError('UNAUTHENTICATED', 'This route knows no publisher');
  return request.publisher;
};

/** Asks for a credential on every route of a scope, before a byte of the body is read. */
export const requirePublisher = (scope: HttpScope, authority: PublisherAuthority): void => {
  scope.addHook('onRequest', async (request: FastifyRequest) => {
    const { authorization } = request.headers;
    request.publisher = await authority.authorize({ authorization, remoteAddress: request.clientAddress });
  });
};
