import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { entry, forge, nowSeconds, openIdentity, sign, testSecret } from './identity-rig.fixture.ts';

const refusal = (code: string): object => expect.objectContaining({ code }) as object;
const dave = { sub: 'dave' };

describe('a token', () => {
  it('says who its bearer is, what may be watched and published, and until when', async () => {
    const { identify } = await openIdentity();
    const claims = {
      user_id: 'u1',
      accounts: ['a', 'b', 'a'],
      role: 'admin',
      publish: ['equity'],
      shared: true,
      jti: 't1',
    };
    expect(await identify(await sign(claims))).toEqual({
      subject: 'u1',
      accounts: ['a', 'b'],
      admin: true,
      publishes: { kinds: ['equity'], shared: true },
      tokenId: 't1',
      issuedAtMs: nowSeconds * 1000,
      expiresAtMs: (nowSeconds + 3600) * 1000,
    });
  });

  // Promises: ruling-9.verification, ruling-9.keys
  it('is taken with a shared secret of HS256 alone', async () => {
    const { identify } = await openIdentity();
    const hs512 = await new SignJWT({ ...dave, exp: nowSeconds + 60 })
      .setProtectedHeader({ alg: 'HS512' })
      .sign(Buffer.from(testSecret.repeat(2)));
    await expect(identify(hs512)).rejects.toThrow(refusal('INVALID_TOKEN'));
    await expect(identify(await sign(dave, 'another-secret-of-32-bytes-here!'))).rejects.toThrow(
      refusal('INVALID_TOKEN'),
    );
  });

  it.each(['none', 'None', 'NONE', 'hs256', ''])(
    'without a signature and with the algorithm "%s" is refused',
    async (alg) => {
      const { identify } = await openIdentity();
      const claims = { ...dave, exp: nowSeconds + 60 };
      await expect(identify(forge({ alg }, claims))).rejects.toThrow(refusal('INVALID_TOKEN'));
      const [, , signature] = (await sign(claims)).split('.');
      await expect(identify(forge({ alg }, claims, signature))).rejects.toThrow(refusal('INVALID_TOKEN'));
    },
  );

  it('whose claims were changed after signing is refused', async () => {
    const { identify } = await openIdentity();
    const [header, , signature] = (await sign(dave)).split('.');
    const forged = forge({ alg: 'HS256' }, { sub: 'eve', exp: nowSeconds + 60 }).split('.')[1];
    await expect(identify(`${header}.${forged}.${signature}`)).rejects.toThrow(refusal('INVALID_TOKEN'));
  });

  // Promise: ruling-9.verification
  it('counts as expired from its exp on, after the tolerance for clocks', async () => {
    const { clock, identify } = await openIdentity({ jwtClockToleranceMs: 5000 });
    const token = await sign({ ...dave, exp: nowSeconds + 10 });
    clock.advance(14_000);
    expect(await identify(token)).toMatchObject({ subject: 'dave' });
    clock.advance(1000);
    await expect(identify(token)).rejects.toThrow(refusal('TOKEN_EXPIRED'));
  });

  // Promise: ruling-9.verification
  it.each<[string, object]>([
    ['has no exp', { exp: undefined }],
    ['is not valid yet', { nbf: nowSeconds + 60 }],
    ['was issued in the future', { iat: nowSeconds + 60 }],
    ['is of another issuer', { iss: 'https://evil.example' }],
    ['names no issuer', { iss: undefined }],
    ['is for somebody else', { aud: ['other'] }],
    ['is for nobody', { aud: undefined }],
    ['lives longer than tokens may', { exp: nowSeconds + 31 * 86_400 }],
    [
      'lives longer than tokens may from now, where it does not say since when',
      { iat: undefined, exp: nowSeconds + 31 * 86_400 },
    ],
    ['has an exp that is no number', { exp: '2030-01-01' }],
  ])('that %s is refused', async (_, claims) => {
    const { identify } = await openIdentity({ jwtIssuer: 'https://id.example', jwtAudience: 'pitwall' });
    const good = { ...dave, iss: 'https://id.example', aud: 'pitwall' };
    expect(await identify(await sign(good))).toMatchObject({ subject: 'dave' });
    await expect(identify(await sign({ ...good, ...claims }))).rejects.toThrow(refusal('INVALID_TOKEN'));
  });

  it('that is longer than allowed is refused, whoever signed it', async () => {
    const { identify } = await openIdentity({ maxTokenBytes: 300 });
    expect(await identify(await sign(dave))).toBeDefined();
    await expect(identify(await sign({ ...dave, more: 'x'.repeat(300) }))).rejects.toThrow(/longer than/);
  });

  it.each<[string, object]>([
    ['names no user', {}],
    ['has a user that is no name', { sub: ['dave'] }],
    ['has an empty user', { sub: '' }],
    ['has accounts that cannot exist', { ...dave, accounts: ['@shared'] }],
    ['has an empty list of accounts', { ...dave, accounts: [] }],
    ['has a list of other things', { ...dave, accounts: [1] }],
    ['has a user that can be no account, and names none', { sub: 'auth0|123' }],
    ['names its user by a number that JSON cannot tell from the next', { user_id: 2 ** 53, account: 'a' }],
    ['has a long id', { ...dave, jti: 'x'.repeat(300) }],
    ['may publish "everything"', { ...dave, publish: 'everything' }],
  ])('that %s is refused', async (_, claims) => {
    const { identify } = await openIdentity();
    await expect(identify(await sign(claims))).rejects.toThrow(refusal('INVALID_TOKEN'));
  });

  // Promises: carry.user-claim, ruling-11.admin-claim
  it.each<[string, object, object]>([
    ['user_id before sub', { user_id: 7, sub: 'dave' }, { subject: '7', accounts: ['7'] }],
    ['the user as account where none is named', { ...dave, accounts: null }, { accounts: ['dave'], admin: false }],
    ['one account as text', { ...dave, account: 'a' }, { accounts: ['a'] }],
    ['no account for an admin who names none', { ...dave, role: 'admin' }, { accounts: [], admin: true }],
    ['admin from a list of roles', { ...dave, role: ['user', 'admin'] }, { admin: true }],
    ['nobody for an admin by another word', { ...dave, role: 'Admin' }, { admin: false }],
    ['all kinds', { ...dave, publish: true }, { publishes: { kinds: '*', shared: false } }],
    [
      'only kinds that there are',
      { ...dave, publish: ['equity', 'new'] },
      { publishes: { kinds: ['equity'], shared: false } },
    ],
  ])('is read for %s', async (_, claims, expected) => {
    const { identify } = await openIdentity();
    expect(await identify(await sign(claims))).toMatchObject(expected);
  });

  // Promise: ruling-11.admin-claim
  it('is read by the claims that the options name', async () => {
    const { identify } = await openIdentity({
      subjectClaims: ['uid'],
      accountsClaims: ['desks'],
      roleClaim: 'groups',
      adminRole: 'risk',
    });
    const claims = { sub: 'nobody', role: 'admin', uid: 'dave', desks: ['x'], groups: ['risk'] };
    expect(await identify(await sign(claims))).toMatchObject({ subject: 'dave', accounts: ['x'], admin: true });
  });
});

