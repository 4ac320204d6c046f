import { FakeClock } from '@pitwall/testkit';
import { SignJWT } from 'jose';
import { createLogger } from '../observe/logger.ts';
import { defaultGatewayOptions } from '../options.ts';
import { createIdentity } from './create-identity.ts';
import type { IdentityOptions, IdentityParts } from './create-identity.ts';
import type { GatewayIdentity } from './gateway-identity.ts';
import type { Entry } from './identity.ts';

/** A secret of 32 bytes, which is the least. */
export const testSecret = 'test-secret-of-thirty-two-bytes!';

/** Signs claims as an issuer with the test's secret would; `exp` is an hour from the fake clock's start. */
export const sign = (claims: object, secret = testSecret, header: object = {}): Promise<string> =>
  new SignJWT({ iat: nowSeconds, exp: nowSeconds + 3600, ...claims })
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(Buffer.from(secret));

/** Where the fake clock begins, in the seconds of claims. */
export const nowSeconds = new FakeClock().now() / 1000;

/** A token made by hand, as only an attacker makes them. */
export const forge = (header: object, claims: object, signature = ''): string =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + `.${signature}`;

/** Identity with time that stands still and a log that can be read. */
export interface IdentityRig extends GatewayIdentity {
  readonly clock: FakeClock;
  readonly logLines: readonly string[];
}

/** Opens identity, restored, with a secret unless told otherwise. */
export const openIdentity = async (
  options: Partial<IdentityOptions> = {},
  parts: Partial<IdentityParts> = {},
): Promise<IdentityRig> => {
  const clock = new FakeClock();
  const logLines: string[] = [];
  const logger = createLogger({ level: 'trace' }, { destination: { write: (line) => void logLines.push(line) } });
  const identity = createIdentity(
    { ...defaultGatewayOptions, account: 'main', jwtSecret: testSecret, ...options },
    { clock, logger, ...parts },
  );
  await identity.restore();
  return { ...identity, clock, logLines };
};

/** An entry where a token is asked for. */
export const entry = (more: Partial<Entry> = {}): Entry => ({
  policy: 'required',
  accounts: 'one',
  remoteAddress: '192.0.2.1',
  route: 'probe',
  ...more,
});
