import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const from = (peer: string | undefined, forwarded?: string): IncomingMessage => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
};

describe('the address of a client', () => {
  it.each([
    ['no proxy is trusted', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['the peer is no trusted proxy', ['10.0.0.0/8'], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['the peer is trusted', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['the peer is trusted and says nothing', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
    ['a client wrote the header first', ['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['two proxies are trusted', ['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['all are trusted proxies', ['10.0.0.0/8'], '10.1.2.3', '10.0.0.1', '10.0.0.1'],
    ['an IPv6 socket shows the proxy mapped', ['127.0.0.1'], '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['loopback is trusted by name', ['loopback'], '::1', '2001:DB8::7', '2001:db8::7'],
    ['the header holds no address', ['loopback'], '127.0.0.1', 'unknown', '127.0.0.1'],
    ['a proxy saw no address', ['loopback'], '127.0.0.1', '198.51.100.1, <script>', '127.0.0.1'],
    ['the peer is gone', ['loopback'], undefined, '198.51.100.1', ''],
  ])('where %s (trusting %j, peer %s, header %s) is %s', (...[, trusted, peer, forwarded, address]) => {
    expect(clientAddress(trusted)(from(peer, forwarded))).toBe(address);
  });

  it('cannot be asked for with a proxy that is no address', () => {
    expect(() => clientAddress(['proxy.example'])).toThrow(/^trustedProxies: .*proxy\.example/);
  });
});
