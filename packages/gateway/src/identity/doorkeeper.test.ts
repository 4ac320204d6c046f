import { describe, expect, it } from 'vitest';
import { entry, nowSeconds, openIdentity, sign } from './identity-rig.fixture.ts';
import type { Entry, Presented } from './identity.ts';

const refusal = (code: string): object => expect.objectContaining({ code }) as object;

/** The accounts that somebody with these claims watches, who asks for one of them or none. */
const watched = async (claims: object, asked: Partial<Entry> = {}) => {
  const { doorkeeper } = await openIdentity();
  const { accounts } = await doorkeeper.admit({ token: await sign(claims) }, entry(asked));
  return accounts;
};

const alice = { sub: 'alice', accounts: ['a', 'b'] };
const admin = { sub: 'root', role: 'admin' };

describe('ruling 17: which accounts are watched', () => {
  // Promises: ruling-17.one-account, ruling-17.admin-chooses, ruling-17.all-accounts
  it.each<[string, object, Partial<Entry>, readonly string[] | '*']>([
    ['the first of the token', alice, {}, ['a']],
    ['the one that is asked for', alice, { account: 'b' }, ['b']],
    ['all of the token for a star', alice, { account: '*' }, ['a', 'b']],
    ['all of the token where a session hears its own', alice, { accounts: 'own' }, ['a', 'b']],
    ['one of them, where that is asked for', alice, { accounts: 'own', account: 'b' }, ['b']],
    ['the gateway’s account for an admin whose token names none', admin, {}, ['main']],
    ['the token’s for an admin whose token names one', { ...admin, account: 'r' }, {}, ['r']],
    ['any for an admin', admin, { account: 'whoever' }, ['whoever']],
    ['all for an admin’s star', admin, { account: '*' }, '*'],
    ['all for an admin where a session hears its own', admin, { accounts: 'own' }, '*'],
  ])('%s', async (_, claims, asked, expected) => {
    expect(await watched(claims, asked)).toEqual(expected);
  });

  // Promise: ruling-17.foreign-account
  it('a foreign account is refused in the same words whether it exists or not, by token or without', async () => {
    const { doorkeeper } = await openIdentity();
    const token = await sign(alice);
    const refused: unknown[] = [];
    for (const account of ['main', 'nobody', '', '@shared', 'a,b']) {
      refused.push(await doorkeeper.admit({ token }, entry({ account })).catch((thrown: Error) => thrown.message));
    }
    for (const account of ['a', 'nobody', '', '@shared', 'Main']) {
      const asked = entry({ account, policy: 'none' });
      refused.push(await doorkeeper.admit({}, asked).catch((thrown: Error) => thrown.message));
    }
    expect(new Set(refused)).toEqual(new Set(['The account that is asked for is none that you may watch']));
  });

  // Promise: ruling-17.unauthenticated
  it('without a token it is exactly the one account, and in development any that can be', async () => {
    const asked = (account?: string) => entry({ policy: 'none', ...(account === undefined ? {} : { account }) });
    const { doorkeeper } = await openIdentity();
    for (const account of [undefined, 'main', '*']) {
      expect(await doorkeeper.admit({}, asked(account))).toEqual({ accounts: ['main'] });
    }
    const dev = await openIdentity({ dev: true });
    expect(await dev.doorkeeper.admit({}, asked('other'))).toEqual({ accounts: ['other'] });
    expect(await dev.doorkeeper.admit({}, asked('*'))).toEqual({ accounts: '*' });
    await expect(dev.doorkeeper.admit({}, asked('@shared'))).rejects.toThrow(refusal('FORBIDDEN_ACCOUNT'));
  });
});

