import { dialects } from '@pitwall/dialects';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import type { MintedToken } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';

const options = {
  ...defaultGatewayOptions,
  port: 0,
  legacyPorts: false,
  auth: 'required' as const,
  jwtSecret: 'a secret of at least thirty-two bytes',
};

/** Where each dialect is, and how it says that a token is no good. */
const ways = [
  { path: '/ws/titan', code: 4401 },
  { path: '/ws/carry', code: 1008 },
  { path: '/api/ws', code: 4401 },
  { path: '/telemetry', code: 4401 },
  { path: '/ws/quantmind', code: 4401 },
] as const;

let gateway: Gateway;
let port: number;

beforeAll(async () => {
  gateway = createGateway(options, { dialects, logger: pino({ level: 'silent' }), version: 'test' });
  ({ port } = (await gateway.start()).main);
});

afterAll(() => gateway.stop());

const tokenFor = (subject: string, admin = false): Promise<MintedToken> =>
  mintToken(options, { subject, admin, ttlMs: 60_000 }, systemClock);

const open = ({ token }: MintedToken) =>
  Promise.all(ways.map(({ path }) => RawClient.open({ port, path: `${path}?token=${token}` })));

const revoke = async (revocation: object): Promise<void> => {
  const { token } = await tokenFor('root', true);
  const answer = await fetch(`http://127.0.0.1:${port}/v1/revocations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(revocation),
  });
  expect(answer.status).toBe(204);
};

const codesOf = async (clients: readonly RawClient[]) =>
  (await Promise.all(clients.map(({ closed }) => closed))).map(({ code }) => code);

const expected = ways.map(({ code }) => code);

/** Proves that a fleet session still hears its account. */
const expectHears = async (clients: readonly RawClient[], account: string): Promise<void> => {
  const results = await gateway.publish([{ kind: 'alert', account, data: { alertId: account, severity: 'info' } }]);
  expect(results).toMatchObject([{ ok: true }]);
  expect(await clients[2]?.until(({ type }) => type === 'alerts')).toMatchObject({ data: { id: account } });
};

describe('a revocation', () => {
  it('of a token closes what is open by it at once, in every dialect, and nothing else', async () => {
    const [revoked, other] = [await tokenFor('ann'), await tokenFor('ann')];
    const [gone, staying] = [await open(revoked), await open(other)];
    await revoke({ tokenId: revoked.tokenId });
    expect(await codesOf(gone)).toEqual(expected);
    expect(await codesOf(await open(revoked))).toEqual(expected);
    await expectHears(staying, 'ann');
    await revoke({ subject: 'ann' });
    expect(await codesOf(staying)).toEqual(expected);
  });

  it('of a user ends no session of another', async () => {
    const [bob, cay] = [await tokenFor('bob'), await tokenFor('cay')];
    const [gone, staying] = [await open(bob), await open(cay)];
    await revoke({ subject: 'bob' });
    expect(await codesOf(gone)).toEqual(expected);
    await expectHears(staying, 'cay');
    for (const client of staying) client.destroy();
  });
});
