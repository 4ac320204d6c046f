import { describe, expect, it } from 'vitest';
import type { AskGateway, GatewayAnswer } from '../gateway/gateway-http.ts';
import { equityPath, marketPath, PastSeries } from './past-series.ts';

const bars = [{ timeMs: 0, open: 1, high: 1, low: 1, close: 1 }];
const good = (json: unknown): GatewayAnswer => ({ ok: true, status: 200, text: '', json });

/** Asks of which a test gives the answers, whenever it wants. */
const rig = () => {
  const asked: { readonly path: string; readonly answer: (runId: string) => Promise<void> }[] = [];
  const ask: AskGateway = (path) =>
    new Promise((resolve) => {
      asked.push({
        path,
        answer: async (runId) => {
          resolve(good({ intervalMs: 5_000, runId, bars }));
          await Promise.resolve();
          await Promise.resolve();
        },
      });
    });
  const taken: (string | undefined)[] = [];
  let tick = (): void => undefined;
  const every = (_periodMs: number, run: () => void) => {
    tick = run;
    return () => (tick = () => undefined);
  };
  const past = new PastSeries({ ask, every });
  const want = (path: string) => past.want(path, ({ runId }) => taken.push(runId));
  return { asked, taken, past, want, pass: () => tick() };
};

describe('the past of a curve', () => {
  it('is asked for once, however many look at it', async () => {
    const { asked, taken, want } = rig();
    want('/a');
    want('/a');
    want('/b');
    await asked[0]?.answer('one');
    expect([asked.map(({ path }) => path), taken]).toEqual([['/a', '/b'], ['one']]);
  });

  it('is asked for again when more of it is kept, and an answer that was overtaken is not taken', async () => {
    const { asked, taken, past, want } = rig();
    want('/a');
    past.again();
    await asked[1]?.answer('new');
    await asked[0]?.answer('old');
    expect(taken).toEqual(['new']);
  });

  it('is asked for again and again while somebody looks at it, until it is stopped', () => {
    const { asked, past, want, pass } = rig();
    pass();
    want('/a');
    pass();
    expect(asked).toHaveLength(2);
    past.stop();
    pass();
    expect(asked).toHaveLength(2);
  });

  it('is nobody’s any more when nobody looks at it', async () => {
    const { asked, taken, past, want } = rig();
    const [first, second] = [want('/a'), want('/a')];
    first();
    past.again();
    expect(asked).toHaveLength(2);
    second();
    past.again();
    await asked[1]?.answer('late');
    expect([asked.length, taken]).toEqual([2, []]);
  });

  it('is had at an address that says whose and how wide, whatever a symbol is called', () => {
    expect(marketPath('A&B', 'demo', 5_000)).toBe('/v1/series/market?symbol=A%26B&account=demo&intervalMs=5000');
    expect(marketPath('SPX', undefined)).toBe('/v1/series/market?symbol=SPX');
    expect(equityPath('a b')).toBe('/v1/series/equity?account=a+b');
    expect(equityPath('demo', 5_000)).toBe('/v1/series/equity?account=demo&intervalMs=5000');
  });
});