describe('the key of tokens', () => {
  it('never lets a public key pass for a secret', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    // With a key set the algorithm is asymmetric, so what is signed by its public key as a secret is refused unasked.
    const { identify } = await openIdentity({ jwtSecret: '', jwksUrl: 'http://localhost:9/keys' });
    await expect(identify(await sign(dave, pem))).rejects.toThrow(/another algorithm/);
  });

  it.each<[string, object]>([
    ['a secret of less than 32 bytes', { jwtSecret: 'short' }],
    ['a secret and a key set', { jwksUrl: 'https://id.example/keys' }],
    ['a key set without TLS', { jwtSecret: '', jwksUrl: 'http://id.example/keys' }],
    ['a key set behind a password', { jwtSecret: '', jwksUrl: 'https://me:pass@id.example/keys' }],
    ['a key set nowhere', { jwtSecret: '', jwksUrl: 'keys.json' }],
  ])('may not be %s', async (_, options) => {
    await expect(openIdentity(options)).rejects.toThrow(refusal('INVALID_OPTION'));
  });

  it('when there is none, lets no token in and says what to set', async () => {
    const { doorkeeper } = await openIdentity({ jwtSecret: '' });
    const token = await sign(dave);
    await expect(doorkeeper.admit({ token }, entry())).rejects.toThrow(/jwtSecret/);
    await expect(doorkeeper.admit({}, entry())).rejects.toThrow(/jwtSecret/);
  });
});

// Promise: ruling-9.redaction
it('no refusal and no line of the log ever holds a token, whatever is thrown at it', async () => {
  const rig = await openIdentity();
  const part = fc.string({ minLength: 8, unit: fc.constantFrom(...Array.from('ABCxyz019-_')) });
  const token = fc.oneof(
    part,
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
    fc.tuple(fc.object(), fc.object(), part).map(([header, claims, signature]) => forge(header, claims, signature)),
    fc
      .tuple(fc.constantFrom('none', 'HS256', 'RS256'), fc.object(), part)
      .map(([alg, claims, signature]) => forge({ alg }, claims, signature)),
    fc.string({ minLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(token, fc.constantFrom('authorization', 'cookie', 'token', 'ticket'), async (secret, where) => {
      const shown = {
        authorization: `Bearer ${secret}`,
        cookie: `pitwall_token=${secret}`,
        token: secret,
        ticket: secret,
      };
      const thrown = await rig.doorkeeper.admit({ [where]: shown[where] }, entry()).catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(Error);
      const { message, stack, cause } = thrown as Error;
      for (const said of [message, stack ?? '', String(cause), ...rig.logLines]) expect(said).not.toContain(secret);
    }),
    { numRuns: 200 },
  );
});
