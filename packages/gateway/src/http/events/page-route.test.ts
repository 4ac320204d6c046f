import { setImmediate as turn } from 'node:timers/promises';
import { kindNames } from '@pitwall/model';
import { describe, expect, it } from 'vitest';
import { nowSeconds, sign, testSecret } from '../../identity/identity-rig.fixture.ts';
import { equity, HttpRig, position } from '../http-rig.fixture.ts';
import { trade } from '../poll-client.fixture.ts';

const page = async (rig: HttpRig, query = '') => {
  const response = await rig.get(`/v1/events?${query}`);
  expect(response.statusCode).toBe(200);
  return response.json();
};

const ndjson = { accept: 'application/x-ndjson' };

describe('GET /v1/events', () => {
  it('without a cursor gives the present values, marked as such, and a cursor', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity('2450.00', { source: 'desk', occurredAt: 1_700_000_000_000 }), trade(1));
    expect(await page(rig)).toMatchObject({
      seq: 'e1.2',
      recovered: false,
      more: false,
      events: [
        {
          kind: 'equity',
          key: 'equity',
          account: 'main',
          source: 'desk',
          occurredAt: 1_700_000_000_000,
          receivedAt: rig.clock.now(),
          snapshot: true,
          data: { equity: '2450.00' },
          seq: 'e1.1',
        },
      ],
    });
  });

  // Promise: ruling-6.replay
  it('goes on after a cursor: what must arrive once and in order, then the values that changed', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1));
    const { cursor } = await page(rig);
    await rig.publish(trade(1), equity(2), equity(3), trade(2));
    const next = await page(rig, `since=${cursor}`);
    expect(next).toMatchObject({ recovered: true, more: false, seq: 'e1.5' });
    expect(next.events).toMatchObject([
      { kind: 'trade', seq: 'e1.2', data: { tradeId: 't1' } },
      { kind: 'trade', seq: 'e1.5', data: { tradeId: 't2' } },
      { kind: 'equity', seq: 'e1.4', snapshot: true, data: { equity: 3 } },
    ]);
    expect((await page(rig, `since=${next.cursor}`)).events).toEqual([]);
  });

  it('takes the cursor of a message too, and then gives every present value', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), trade(1), trade(2));
    expect((await page(rig, 'since=e1.2')).events).toMatchObject([{ data: { tradeId: 't2' } }, { kind: 'equity' }]);
  });

  it('tells nothing of who published and under which id', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1, { id: 'secret-id' }));
    const { body } = await rig.get('/v1/events');
    expect(body).not.toMatch(/secret-id|"publisher"|"id"/);
  });

  it('keeps what a page had beyond the model', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1, { extra: { titan: { mood: 'calm' } }, marketTime: 5, runId: 'r1' }));
    const present = { extra: { titan: { mood: 'calm' } }, marketTime: 5, runId: 'r1' };
    expect((await page(rig)).events).toMatchObject([present]);
  });

  it('says honestly when it cannot go on, and gives the present values', async () => {
    const rig = await HttpRig.open({ memory: { maxEvents: 4 } });
    await rig.publish(equity(1));
    const { cursor } = await page(rig);
    await rig.publish(...[1, 2, 3, 4, 5, 6].map((id) => trade(id)), equity(2));
    for (const since of [cursor, 'other.3', 'e1.99']) {
      expect(await page(rig, `since=${since}`)).toMatchObject({ recovered: false, events: [{ data: { equity: 2 } }] });
    }
  });

  it.each([1, 2, 3, 7])('loses nothing in pages of %i', async (limit) => {
    const rig = await HttpRig.open();
    await rig.publish(equity(0), position('A', 'opened', 1), position('B', 'opened', 1));
    let { cursor } = await page(rig);
    await rig.publish(trade(1), equity(1), trade(2), position('A', 'updated', 2), trade(3), equity(2));
    const heard: unknown[] = [];
    for (let more = true; more;) {
      const next = await page(rig, `since=${cursor}&limit=${limit}`);
      expect(next.events.length).toBeLessThanOrEqual(limit);
      heard.push(...next.events.map(({ data }) => data));
      ({ cursor, more } = next);
    }
    const changed = [expect.objectContaining({ equity: 2 }), expect.objectContaining({ size: 2 })];
    expect(heard.slice(0, 3)).toMatchObject([{ tradeId: 't1' }, { tradeId: 't2' }, { tradeId: 't3' }]);
    expect(heard.slice(3)).toHaveLength(2);
    expect(heard.slice(3)).toEqual(expect.arrayContaining(changed));
  });

  it('hears the kinds and channels that are named, and only what is in both', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), position('A', 'opened', 1));
    const heard = async (query: string) => (await page(rig, query)).events.map(({ kind }) => kind);
    expect(await heard('kinds=equity')).toEqual(['equity']);
    expect(await heard('channels=positions')).toEqual(['position']);
    expect(await heard('kinds=equity,position&channels=positions')).toEqual(['position']);
    expect(await heard(`kinds=${kindNames.join(',')}`)).toEqual(['equity', 'position']);
  });

  it('hears of the symbols that are named, and whatever names none', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), position('BTC', 'opened', 1), position('ETH', 'opened', 1));
    const heard = async (query: string) =>
      (await page(rig, query)).events.map(({ data }: { data: { symbol?: string } }) => data.symbol ?? 'none');
    expect(await heard('symbols=BTC')).toEqual(['none', 'BTC']);
    expect(await heard('symbols=BTC,ETH&kinds=position')).toEqual(['BTC', 'ETH']);
    expect(await heard('symbols=SOL')).toEqual(['none']);
    const { cursor } = await page(rig, 'symbols=BTC');
    await rig.publish(position('ETH', 'updated', 2), position('BTC', 'updated', 3));
    expect((await page(rig, `symbols=BTC&since=${cursor}`)).events).toMatchObject([{ data: { symbol: 'BTC' } }]);
  });

  it('gives an event a line, and a last line with the rest, to whoever asks for NDJSON', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), trade(1));
    const { body, headers } = await rig.get('/v1/events?since=e1.0', ndjson);
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = body.trimEnd().split('\n');
    expect(body.endsWith('\n')).toBe(true);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { kind: 'trade' },
      { kind: 'equity' },
      { cursor: expect.stringContaining('e1.2.2.'), seq: 'e1.2', recovered: true, more: false },
    ]);
  });

  it('answers 304 while nothing changed, for each form by itself', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1));
    const { etag } = (await rig.get('/v1/events')).headers;
    const known = { 'if-none-match': String(etag) };
    expect((await rig.get('/v1/events', known)).statusCode).toBe(304);
    expect((await rig.get('/v1/events', { ...known, ...ndjson })).statusCode).toBe(200);
    expect((await rig.get('/v1/events?kinds=trade', known)).statusCode).toBe(200);
    await rig.publish(equity(2));
    expect((await rig.get('/v1/events', known)).statusCode).toBe(200);
  });

  it.each([
    ['since=x', 400, 'INVALID_CURSOR'],
    ['since=', 400, 'INVALID_CURSOR'],
    ['since=e1.1&since=e1.2', 400, 'INVALID_REQUEST'],
    ['kinds=nonsense', 422, 'UNKNOWN_KIND'],
    ['kinds=__proto__', 422, 'UNKNOWN_KIND'],
    ['kinds=,', 400, 'INVALID_REQUEST'],
    ['channels=nonsense', 400, 'INVALID_REQUEST'],
    ['channels=', 400, 'INVALID_REQUEST'],
    ['symbols=,', 400, 'INVALID_REQUEST'],
    [`symbols=${'x'.repeat(129)}`, 400, 'INVALID_REQUEST'],
    ['kinds=equity&channels=positions', 400, 'INVALID_REQUEST'],
    ['limit=0', 400, 'INVALID_REQUEST'],
    ['limit=-1', 400, 'INVALID_REQUEST'],
    ['limit=1e3', 400, 'INVALID_REQUEST'],
    ['wait=soon', 400, 'INVALID_REQUEST'],
    ['account=a%20b', 400, 'INVALID_REQUEST'],
  ])('refuses ?%s with %i %s', async (query, status, code) => {
    const rig = await HttpRig.open();
    const response = await rig.get(`/v1/events?${query}`);
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
  });

  // Promises: ruling-11.isolation-poll, ruling-11.isolation-replay
  it('shows only its account, whatever cursor it brings', async () => {
    const rig = await HttpRig.open();
    await rig.publish(trade(1), { ...trade(2), account: 'spare' }, equity(1), equity(2, { account: 'spare' }));
    const heard = async (account: string) =>
      (await page(rig, `since=e1.0&account=${account}`)).events.map((event): unknown => Reflect.get(event, 'account'));
    expect(await heard('spare')).toEqual(['spare', 'spare']);
    expect(await heard('main')).toEqual(['main', 'main']);
    expect(new Set(await heard('*'))).toEqual(new Set(['main', 'spare']));
  });

  it('tells no account where another’s events are', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), equity(2, { account: 'spare' }), equity(3, { account: 'spare' }));
    expect(await page(rig, 'account=main')).toMatchObject({ seq: 'e1.1' });
  });

  it('still publishes at the same path', async () => {
    const rig = await HttpRig.open();
    expect((await rig.post('/v1/events', equity(1))).statusCode).toBe(200);
    expect((await rig.get('/v1/events')).json().events).toHaveLength(1);
    const options = await rig.inject({ method: 'OPTIONS', url: '/v1/events' });
    expect(options.headers['allow']).toBe('GET, HEAD, POST, OPTIONS');
  });
});

