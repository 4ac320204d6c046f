import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { defaultGatewayOptions } from '../options.ts';
import { openIdentity, testSecret } from './identity-rig.fixture.ts';
import { mintToken } from './mint-token.ts';

const clock = new FakeClock();
const options = { ...defaultGatewayOptions, jwtSecret: testSecret };
const refusal = (code: string): object => expect.objectContaining({ code }) as object;

describe('a minted token', () => {
  it.each([
    ['of the usual claims', {}],
    ['of an issuer for an audience', { jwtIssuer: 'https://id.example', jwtAudience: 'pitwall' }],
    [
      'by claims of other names',
      { subjectClaims: ['uid'], accountsClaims: ['desks'], roleClaim: 'groups', adminRole: 'risk' },
    ],
  ])('%s is taken by a gateway of the same options, and says what was asked', async (_, more) => {
    const { identify } = await openIdentity(more);
    const publishes = { kinds: ['equity'], shared: true } as const;
    const asked = { subject: 'dave', accounts: ['a', 'b'], admin: true, publishes, ttlMs: 60_500 };
    const { token, tokenId, expiresAtMs } = await mintToken({ ...options, ...more }, asked, clock);
    expect(await identify(token)).toEqual({
      subject: 'dave',
      accounts: ['a', 'b'],
      admin: true,
      publishes,
      tokenId,
      issuedAtMs: clock.now(),
      expiresAtMs,
    });
    expect(expiresAtMs).toBe(clock.now() + 60_000);
  });

  it('is of the user’s own account where none is named, and may publish nothing', async () => {
    const { identify } = await openIdentity();
    const { token } = await mintToken(options, { subject: 'dave', ttlMs: 60_000 }, clock);
    const identity = await identify(token);
    expect([identity.accounts, identity.admin, identity.publishes]).toEqual([['dave'], false, undefined]);
  });

  it.each([
    ['without a secret', { jwtSecret: '' }, {}, 'INVALID_OPTION'],
    ['with a short secret', { jwtSecret: 'short' }, {}, 'INVALID_OPTION'],
    ['for longer than tokens may live', {}, { ttlMs: options.maxTokenLifetimeMs + 1 }, 'INVALID_OPTION'],
    ['for no time', {}, { ttlMs: 0 }, 'INVALID_OPTION'],
    ['for nobody', {}, { subject: '' }, 'INVALID_TOKEN'],
    ['for an account that cannot be', {}, { accounts: ['@shared'] }, 'INVALID_TOKEN'],
  ])('%s is not made', async (_, changes, asked, code) => {
    const claims = { subject: 'dave', ttlMs: 60_000, ...asked };
    await expect(mintToken({ ...options, ...changes }, claims, clock)).rejects.toThrow(refusal(code));
  });
});
