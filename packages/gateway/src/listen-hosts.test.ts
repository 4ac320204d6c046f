import { describe, expect, it } from 'vitest';
import { hostInUrls, hostsOf, isLoopbackHost } from './listen-hosts.ts';

describe('a host to listen on', () => {
  it.each([
    ['loopback', ['127.0.0.1', '::1'], true, '127.0.0.1'],
    ['localhost', ['127.0.0.1', '::1'], true, '127.0.0.1'],
    ['127.0.0.1', ['127.0.0.1'], true, '127.0.0.1'],
    ['127.9.9.9', ['127.9.9.9'], true, '127.9.9.9'],
    ['::1', ['::1'], true, '[::1]'],
    ['::ffff:127.0.0.1', ['::ffff:127.0.0.1'], true, '[::ffff:127.0.0.1]'],
    ['0.0.0.0', ['0.0.0.0'], false, '127.0.0.1'],
    ['::', ['::'], false, '127.0.0.1'],
    ['192.0.2.1', ['192.0.2.1'], false, '192.0.2.1'],
    ['2001:db8::1', ['2001:db8::1'], false, '[2001:db8::1]'],
    ['desk.example', ['desk.example'], false, 'desk.example'],
    ['127.0.0.1.evil.example', ['127.0.0.1.evil.example'], false, '127.0.0.1.evil.example'],
  ])('%s means %j, for this machine alone: %s, in URLs %s', (host, addresses, isLoopback, url) => {
    expect([hostsOf(host), isLoopbackHost(host), hostInUrls(host)]).toEqual([addresses, isLoopback, url]);
  });
});