describe('ruling 9: how a token comes', () => {
  // Promises: ruling-9.carriage, carry.token-in-url, fleet.token-in-url
  it.each<[string, (token: string) => Presented]>([
    ['in the Authorization header', (token) => ({ authorization: `Bearer ${token}` })],
    ['in the header by another case, with blanks', (token) => ({ authorization: `bearer   ${token} ` })],
    ['in the cookie among others', (token) => ({ cookie: `a=b; pitwall_token=${token}; c=d` })],
    ['in the query', (token) => ({ token })],
    [
      'in the header before all others',
      (token) => ({ authorization: `Bearer ${token}`, cookie: 'pitwall_token=x', token: 'y' }),
    ],
    ['in the cookie before the query', (token) => ({ cookie: `pitwall_token=${token}`, token: 'y' })],
    ['in the query where the cookie is empty', (token) => ({ cookie: 'pitwall_token=', token })],
  ])('%s', async (_, present) => {
    const { doorkeeper } = await openIdentity();
    const { identity } = await doorkeeper.admit(present(await sign(alice)), entry());
    expect(identity?.subject).toBe('alice');
  });

  it.each(['Basic YTpi', 'Bearer', '', 'Bearer a b', 'Token x'])(
    'a header "%s" is refused and not passed over, though a good token stands beside it',
    async (authorization) => {
      const { doorkeeper } = await openIdentity();
      const token = await sign(alice);
      await expect(doorkeeper.admit({ authorization, token }, entry())).rejects.toThrow(refusal('INVALID_TOKEN'));
    },
  );

  // Promise: ruling-9.required
  it('where one is required, nobody comes in without', async () => {
    const { doorkeeper } = await openIdentity();
    for (const nothing of [{}, { token: '' }, { cookie: 'other=1' }, { ticket: '' }]) {
      await expect(doorkeeper.admit(nothing, entry())).rejects.toThrow(refusal('UNAUTHENTICATED'));
    }
  });

  it('where it is optional and nothing can check one, lets in who shows one too, with a warning', async () => {
    const { doorkeeper, logLines } = await openIdentity({ jwtSecret: '' });
    const admitted = await doorkeeper.admit({ token: 'your-auth-token' }, entry({ policy: 'optional' }));
    expect(admitted).toEqual({ accounts: ['main'] });
    expect(logLines).toMatchObject([expect.stringContaining('a token that nothing can check')]);
    await expect(doorkeeper.admit({ token: 'any' }, entry())).rejects.toThrow(refusal('INVALID_TOKEN'));
  });

  // Promises: ruling-9.optional, carry.optional-token
  it('where it is optional, who has none comes in with a warning, and a bad one is refused', async () => {
    const { clock, doorkeeper, logLines } = await openIdentity();
    const optional = entry({ policy: 'optional' });
    expect(await doorkeeper.admit({}, optional)).toEqual({ accounts: ['main'] });
    expect(logLines).toMatchObject([expect.stringContaining('accepted without a token')]);
    await expect(doorkeeper.admit({ token: 'bad' }, optional)).rejects.toThrow(refusal('INVALID_TOKEN'));
    for (let more = 0; more < 100; more += 1) await doorkeeper.admit({}, optional);
    expect(logLines).toHaveLength(10);
    clock.advance(60_000);
    await doorkeeper.admit({}, optional);
    expect(logLines.at(-1)).toContain('"unlogged":91');
  });

  it('where there is none, no token is looked at', async () => {
    const { doorkeeper } = await openIdentity();
    expect(await doorkeeper.admit({ token: 'bad' }, entry({ policy: 'none' }))).toEqual({ accounts: ['main'] });
  });

  it('counts who came in and who did not by route, and names nobody', async () => {
    const { doorkeeper, stats } = await openIdentity();
    await doorkeeper.admit({ token: await sign(alice) }, entry());
    await doorkeeper.admit({}, entry({ policy: 'optional', route: 'http' }));
    await doorkeeper.admit({ token: 'x' }, entry()).catch(() => undefined);
    expect([...stats.admitted, ...stats.refused]).toEqual([
      ['with probe', 1],
      ['without http', 1],
      ['INVALID_TOKEN probe', 1],
    ]);
  });
});

