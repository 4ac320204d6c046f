import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { PitwallError } from '@pitwall/model';
import { plainAddress } from '../remote-address.ts';

/** Tells the address of the client behind a request. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Reads client addresses. `X-Forwarded-For` is believed only where the peer is a trusted proxy, from its end up to the
 * first address that is none, for what stands before that could be written by anybody. What is no address stops it too.
 * `trustedProxies` are addresses, CIDR ranges, or `loopback`, `linklocal`, `uniquelocal`. Throws `INVALID_OPTION` for one
 * that is none.
 */
export const clientAddress = (trustedProxies: readonly string[]): ClientAddress => {
  if (trustedProxies.length === 0) return (request) => plainAddress(request.socket.remoteAddress ?? '');
  const trusts = compile(trustedProxies);
  return (request) => {
    // A peer that is gone already has no address to judge.
    if (request.socket.remoteAddress === undefined) return '';
    const chain = proxyAddr.all(request, trusts);
    return plainAddress(chain.findLast((address) => isIP(address) !== 0) ?? '');
  };
};

const compile = (trustedProxies: readonly string[]): ReturnType<typeof proxyAddr.compile> => {
  try {
    return proxyAddr.compile([...trustedProxies]);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new PitwallError(
      'INVALID_OPTION',
      `trustedProxies: ${why}; expected addresses, ranges such as 10.0.0.0/8, or loopback`,
    );
  }
};
