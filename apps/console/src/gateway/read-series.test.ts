import { describe, expect, it } from 'vitest';
import { readSeries } from './read-series.ts';

const answer = {
  kind: 'equity',
  account: 'demo',
  cursor: 'k3Jx.4711',
  intervalMs: 60_000,
  runId: 'desk-1',
  coversSinceMs: 100,
  gaps: [{ fromMs: 200, toMs: 300 }, { fromMs: 900 }],
  runs: [],
  bars: [
    {
      timeMs: 0,
      open: '2450.00',
      high: '2451.5',
      low: '2449',
      close: '2450.25',
      count: 12,
      firstMs: 123,
      lastMs: 58_000,
      highWatermark: '2500.00',
    },
  ],
};

describe('what the gateway keeps of a curve', () => {
  it('is read as pixels, with the gaps that have an end', () => {
    expect(readSeries(answer)).toEqual({
      intervalMs: 60_000,
      runId: 'desk-1',
      coversSinceMs: 100,
      gaps: [{ fromMs: 200, toMs: 300 }],
      bars: [
        {
          timeMs: 0,
          open: 2_450,
          high: 2_451.5,
          low: 2_449,
          close: 2_450.25,
          ticks: 12,
          firstMs: 123,
          lastMs: 58_000,
          highWatermark: 2_500,
        },
      ],
    });
  });

  it.each([
    ['nothing is kept', { ...answer, bars: [] }],
    ['the answer is none', { error: 'no' }],
    ['its bars are none', { ...answer, bars: [{ timeMs: 1 }, 7] }],
    ['it is no object', 'bars'],
  ])('is nothing where %s', (_why, json) => {
    expect(readSeries(json)).toBeUndefined();
  });
});
