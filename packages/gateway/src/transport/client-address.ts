import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { plainAddress } from '../remote-address.ts';

/** Tells the address of the client behind a request. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Reads client addresses. `X-Forwarded-For` is believed only where the peer is a trusted proxy, from its end up to the
 * first address that is none, for what stands before that could be written by anybody. What is no address stops it too.
 * `trustedProxies` are addresses, CIDR ranges, or `loopback`, `linklocal`, `uniquelocal`. Throws on one that is none.
 */
export const clientAddress = (trustedProxies: readonly string[]): ClientAddress => {
  if (trustedProxies.length === 0) return (request) => plainAddress(request.socket.remoteAddress ?? '');
  const trusts = proxyAddr.compile([...trustedProxies]);
  return (request) => {
    // A peer that is gone already has no address to judge.
    if (request.socket.remoteAddress === undefined) return '';
    const chain = proxyAddr.all(request, trusts);
    return plainAddress(chain.findLast((address) => isIP(address) !== 0) ?? '');
  };
};
