import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { nowSeconds, sign, testSecret } from '../identity/identity-rig.fixture.ts';
import { equity, HttpRig } from './http-rig.fixture.ts';
import type { RigChoices } from './http-rig.fixture.ts';
import { callerOf } from './request-caller.ts';
import type { RoutePlugin } from './route-plugin.ts';

const open = (choices: RigChoices = {}): Promise<HttpRig> =>
  HttpRig.open({ ...choices, identity: { dev: false, jwtSecret: testSecret, ...choices.identity } });

const bearer = async (claims: object) => ({ authorization: `Bearer ${await sign({ sub: 'alice', ...claims })}` });
const admin = { sub: 'root', role: 'admin' };

const ask = (rig: HttpRig, url: string, headers: Record<string, string>, payload?: object) =>
  rig.settle(rig.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) }));

/** A ticket's text. */
const ticketOf = (body: string): string => (JSON.parse(body) as { ticket: string }).ticket;

describe('POST /v1/tickets', () => {
  // Promise: ruling-9.tickets
  it('gives a ticket that lets in once, as whoever asked', async () => {
    const rig = await open();
    await rig.publish(equity(1), equity(2, { account: 'spare' }));
    const answer = await ask(rig, '/v1/tickets', await bearer({ accounts: ['spare'] }));
    expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
      201,
      { ticket: expect.stringMatching(/^[\w-]{32}$/), expiresAt: rig.clock.now() + 30_000 },
    ]);
    const url = `/v1/snapshot?ticket=${ticketOf(answer.body)}`;
    expect((await rig.get(url)).json().events).toMatchObject([{ account: 'spare' }]);
    const again = await rig.get(url);
    expect([again.statusCode, again.json().error.code]).toEqual([401, 'INVALID_TOKEN']);
  });

  it('takes a cookie, from pages of allowed origins only', async () => {
    const rig = await open();
    const cookie = `pitwall_token=${await sign({ sub: 'alice' })}`;
    expect((await ask(rig, '/v1/tickets', { cookie, origin: 'http://localhost:5173' })).statusCode).toBe(201);
    const foreign = await ask(rig, '/v1/tickets', { cookie, origin: 'https://evil.example' });
    expect([foreign.statusCode, foreign.json().error.code]).toEqual([403, 'FORBIDDEN_ORIGIN']);
  });

  it('takes no token and no ticket from a URL, and nobody without one', async () => {
    const rig = await open();
    const token = await sign({ sub: 'alice' });
    const { body } = await ask(rig, '/v1/tickets', { authorization: `Bearer ${token}` });
    for (const query of ['', `?token=${token}`, `?ticket=${ticketOf(body)}`]) {
      const answer = await ask(rig, `/v1/tickets${query}`, {});
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer realm="pitwall"']);
    }
  });

  it('holds each user to a rate', async () => {
    const rig = await open({ options: { identityRequestsPerSecond: 1 } });
    const headers = await bearer({});
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await ask(rig, '/v1/tickets', headers)).statusCode);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await ask(rig, '/v1/tickets', await bearer({ sub: 'bob' }))).statusCode).toBe(201);
  });
});

describe('POST /v1/revocations', () => {
  it('is an admin’s alone', async () => {
    const rig = await open();
    for (const [headers, status] of [
      [{}, 401],
      [await bearer({}), 403],
      [{ authorization: 'Bearer desk-token' }, 401],
      [await bearer(admin), 204],
    ] as const) {
      expect((await ask(rig, '/v1/revocations', headers, { subject: 'bob' })).statusCode).toBe(status);
    }
  });

  it('ends a user’s tokens, or one by its id, at once', async () => {
    const rig = await open();
    const root = await bearer(admin);
    const [one, other] = [await bearer({ jti: '1' }), await bearer({ jti: '2' })];
    await ask(rig, '/v1/revocations', root, { tokenId: '1' });
    expect((await rig.get('/v1/snapshot', one)).headers['www-authenticate']).toContain('error="invalid_token"');
    expect((await rig.get('/v1/snapshot', other)).statusCode).toBe(200);
    await ask(rig, '/v1/revocations', root, { subject: 'alice' });
    expect((await rig.get('/v1/snapshot', other)).statusCode).toBe(401);
  });

  it.each([{}, { subject: '' }, { subject: 'a', tokenId: 'b' }, { subject: 1 }, { user: 'a' }, []])(
    'refuses %j',
    async (body) => {
      const rig = await open();
      const answer = await ask(rig, '/v1/revocations', await bearer(admin), body);
      expect(answer.statusCode).toBe(422);
    },
  );
});

