import { dialects } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';
import { assertSecure, securityProblems } from './secure-defaults.ts';
import { routesOf } from './transport/route-table.ts';

const jwtSecret = 'a-secret-of-no-less-than-32-bytes!';

/** Everything that is asked for beyond loopback. */
const guarded: Partial<GatewayOptions> = {
  host: '0.0.0.0',
  jwtSecret,
  tlsCert: 'cert.pem',
  tlsKey: 'key.pem',
  allowedHosts: ['desk.example'],
};

const settle = (changes: Partial<GatewayOptions>): GatewayOptions => ({ ...defaultGatewayOptions, ...changes });

const routes = (options: GatewayOptions) => routesOf(dialects, options);

/** The options that problems name. */
const problemsOf = (changes: Partial<GatewayOptions>): readonly string[] => {
  const options = settle(changes);
  return [...new Set(securityProblems(options, routes(options)).map(({ path }) => path))].toSorted();
};

const messageOf = (changes: Partial<GatewayOptions>): string => {
  const options = settle(changes);
  try {
    assertSecure(options, routes(options));
    return '';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : '';
  }
};

describe('settings', () => {
  it.each<[string, Partial<GatewayOptions>, readonly string[]]>([
    ['the defaults', {}, []],
    ['development on this machine', { dev: true }, []],
    ['TLS on this machine', { tlsCert: 'c', tlsKey: 'k' }, []],
    ['everything beyond loopback', guarded, []],
    ['everything on one address', { ...guarded, host: '192.0.2.1' }, []],
    ['a credential of sixteen characters', { ...guarded, publishToken: 'x'.repeat(16) }, []],
    ['everything on IPv6', { ...guarded, host: '::' }, []],
    ['keys of an issuer', { ...guarded, jwtSecret: '', jwksUrl: 'https://id.example/keys' }, []],
    ['TLS that ends at a proxy', { ...guarded, tlsCert: '', tlsKey: '', tlsEndsAtProxy: true }, []],
    ['anybody, when it is said', { ...guarded, auth: 'none', jwtSecret: '', anonymousBeyondLoopback: true }, []],
    [
      'a proxy on this machine',
      {
        jwtSecret,
        auth: 'required',
        authRoutes: { api: 'required' },
        allowedHosts: ['a.example'],
        tlsEndsAtProxy: true,
        trustedProxies: ['loopback'],
      },
      [],
    ],
  ])('are taken: %s', (_what, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems);
    expect(messageOf(changes)).toBe('');
  });

  it.each<[string, Partial<GatewayOptions>, readonly string[]]>([
    ['nothing but a host', { host: '0.0.0.0' }, ['allowedHosts', 'auth', 'tlsCert']],
    ['a name for a host', { host: 'desk.example' }, ['allowedHosts', 'auth', 'tlsCert']],
    ['development', { ...guarded, dev: true }, ['dev']],
    ['a credential that can be guessed', { ...guarded, publishToken: 'x'.repeat(15) }, ['publishToken']],
    ['development, whatever else is said', { ...guarded, dev: true, anonymousBeyondLoopback: true }, ['dev']],
    ['no key', { ...guarded, jwtSecret: '' }, ['auth']],
    ['no TLS', { ...guarded, tlsCert: '', tlsKey: '' }, ['tlsCert']],
    ['TLS on some listeners', { ...guarded, tlsListeners: ['main'] }, ['tlsCert']],
    ['no names', { ...guarded, allowedHosts: [] }, ['allowedHosts']],
    ['anybody', { ...guarded, auth: 'none' }, ['auth']],
    ['anybody without a token', { ...guarded, auth: 'optional' }, ['auth']],
    ['anybody on one route', { ...guarded, authRoutes: { titan: 'none' } }, ['authRoutes']],
    ['anybody through a proxy', { tlsEndsAtProxy: true, allowedHosts: ['a.example'] }, ['auth']],
    [
      'development behind a proxy',
      { trustedProxies: ['loopback'], dev: true },
      ['allowedHosts', 'auth', 'dev', 'tlsCert'],
    ],
  ])('are refused where others can reach the gateway: %s', (_what, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems);
    expect(messageOf(changes)).toMatch(/^Others can reach this gateway/);
  });

  it.each<[string, Partial<GatewayOptions>, readonly string[]]>([
    ['a certificate without a key', { tlsCert: 'c' }, ['tlsKey']],
    ['a key without a certificate', { tlsKey: 'k' }, ['tlsCert']],
    ['TLS listeners without a certificate', { tlsListeners: ['main'] }, ['tlsListeners']],
    ['TLS on a listener that does not exist', { tlsCert: 'c', tlsKey: 'k', tlsListeners: ['9999'] }, ['tlsListeners']],
    ['limits of a route that does not exist', { routeLimits: { nowhere: {} } }, ['routeLimits']],
  ])('are refused everywhere: %s', (_what, changes, problems) => {
    expect(problemsOf(changes)).toEqual(problems);
    expect(messageOf(changes)).toMatch(/contradict/);
  });

  it('are refused for a proxy that is no address', () => {
    expect(problemsOf({ trustedProxies: ['nginx'] })).toContain('trustedProxies');
  });

  it('are refused with what to set, and without a secret', () => {
    const message = messageOf({ host: '0.0.0.0', jwtSecret });
    expect(message).toContain('host is 0.0.0.0');
    for (const flag of ['--tls-cert', '--tls-key', '--tls-ends-at-proxy', '--allowed-hosts'])
      expect(message).toContain(flag);
    expect(message).not.toContain(jwtSecret);
    expect(messageOf({ host: '0.0.0.0' })).toMatch(/jwtSecret or jwksUrl/);
  });
});
