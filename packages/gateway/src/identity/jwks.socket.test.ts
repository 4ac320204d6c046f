import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { nowSeconds, openIdentity } from './identity-rig.fixture.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An issuer that publishes keys, and can take them away, fall silent or talk nonsense. */
const openIssuer = async () => {
  const issuer = { keys: [] as JWK[], status: 200, looks: 0, silent: false, url: '' };
  const server = createServer((_request, response) => {
    issuer.looks += 1;
    if (issuer.silent) return;
    response.writeHead(issuer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: issuer.keys }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys?secret=s3cr3t`;
  return issuer;
};

const makeKey = async (kid: string, alg = 'RS256') => {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk = { ...(await exportJWK(publicKey)), kid, alg };
  const sign = (header: object = {}) =>
    new SignJWT({ sub: 'dave', iat: nowSeconds, exp: nowSeconds + 60 })
      .setProtectedHeader({ alg, kid, ...header })
      .sign(privateKey);
  return { jwk, sign };
};

const open = (jwksUrl: string, more = {}) => openIdentity({ jwtSecret: '', jwksUrl, jwksCooldownMs: 0, ...more });

describe('keys that an issuer publishes', () => {
  // Promise: ruling-9.keys
  it('are looked at once, and again when a token names a new one', async () => {
    const issuer = await openIssuer();
    const [first, second] = [await makeKey('k1'), await makeKey('k2')];
    issuer.keys = [first.jwk];
    const { identify } = await open(issuer.url);
    expect(await identify(await first.sign())).toMatchObject({ subject: 'dave' });
    await identify(await first.sign());
    expect(issuer.looks).toBe(1);
    issuer.keys = [first.jwk, second.jwk];
    expect(await identify(await second.sign())).toMatchObject({ subject: 'dave' });
    expect(issuer.looks).toBe(2);
  });

  it('are not asked for again and again by tokens with invented key ids', async () => {
    const issuer = await openIssuer();
    const [known, invented] = [await makeKey('k1'), await makeKey('k9')];
    issuer.keys = [known.jwk];
    const { identify } = await open(issuer.url, { jwksCooldownMs: 600_000 });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(identify(await invented.sign())).rejects.toThrow(expect.objectContaining({ code: 'INVALID_TOKEN' }));
    }
    expect(issuer.looks).toBe(1);
  });

  // Promise: ruling-9.verification
  it('of another algorithm than the pinned one are not used', async () => {
    const issuer = await openIssuer();
    const [rsa, ec] = [await makeKey('k1', 'PS256'), await makeKey('k2', 'ES256')];
    issuer.keys = [rsa.jwk, ec.jwk];
    const { identify } = await open(issuer.url);
    for (const key of [rsa, ec]) await expect(identify(await key.sign())).rejects.toThrow(/another algorithm/);
    const pinned = await open(issuer.url, { jwtAlgorithm: 'ES256' });
    expect(await pinned.identify(await ec.sign())).toMatchObject({ subject: 'dave' });
  });

  it('do not verify what another key of the same id signed', async () => {
    const issuer = await openIssuer();
    const [real, fake] = [await makeKey('k1'), await makeKey('k1')];
    issuer.keys = [real.jwk];
    const { identify } = await open(issuer.url);
    await expect(identify(await fake.sign())).rejects.toThrow(/signature/);
  });

  it('that cannot be had make a refusal that passes, and a line of the log without the secret of their URL', async () => {
    const issuer = await openIssuer();
    const key = await makeKey('k1');
    issuer.keys = [key.jwk];
    issuer.status = 500;
    const { identify, logLines } = await open(issuer.url);
    const token = await key.sign();
    await expect(identify(token)).rejects.toThrow(expect.objectContaining({ code: 'KEYS_UNAVAILABLE', status: 503 }));
    expect(logLines.join('')).toContain('cannot be had');
    expect(logLines.join('')).not.toContain('s3cr3t');
    issuer.status = 200;
    expect(await identify(token)).toMatchObject({ subject: 'dave' });
  });

  it('of an issuer that does not answer are waited for only so long', async () => {
    const issuer = await openIssuer();
    issuer.silent = true;
    const { identify } = await open(issuer.url, { jwksTimeoutMs: 20 });
    const token = await (await makeKey('k1')).sign();
    await expect(identify(token)).rejects.toThrow(expect.objectContaining({ code: 'KEYS_UNAVAILABLE' }));
  });
});