describe('a request with a token', () => {
  it('sees its own accounts and no other, by snapshot and by poll', async () => {
    const rig = await open();
    await rig.publish(equity(1), equity(2, { account: 'spare' }));
    const alice = await bearer({ accounts: ['spare'] });
    expect((await rig.get('/v1/snapshot', alice)).json().events).toMatchObject([{ account: 'spare' }]);
    expect((await rig.get('/v1/snapshot?account=main', alice)).statusCode).toBe(403);
    expect((await rig.get('/v1/snapshot', await bearer(admin))).json().events).toHaveLength(2);
    const policy = { identity: { authRoutes: { probe: 'required' } } } as const;
    const polled = await open(policy);
    await polled.publish(equity(1), equity(2, { account: 'spare' }));
    expect((await polled.get('/ws/probe/poll')).statusCode).toBe(401);
    expect((await polled.get('/ws/probe/poll?types=equity', alice)).json().messages).toMatchObject([
      { account: 'spare' },
    ]);
    expect((await polled.get('/ws/probe/poll?account=main', alice)).json().error.code).toBe('FORBIDDEN_ACCOUNT');
  });

  it('says in its challenge that it has expired, and its words hold no token', async () => {
    const rig = await open();
    const token = await sign({ sub: 'alice', iat: nowSeconds - 60, exp: nowSeconds - 30 });
    const answer = await rig.get(`/v1/snapshot?token=${token}`);
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'TOKEN_EXPIRED']);
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token", error_description="The token has');
    for (const said of [answer.body, ...rig.logLines]) expect(said).not.toContain(token.slice(-20));
  });
});

describe('/metrics and /health', () => {
  it('ask nobody for a token on loopback, and for an admin’s where the API asks for one', async () => {
    expect((await (await open()).get('/metrics')).statusCode).toBe(200);
    for (const identity of [{ host: '0.0.0.0' }, { auth: 'required' }, { authRoutes: { api: 'required' } }] as const) {
      const rig = await open({ identity });
      const statuses = [];
      for (const headers of [{}, await bearer({}), await bearer(admin)]) {
        statuses.push((await rig.get('/metrics', headers)).statusCode);
      }
      expect(statuses).toEqual([401, 403, 200]);
      expect([(await rig.get('/health')).statusCode, (await rig.get('/ready')).statusCode]).toEqual([200, 200]);
    }
  });
});

describe('mounted routes', () => {
  const plugin: RoutePlugin = {
    prefix: '/api/things',
    register: (scope) => {
      const schema = { response: { 200: Type.Unknown() } };
      scope.get('/', { schema }, (request) => callerOf(request));
    },
  };
  const caller = async (rig: HttpRig, headers: Record<string, string>, query = '') =>
    JSON.parse((await rig.get(`/api/things/${query}`, headers)).body) as unknown;

  it('know watchers by their tokens, however they come, and publishers by their credentials', async () => {
    const rig = await open({ routes: [plugin] });
    const alice = { name: 'alice', accounts: ['a', 'b'], defaultAccount: 'a', kinds: '*' };
    const token = await sign({ sub: 'alice', accounts: ['a', 'b'] });
    expect(await caller(rig, { authorization: `Bearer ${token}` })).toEqual(alice);
    expect(await caller(rig, { cookie: `pitwall_token=${token}` })).toEqual(alice);
    expect(await caller(rig, {}, `?token=${token}`)).toEqual(alice);
    expect(await caller(rig, await bearer(admin))).toMatchObject({ accounts: '*', defaultAccount: 'main' });
    expect(await caller(rig, { authorization: 'Bearer narrow-token' })).toMatchObject({ kinds: ['equity'] });
  });

  it('know nobody without a token, nor by a bad one', async () => {
    const rig = await open({ routes: [plugin] });
    const codes = [];
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { cookie: 'pitwall_token=nonsense' }]) {
      const answer = await rig.get('/api/things/', headers);
      codes.push([answer.statusCode, answer.json().error.code]);
    }
    expect(codes).toEqual([
      [401, 'UNAUTHENTICATED'],
      [401, 'INVALID_TOKEN'],
      [401, 'INVALID_TOKEN'],
    ]);
  });
});
