import { dialects } from '@pitwall/dialects';
import { HandshakeRefused, RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { mintToken } from './identity/mint-token.ts';
import { defaultGatewayOptions } from './options.ts';

const options = {
  ...defaultGatewayOptions,
  port: 0,
  legacyPorts: false,
  auth: 'required' as const,
  jwtSecret: 'a secret of at least thirty-two bytes',
};

let gateway: Gateway;
let port: number;
/** What the browser of somebody who is logged in adds by itself, whatever page asks. */
let cookie: string;

beforeAll(async () => {
  gateway = createGateway(options, { dialects, logger: pino({ level: 'silent' }), version: 'test' });
  ({ port } = (await gateway.start()).main);
  const claims = { subject: 'ann', publishes: { kinds: '*', shared: true }, ttlMs: 60_000 } as const;
  cookie = `pitwall_token=${(await mintToken(options, claims, systemClock)).token}`;
  const published = await gateway.publish([{ kind: 'equity', account: 'ann', data: { equity: 1 } }]);
  expect(published).toMatchObject([{ ok: true }]);
});

afterAll(() => gateway.stop());

const elsewhere = { origin: 'https://elsewhere.example' };

const ask = (path: string, method: 'GET' | 'POST', headers: Record<string, string>) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { cookie, ...headers },
    ...(method === 'POST' ? { body: '{"kind":"equity","data":{"equity":2}}' } : {}),
  });

describe('a page of another site, with the cookie of its visitor', () => {
  it.each(['/ws/titan', '/ws/carry', '/api/ws', '/telemetry', '/ws/quantmind'])(
    'gets no session at %s',
    async (path) => {
      const headers = { Cookie: cookie, Origin: elsewhere.origin };
      const outcome = await RawClient.open({ port, path, headers }).catch((thrown: unknown) => thrown);
      expect(outcome).toBeInstanceOf(HandshakeRefused);
      expect(outcome).toMatchObject({ status: 403 });
    },
  );

  it.each(['/v1/snapshot', '/ws/fleet/poll'])('reads nothing at %s', async (path) => {
    const allowed = await ask(path, 'GET', { origin: `http://127.0.0.1:${port}` });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(`http://127.0.0.1:${port}`);
    // It is answered, for its request may be sent by any link; without this header its browser shows it nothing.
    const answer = await ask(path, 'GET', elsewhere);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it.each<[string, Record<string, string>]>([
    ['by a script', elsewhere],
    ['by an image', { 'sec-fetch-site': 'cross-site' }],
  ])('shuts nobody out by showing wrong tokens %s: they are not looked at', async (_, page) => {
    const headers = { cookie: '', ...page };
    for (let count = 0; count <= options.failedTokensPerMinutePerIp; count += 1) {
      expect((await ask('/ws/fleet/poll?token=wrong', 'GET', headers)).status).toBe(403);
    }
    expect((await ask('/ws/fleet/poll?token=wrong', 'GET', { cookie: '' })).status).toBe(401);
  });

  it.each(['/v1/tickets', '/v1/revocations', '/v1/events'])('changes nothing at %s', async (path) => {
    expect((await ask(path, 'POST', { ...elsewhere, 'content-type': 'application/json' })).status).toBe(403);
  });
});

it('a cookie alone publishes nothing, from whatever page', async () => {
  expect((await ask('/v1/events', 'POST', { 'content-type': 'application/json' })).status).toBe(401);
});
