import { describe, expect, it } from 'vitest';
import { createPublisherAuthority, inProcessPublisher } from './credentials.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const token = 'engine-token-0123456789';

const options: GatewayOptions = {
  ...defaultGatewayOptions,
  account: 'main',
  publishers: [
    { name: 'engine', token, accounts: ['alice', 'bob'], kinds: ['equity'] },
    { name: 'feed', token: 'feed-token-0123456789', accounts: ['feed'], shared: true },
  ],
};

const authorize = (changes: Partial<GatewayOptions>, authorization?: string): unknown =>
  createPublisherAuthority({ ...options, ...changes }).authorize({ authorization, remoteAddress: '127.0.0.1' });

describe('the authority over publishers', () => {
  it('knows a publisher by its bearer token, with all that its credential says', () => {
    expect(authorize({}, `Bearer ${token}`)).toEqual({
      name: 'engine',
      accounts: ['alice', 'bob'],
      defaultAccount: 'alice',
      kinds: ['equity'],
      shared: false,
    });
    expect(authorize({}, 'bearer  feed-token-0123456789 ')).toMatchObject({ name: 'feed', kinds: '*', shared: true });
  });

  it.each([
    undefined,
    '',
    'Bearer',
    `Basic ${token}`,
    'Bearer wrong-token-0123456789',
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token} and more`,
  ])('refuses "%s"', (authorization) => {
    expect(() => authorize({}, authorization)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });

  it('knows the one token of a setup without a file, for the one account', () => {
    const changes = { publishToken: 'single-token-0123456789' };
    expect(authorize(changes, 'Bearer single-token-0123456789')).toEqual({
      name: 'publisher',
      accounts: ['main'],
      defaultAccount: 'main',
      kinds: '*',
      shared: true,
    });
    expect(authorize(changes, `Bearer ${token}`)).toMatchObject({ name: 'engine' });
  });

  it('does not take an empty token for the absent one', () => {
    expect(() => authorize({ publishToken: '' }, 'Bearer ')).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });

  it('lets everybody publish to any account in development, but not with a wrong token', () => {
    expect(authorize({ dev: true })).toEqual(inProcessPublisher(options, 'dev'));
    expect(authorize({ dev: true }, `Bearer ${token}`)).toMatchObject({ name: 'engine' });
    expect(() => authorize({ dev: true }, 'Bearer wrong')).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });

  it('never says a token in its refusals', () => {
    const secret = 'secret-token-0123456789';
    expect(() => authorize({}, `Bearer ${secret}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
