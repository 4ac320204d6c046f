import { describe, expect, it } from 'vitest';
import { factOf } from './facts.fixture.ts';
import { PriceHistory } from './price-history.ts';

const day = 86_400_000;

const priceAt = (timeMs: number, price: string, more: { runId?: string; receivedAt?: number } = {}) =>
  factOf('market', { symbol: 'SPX', price }, { marketTime: timeMs, receivedAt: timeMs, ...more });

const decisionAt = (timeMs: number, price: string, more: { runId?: string; receivedAt?: number } = {}) =>
  factOf(
    'decision',
    { decisionId: 'd', decision: 'hold', symbol: 'SPX', marketData: { price } },
    { marketTime: timeMs, receivedAt: timeMs, ...more },
  );

describe('what prices did', () => {
  it('is told by candles of the market', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10.5'));
    history.take(priceAt(1_400, '10.1'));
    expect(history.curve('SPX', '1s').candles).toEqual([
      { timeMs: 1_000, open: 10.5, high: 10.5, low: 10.1, close: 10.1, ticks: 2 },
    ]);
    expect(history.curve('NDX', '1s').candles).toEqual([]);
  });

  it('goes back before the page was opened by what decisions and fills name, in whatever order', () => {
    const history = new PriceHistory();
    history.take(priceAt(9_000, '12'));
    history.take(decisionAt(5_000, '11'));
    history.take(
      factOf(
        'trade',
        { tradeId: 't', status: 'filled', symbol: 'SPX', side: 'buy', price: '10' },
        { occurredAt: 2_000, receivedAt: 2_000 },
      ),
    );
    history.take(
      factOf(
        'trade',
        { tradeId: 'u', status: 'pending', symbol: 'SPX', side: 'buy', price: '99' },
        { occurredAt: 3_000 },
      ),
    );
    expect(history.curve('SPX', '1s').candles.map(({ close }) => close)).toEqual([10, 11, 12]);
  });

  it('is of the present run of replayed prices alone', () => {
    const history = new PriceHistory();
    history.take(priceAt(7_000, '20', { runId: 'b', receivedAt: 500 }));
    history.take(decisionAt(8_000, '1', { runId: 'a', receivedAt: 400 }));
    expect(history.curve('SPX', '1s').candles.map(({ close }) => close)).toEqual([20]);
    history.take(priceAt(1_000, '30', { runId: 'c', receivedAt: 600 }));
    expect(history.curve('SPX', '1s').candles.map(({ close }) => close)).toEqual([30]);
  });

  it('has a gap from the last price before an outage to the first one after it', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10'));
    history.cut();
    history.cut();
    history.take(priceAt(9_000, '11'));
    expect(history.curve('SPX', '1s').gaps).toEqual([{ fromMs: 1_000, toMs: 9_000 }]);
  });

  it('is shown in the narrowest candles that are more than dashes, unless a width is chosen', () => {
    const history = new PriceHistory();
    for (let at = 0; at < 40; at += 1) history.take(priceAt(4 * day + at * day, String(at)));
    expect(history.curve('SPX', undefined).timeframe.name).toBe('1w');
    expect(history.curve('SPX', '1d').timeframe.name).toBe('1d');
  });

  it('is the same object until another price comes', () => {
    const history = new PriceHistory();
    history.take(priceAt(1_000, '10'));
    const before = history.curve('SPX', undefined);
    expect(history.curve('SPX', undefined)).toBe(before);
    history.take(priceAt(1_100, '11'));
    expect(history.curve('SPX', undefined)).not.toBe(before);
  });

  it('keeps no more symbols and candles than it may', () => {
    const history = new PriceHistory({ maxSymbols: 2, maxCandles: 3 });
    for (const symbol of ['A', 'B', 'C'])
      for (let at = 0; at < 9; at += 1)
        history.take(factOf('market', { symbol, price: 1 }, { occurredAt: at * 1_000 }));
    expect(['A', 'B', 'C'].map((symbol) => history.curve(symbol, '1s').candles.length)).toEqual([0, 3, 3]);
  });
});
