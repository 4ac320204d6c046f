import { describe, expect, it } from 'vitest';
import { equity, HttpRig } from '../http-rig.fixture.ts';

const noonMs = 1_702_512_000_000;

const at = (afterNoonMs: number, amount: number | string, more: object = {}) =>
  equity(amount, { occurredAt: noonMs + afterNoonMs, ...more });

const price = (afterNoonMs: number, symbol: string, amount: string) => ({
  kind: 'market',
  data: { symbol, price: amount },
  occurredAt: noonMs + afterNoonMs,
});

const bodyOf = async (rig: HttpRig, url: string, headers: Record<string, string> = {}): Promise<object> =>
  JSON.parse((await rig.get(url, headers)).body) as object;

const codeOf = async (rig: HttpRig, url: string): Promise<string> => {
  const answer = await rig.get(url);
  return answer.statusCode < 400 ? String(answer.statusCode) : `${answer.statusCode} ${answer.json().error.code}`;
};

describe('GET /v1/series/equity', () => {
  it('says an account’s past in exact decimals, where it ends in the log, and since when it is whole', async () => {
    const rig = await HttpRig.open();
    await rig.publish(at(0, '100.10'), at(1_000, 99.5), at(5_000, '101.00'), price(0, 'BTC', '1'));
    expect(await bodyOf(rig, '/v1/series/equity?intervalMs=5000')).toEqual({
      kind: 'equity',
      account: 'main',
      cursor: 'e1.3',
      intervalMs: 5_000,
      coversSinceMs: noonMs,
      gaps: [],
      runs: [{ firstMs: noonMs, lastMs: noonMs + 5_000, heardAtMs: rig.clock.now() }],
      bars: [
        {
          timeMs: noonMs,
          open: '100.10',
          high: '100.10',
          low: '99.5',
          close: '99.5',
          count: 2,
          firstMs: noonMs,
          lastMs: noonMs + 1_000,
        },
        {
          timeMs: noonMs + 5_000,
          open: '101.00',
          high: '101.00',
          low: '101.00',
          close: '101.00',
          count: 1,
          firstMs: noonMs + 5_000,
          lastMs: noonMs + 5_000,
        },
      ],
    });
  });

  it('says the run, its currency and the watermark where they were published', async () => {
    const rig = await HttpRig.open();
    const data = { equity: 1, currency: 'USD', highWatermark: '2.0' };
    await rig.publish({ kind: 'equity', data, occurredAt: noonMs, runId: 'r 1' });
    const body = { runId: 'r 1', currency: 'USD', bars: [{ highWatermark: '2.0' }] };
    expect(await bodyOf(rig, '/v1/series/equity')).toMatchObject(body);
    expect(await bodyOf(rig, '/v1/series/equity?run=r%201')).toMatchObject(body);
    expect(await bodyOf(rig, '/v1/series/equity?run=other')).toMatchObject({ runs: [{ runId: 'r 1' }], bars: [] });
  });

  it('is empty, and no error, where nothing was published', async () => {
    const rig = await HttpRig.open();
    const nothing = { kind: 'equity', account: 'main', gaps: [], runs: [], bars: [] };
    expect(await bodyOf(rig, '/v1/series/equity')).toEqual(nothing);
  });

  it('says that there may have been something where there was no room', async () => {
    const rig = await HttpRig.open({ identity: { seriesBytes: 0 } });
    await rig.publish(at(0, 1));
    expect(await bodyOf(rig, '/v1/series/equity')).toMatchObject({ noRoom: true, bars: [] });
  });

  it('gives the stretch of time that is asked for, in bars of the width that is asked for', async () => {
    const rig = await HttpRig.open();
    for (let minute = 0; minute < 10; minute += 1) await rig.publish(at(minute * 60_000, minute));
    const url = `/v1/series/equity?intervalMs=120000&from=${noonMs + 130_000}&to=${noonMs + 360_000}`;
    expect(await bodyOf(rig, url)).toMatchObject({
      intervalMs: 120_000,
      bars: [
        { timeMs: noonMs + 120_000, open: '2', close: '3', count: 2 },
        { timeMs: noonMs + 240_000, open: '4', close: '5' },
        { timeMs: noonMs + 360_000, open: '6', close: '7' },
      ],
    });
  });

  it('refuses what is no stretch of time and no width', async () => {
    const rig = await HttpRig.open();
    const wrong = ['from=1.5', 'to=now', 'from=2&to=1', 'intervalMs=0', 'intervalMs=7000', 'intervalMs=2678405000'];
    for (const query of wrong) {
      expect(await codeOf(rig, `/v1/series/equity?${query}`)).toBe('400 INVALID_REQUEST');
    }
  });

  it('answers 304 until the account is worth something else, and not for another question', async () => {
    const rig = await HttpRig.open();
    await rig.publish(at(0, 1));
    const { etag } = (await rig.get('/v1/series/equity')).headers;
    const known = { 'if-none-match': String(etag) };
    await rig.publish(price(0, 'BTC', '1'), at(0, 1, { account: 'spare' }));
    expect((await rig.get('/v1/series/equity', known)).statusCode).toBe(304);
    expect((await rig.get('/v1/series/equity?intervalMs=60000', known)).statusCode).toBe(200);
    await rig.publish(at(1, 1));
    expect((await rig.get('/v1/series/equity', known)).statusCode).toBe(200);
  });

  it('writes many bars in pieces of one moment', async () => {
    const rig = await HttpRig.open();
    await rig.publish(...Array.from({ length: 1_300 }, (_, n) => at(n * 900_000, n)));
    const asked = rig.get('/v1/series/equity');
    const { bars } = JSON.parse((await asked).body) as { bars: readonly { close: string }[] };
    expect(bars.map(({ close }) => close)).toEqual(Array.from({ length: 1_300 }, (_, n) => String(n)));
  });
});