describe('a page that waits', () => {
  const identity = { dev: false, jwtSecret: testSecret, auth: 'required' } as const;
  const alice = (more: object = {}) => sign({ sub: 'alice', accounts: ['main'], jti: 'a1', ...more });

  const waiting = async (rig: HttpRig, query: string) => {
    const answer = rig.inject({ method: 'GET', url: `/v1/events?${query}&wait=25` });
    for (let turns = 0; rig.clock.timerCount === 0; turns += 1) {
      if (turns > 100_000) throw new Error('The page does not wait');
      await turn();
    }
    return { answer };
  };

  it('is answered as soon as something is published that it hears', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1));
    const { cursor } = await page(rig, 'kinds=trade');
    const { answer } = await waiting(rig, `kinds=trade&since=${cursor}`);
    await rig.publish(equity(2));
    await rig.publish(trade(1));
    expect((await rig.settle(answer)).json().events).toMatchObject([{ kind: 'trade' }]);
  });

  it('needs the token that every page needs, and is answered at once when it is revoked', async () => {
    const rig = await HttpRig.open({ identity });
    expect((await rig.get('/v1/events')).statusCode).toBe(401);
    const token = await alice();
    const { cursor } = await page(rig, `token=${token}`);
    const { answer } = await waiting(rig, `token=${token}&since=${cursor}`);
    await rig.identity.revocations.revoke({ tokenId: 'a1' });
    expect((await rig.settle(answer)).statusCode).toBe(401);
  });

  it('is answered at once when its token expires', async () => {
    const rig = await HttpRig.open({ identity });
    const token = await alice({ exp: nowSeconds + 5 });
    const { cursor } = await page(rig, `token=${token}`);
    const { answer } = await waiting(rig, `token=${token}&since=${cursor}`);
    rig.clock.advance(5_000);
    expect((await rig.settle(answer)).json().error.code).toBe('TOKEN_EXPIRED');
  });
});
