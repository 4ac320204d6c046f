import { describe, expect, it } from 'vitest';
import { FakePlatform } from '../fake-platform.fixture.ts';
import type { HttpAnswer, HttpRequest } from '../ports.ts';
import { createSeriesReader, type SeriesReaderOptions } from './series-reader.ts';

const series = {
  kind: 'equity',
  account: 'main',
  cursor: 'e1.3',
  intervalMs: 5_000,
  coversSinceMs: 7,
  gaps: [{ fromMs: 7 }],
  runs: [{ firstMs: 7, lastMs: 8, heardAtMs: 9 }],
  bars: [{ timeMs: 5, open: '1.0', high: '2', low: '1.0', close: '2', count: 2, firstMs: 7, lastMs: 8 }],
};

const answerOf = (status: number, body: unknown): HttpAnswer => ({
  status,
  header: () => undefined,
  text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
  async *pieces() {
    yield await Promise.resolve('');
  },
});

/** A reader of a gateway that answers so, and what it asked. */
const readerOf = (answer: (request: HttpRequest) => HttpAnswer, options: SeriesReaderOptions = {}) => {
  const platform = new FakePlatform();
  platform.answer = (request) => ({ answer: Promise.resolve(answer(request)), cancel: () => undefined });
  const reader = createSeriesReader('http://gateway.example/', { ...options, ports: platform.ports });
  return { platform, reader };
};

const refusal = { error: { code: 'INVALID_TOKEN', message: 'The token is refused', how: 'Get another one.' } };

describe('a reader of series', () => {
  it('asks for what is wanted, and gives what the gateway says', async () => {
    const { platform, reader } = readerOf(() => answerOf(200, series), { token: 't' });
    const choice = { account: 'main', fromMs: 0, toMs: 10, intervalMs: 5_000, runId: 'r 1' };
    expect(await reader.equity(choice)).toEqual(series);
    expect(platform.requests[0]).toMatchObject({
      method: 'GET',
      url: 'http://gateway.example/v1/series/equity?account=main&from=0&to=10&intervalMs=5000&run=r%201',
      headers: { authorization: 'Bearer t' },
    });
    await reader.equity();
    expect(platform.requests[1]?.url).toBe('http://gateway.example/v1/series/equity');
  });

  it('asks for the prices of a symbol whatever its name', async () => {
    const market = { ...series, kind: 'market', symbol: 'BTC/USD' };
    const { platform, reader } = readerOf(() => answerOf(200, market));
    expect((await reader.market({ symbol: 'BTC/USD' })).symbol).toBe('BTC/USD');
    expect(platform.requests[0]?.url).toBe('http://gateway.example/v1/series/market?symbol=BTC%2FUSD');
  });

  it('takes an answer without a past for what it is', async () => {
    const nothing = { kind: 'equity', account: 'main', gaps: [], runs: [], bars: [] };
    const { reader } = readerOf(() => answerOf(200, nothing));
    expect(await reader.equity()).toEqual(nothing);
  });

  it('asks for another token when one is refused, and gives up when all are', async () => {
    const tokens = ['old', 'new'];
    const isNew = ({ headers }: HttpRequest): boolean => headers['authorization'] === 'Bearer new';
    const { reader } = readerOf((request) => (isNew(request) ? answerOf(200, series) : answerOf(401, refusal)), {
      getToken: () => tokens.shift() ?? 'none',
    });
    expect(await reader.equity()).toEqual(series);
    const never = readerOf(() => answerOf(401, refusal), { getToken: () => 'old' });
    await expect(never.reader.equity()).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      gatewayCode: 'INVALID_TOKEN',
    });
    expect(never.platform.requests).toHaveLength(3);
    const single = readerOf(() => answerOf(401, refusal), { token: 'old' });
    await expect(single.reader.equity()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(single.platform.requests).toHaveLength(1);
  });

  it('says of a gateway without series that there are none, and of nonsense that it is', async () => {
    const missing = { error: { code: 'NOT_FOUND', message: 'There is nothing', how: 'Look elsewhere.' } };
    const answers = [
      answerOf(404, missing),
      ...[{}, '<html>', { ...series, bars: [{}] }].map((body) => answerOf(200, body)),
    ];
    const { reader } = readerOf(() => answers.shift() ?? answerOf(500, ''));
    await expect(reader.equity()).rejects.toMatchObject({ code: 'REFUSED', gatewayCode: 'NOT_FOUND' });
    for (const code of ['PROTOCOL', 'PROTOCOL', 'PROTOCOL', 'UNAVAILABLE'])
      await expect(reader.equity()).rejects.toMatchObject({ code });
  });
});