describe('ruling 12: a token in place of another', () => {
  // Promise: ruling-12.refresh
  it('is taken for the same user and all that is watched, and watches no more than before', async () => {
    const { doorkeeper } = await openIdentity();
    const before = await doorkeeper.admit({ token: await sign(alice) }, entry());
    const later = await sign({ ...alice, accounts: ['b', 'a', 'c'], exp: nowSeconds + 7200 });
    const after = await doorkeeper.renew(later, before);
    expect(after.accounts).toEqual(['a']);
    expect(after.identity?.expiresAtMs).toBe((nowSeconds + 7200) * 1000);
  });

  it.each<[string, object, string]>([
    ['of another user', { sub: 'bob', accounts: ['a'] }, 'INVALID_TOKEN'],
    ['of another user though an admin', { ...admin }, 'INVALID_TOKEN'],
    ['that has lost the account', { sub: 'alice', accounts: ['b'] }, 'FORBIDDEN_ACCOUNT'],
    ['that has expired', { ...alice, iat: nowSeconds - 60, exp: nowSeconds - 30 }, 'TOKEN_EXPIRED'],
  ])('%s is refused', async (_, claims, code) => {
    const { doorkeeper } = await openIdentity();
    const before = await doorkeeper.admit({ token: await sign(alice) }, entry());
    await expect(doorkeeper.renew(await sign(claims), before)).rejects.toThrow(refusal(code));
  });

  it('for all accounts is an admin’s alone', async () => {
    const { doorkeeper } = await openIdentity();
    const before = await doorkeeper.admit({ token: await sign(admin) }, entry({ account: '*' }));
    await expect(doorkeeper.renew(await sign({ sub: 'root', accounts: ['a'] }), before)).rejects.toThrow(
      refusal('FORBIDDEN_ACCOUNT'),
    );
  });
});

describe('a ticket', () => {
  // Promise: ruling-9.tickets
  it('lets in once, as whoever got it', async () => {
    const { doorkeeper, identify, tickets } = await openIdentity();
    const { ticket } = tickets.issue(await identify(await sign(alice)));
    expect((await doorkeeper.admit({ ticket }, entry({ account: 'b' }))).accounts).toEqual(['b']);
    await expect(doorkeeper.admit({ ticket }, entry())).rejects.toThrow(refusal('INVALID_TOKEN'));
  });

  it('lets in one of two who come at once', async () => {
    const { doorkeeper, identify, tickets } = await openIdentity();
    const { ticket } = tickets.issue(await identify(await sign(alice)));
    const both = await Promise.allSettled([
      doorkeeper.admit({ ticket }, entry()),
      doorkeeper.admit({ ticket }, entry()),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('is used up by a refusal too, and where a token stands before it', async () => {
    const { doorkeeper, identify, tickets } = await openIdentity();
    const identity = await identify(await sign(alice));
    const [foreign, beside] = [tickets.issue(identity), tickets.issue(identity)];
    await expect(doorkeeper.admit({ ticket: foreign.ticket }, entry({ account: 'x' }))).rejects.toThrow(
      refusal('FORBIDDEN_ACCOUNT'),
    );
    await doorkeeper.admit({ ticket: beside.ticket, token: await sign(alice) }, entry());
    for (const { ticket } of [foreign, beside]) expect(tickets.redeem(ticket)).toBeUndefined();
  });

  // Promise: ruling-9.tickets
  it('is good for thirty seconds, and never for longer than its token', async () => {
    const { clock, identify, tickets } = await openIdentity();
    const long = tickets.issue(await identify(await sign(alice)));
    const short = tickets.issue(await identify(await sign({ ...alice, exp: nowSeconds + 10 })));
    expect([long.expiresAtMs - clock.now(), short.expiresAtMs - clock.now()]).toEqual([30_000, 10_000]);
    clock.advance(10_000);
    expect(tickets.redeem(short.ticket)).toBeUndefined();
    clock.advance(20_000);
    expect(tickets.redeem(long.ticket)).toBeUndefined();
  });

  it('has 192 random bits, and is refused when too many are open', async () => {
    const sizes: number[] = [];
    let next = 0;
    const randomBytes = (size: number) => {
      sizes.push(size);
      return Buffer.alloc(size, (next += 1));
    };
    const { clock, identify, tickets } = await openIdentity({ maxTickets: 2 }, { randomBytes });
    const identity = await identify(await sign(alice));
    tickets.issue(identity);
    clock.advance(20_000);
    tickets.issue(identity);
    expect(() => tickets.issue(identity)).toThrow(refusal('OVERLOADED'));
    clock.advance(10_000);
    expect(tickets.issue(identity).ticket).toBe(Buffer.alloc(24, 3).toString('base64url'));
    expect(sizes).toEqual([24, 24, 24]);
  });

  it('of a token that was revoked meanwhile lets nobody in', async () => {
    const { doorkeeper, identify, revocations, tickets } = await openIdentity();
    const { ticket } = tickets.issue(await identify(await sign(alice)));
    await revocations.revoke({ subject: 'alice' });
    await expect(doorkeeper.admit({ ticket }, entry())).rejects.toThrow(refusal('INVALID_TOKEN'));
  });
});
