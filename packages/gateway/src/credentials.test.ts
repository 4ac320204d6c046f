import { describe, expect, it } from 'vitest';
import { createPublisherAuthority, inProcessPublisher } from './credentials.ts';
import { openIdentity, sign, testSecret } from './identity/identity-rig.fixture.ts';
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

const authorize = async (changes: Partial<GatewayOptions>, authorization?: string): Promise<unknown> => {
  const merged = { ...options, ...changes };
  const authority = createPublisherAuthority(merged, await openIdentity({ jwtSecret: '', ...changes }));
  return authority.authorize({ authorization, remoteAddress: '127.0.0.1' });
};

describe('the authority over publishers', () => {
  it('knows a publisher by its bearer token, with all that its credential says', async () => {
    expect(await authorize({}, `Bearer ${token}`)).toEqual({
      name: 'engine',
      accounts: ['alice', 'bob'],
      defaultAccount: 'alice',
      kinds: ['equity'],
      shared: false,
    });
    expect(await authorize({}, 'bearer  feed-token-0123456789 ')).toMatchObject({
      name: 'feed',
      kinds: '*',
      shared: true,
    });
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
  ])('refuses "%s"', async (authorization) => {
    await expect(authorize({}, authorization)).rejects.toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });

  it('knows the one token of a setup without a file, for the one account', async () => {
    const changes = { publishToken: 'single-token-0123456789' };
    expect(await authorize(changes, 'Bearer single-token-0123456789')).toEqual({
      name: 'publisher',
      accounts: ['main'],
      defaultAccount: 'main',
      kinds: '*',
      shared: true,
    });
    expect(await authorize(changes, `Bearer ${token}`)).toMatchObject({ name: 'engine' });
  });

  it('does not take an empty token for the absent one', async () => {
    await expect(authorize({ publishToken: '' }, 'Bearer ')).rejects.toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });

  it('lets everybody publish to any account in development, but not with a wrong token', async () => {
    expect(await authorize({ dev: true })).toEqual(inProcessPublisher(options, 'dev'));
    expect(await authorize({ dev: true }, `Bearer ${token}`)).toMatchObject({ name: 'engine' });
    for (const wrong of ['Bearer wrong', 'Basic YTpi', '']) {
      await expect(authorize({ dev: true }, wrong)).rejects.toThrow(
        expect.objectContaining({ code: 'UNAUTHENTICATED' }),
      );
    }
  });

  it('never says a token in its refusals', async () => {
    const secret = 'secret-token-0123456789';
    await expect(authorize({}, `Bearer ${secret}`)).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});

describe('publishing by a token', () => {
  const bySigned = async (claims: object, changes: Partial<GatewayOptions> = {}): Promise<unknown> =>
    authorize({ jwtSecret: testSecret, ...changes }, `Bearer ${await sign({ sub: 'bot', ...claims })}`);

  it('is to the accounts of the token, in the name of its user, as far as its claim says', async () => {
    expect(await bySigned({ accounts: ['a', 'b'], publish: ['equity'], shared: true })).toEqual({
      name: 'bot',
      accounts: ['a', 'b'],
      defaultAccount: 'a',
      kinds: ['equity'],
      shared: true,
    });
  });

  it('is to the one account for an admin whose token names none, not to all', async () => {
    expect(await bySigned({ role: 'admin', publish: true })).toMatchObject({ accounts: ['main'], kinds: '*' });
  });

  it.each<[string, object, string]>([
    ['says nothing of publishing', {}, 'FORBIDDEN'],
    ['denies publishing', { publish: false }, 'FORBIDDEN'],
    ['has expired', { publish: true, iat: 1, exp: 2 }, 'TOKEN_EXPIRED'],
    ['names no account that can be', { publish: true, accounts: [''] }, 'INVALID_TOKEN'],
  ])('is refused where it %s', async (_, claims, code) => {
    await expect(bySigned(claims)).rejects.toThrow(expect.objectContaining({ code }));
    await expect(bySigned(claims, { dev: true })).rejects.toThrow(expect.objectContaining({ code }));
  });

  it('is refused once the token is revoked', async () => {
    const identity = await openIdentity();
    const authority = createPublisherAuthority(options, identity);
    const request = {
      authorization: `Bearer ${await sign({ sub: 'bot', publish: true })}`,
      remoteAddress: '127.0.0.1',
    };
    expect(await authority.authorize(request)).toMatchObject({ name: 'bot' });
    await identity.revocations.revoke({ subject: 'bot' });
    await expect(authority.authorize(request)).rejects.toThrow(expect.objectContaining({ code: 'INVALID_TOKEN' }));
  });
});
