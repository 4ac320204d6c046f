import { describe, expect, it } from 'vitest';
import { factOf } from '../../data/facts.fixture.ts';
import { fillMarks, positionLevels } from './market-marks.ts';

const minute = { name: '1m', lengthMs: 60_000, offsetMs: 0 };
const stretch = { symbol: 'SPX', timeframe: minute, fromMs: 60_000, runId: undefined };

const fill = (occurredAt: number, side: string, more: { symbol?: string; status?: string } = {}) =>
  factOf(
    'trade',
    { tradeId: 't', status: 'filled', symbol: 'SPX', side, quantity: '2', price: '10.5', ...more },
    { occurredAt },
  );

describe('fills on a chart', () => {
  it('stand at their candle, in order, with quantity and price', () => {
    expect(fillMarks([fill(190_000, 'sell'), fill(65_000, 'buy')], stretch)).toEqual([
      { timeMs: 60_000, side: 'buy', text: '2 @ 10.50' },
      { timeMs: 180_000, side: 'sell', text: '2 @ 10.50' },
    ]);
  });

  it('are those of the symbol that were filled, where there are candles', () => {
    const others = [fill(70_000, 'buy', { symbol: 'NDX' }), fill(70_000, 'buy', { status: 'pending' }), fill(1, 'buy')];
    expect(fillMarks(others, stretch)).toEqual([]);
  });

  it('have no words where words would lie on each other', () => {
    const marks = fillMarks(
      Array.from({ length: 25 }, () => fill(70_000, 'buy')),
      stretch,
    );
    expect(marks.every(({ text }) => text === '')).toBe(true);
  });
});

describe('levels on a chart', () => {
  it('are entry, stop and target of what is held of the symbol', () => {
    const position = factOf('position', {
      action: 'opened',
      symbol: 'SPX',
      side: 'long',
      entryPrice: '10',
      stopLoss: '9',
      takeProfit: '12',
    });
    expect(positionLevels([position], 'SPX')).toEqual([
      { price: 10, title: 'long entry', tone: 'neutral' },
      { price: 9, title: 'stop', tone: 'down' },
      { price: 12, title: 'target', tone: 'up' },
    ]);
    expect(positionLevels([position], 'NDX')).toEqual([]);
  });
});