describe('who asks for a series', () => {
  // Promise: ruling-11.isolation-snapshot
  it('is told of no other account, whether it exists or not, by the rules of snapshots', async () => {
    const rig = await HttpRig.open({ identity: { dev: false } });
    await rig.publish(at(0, 1), at(0, 9, { account: 'spare' }));
    expect(await bodyOf(rig, '/v1/series/equity')).toMatchObject({
      account: 'main',
      cursor: 'e1.1',
      bars: [{ high: '1' }],
    });
    const [spare, nobody] = await Promise.all(
      ['spare', 'nobody'].map((account) => rig.get(`/v1/series/equity?account=${account}`)),
    );
    expect([spare?.statusCode, spare?.body]).toEqual([403, nobody?.body]);
    expect(await codeOf(rig, '/v1/series/market?symbol=BTC&account=spare')).toBe('403 FORBIDDEN_ACCOUNT');
  });

  it('names one account where it watches several: each has a curve of its own', async () => {
    const rig = await HttpRig.open();
    await rig.publish(at(0, 1), at(0, 9, { account: 'spare' }));
    expect(await codeOf(rig, '/v1/series/equity?account=*')).toBe('400 INVALID_REQUEST');
    expect(await bodyOf(rig, '/v1/series/equity?account=spare')).toMatchObject({
      account: 'spare',
      bars: [{ high: '9' }],
    });
  });

  it('needs a token where snapshots need one', async () => {
    const rig = await HttpRig.open({ identity: { dev: false, auth: 'required', jwtSecret: 's'.repeat(32) } });
    for (const url of ['/v1/snapshot', '/v1/series/equity', '/v1/series/market?symbol=BTC']) {
      expect(await codeOf(rig, url)).toBe('401 UNAUTHENTICATED');
      expect(await codeOf(rig, `${url}${url.includes('?') ? '&' : '?'}token=nonsense`)).toBe('401 INVALID_TOKEN');
    }
  });
});

describe('GET /v1/series/market', () => {
  it('says what a symbol cost, to every watcher', async () => {
    const rig = await HttpRig.open();
    await rig.publish(price(0, 'BTC/USD', '10.0'), price(1_000, 'BTC/USD', '9'), price(0, 'ETH', '1'));
    expect(await bodyOf(rig, '/v1/series/market?symbol=BTC%2FUSD&account=spare&intervalMs=60000')).toMatchObject({
      kind: 'market',
      symbol: 'BTC/USD',
      cursor: 'e1.2',
      bars: [{ timeMs: noonMs, open: '10.0', high: '10.0', low: '9', close: '9', count: 2 }],
    });
  });

  it('needs a symbol', async () => {
    const rig = await HttpRig.open();
    expect(await codeOf(rig, '/v1/series/market?symbol=')).toBe('400 INVALID_REQUEST');
    expect(await bodyOf(rig, '/v1/series/market')).toMatchObject({
      error: { code: 'INVALID_REQUEST', message: '/symbol: must be given', problems: [{ path: '/symbol' }] },
    });
  });
});
