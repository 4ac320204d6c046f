import { describe, expect, it } from 'vitest';
import { quantileSince, rateOf, readMetrics, totalOf } from './metric-text.ts';

const text = (inEquity: number, fast: number, slow: number) => `# HELP pitwall_events_in_total Events accepted.
# TYPE pitwall_events_in_total counter
pitwall_events_in_total{kind="equity"} ${inEquity}
pitwall_events_in_total{kind="a \\"quoted\\" one",x="1"} 2
pitwall_audiences 3
this is no sample
odd NaN
took_seconds_bucket{le="0.001"} ${fast}
took_seconds_bucket{le="0.01"} ${slow}
took_seconds_bucket{le="+Inf"} ${slow}
`;

const reading = readMetrics(text(10, 5, 5));

describe('metrics as text', () => {
  it('are read with their labels, and what is none is passed over', () => {
    expect([...reading.keys()]).toEqual(['pitwall_events_in_total', 'pitwall_audiences', 'took_seconds_bucket']);
    expect(reading.get('pitwall_events_in_total')?.[0]).toEqual({ labels: { kind: 'equity' }, value: 10 });
  });

  it('are summed over labels, or over those that are asked for', () => {
    expect(totalOf(reading, 'pitwall_events_in_total')).toBe(12);
    expect(totalOf(reading, 'pitwall_events_in_total', { kind: 'equity' })).toBe(10);
    expect(totalOf(reading, 'no_such_metric')).toBeUndefined();
  });

  it('give a rate between two readings, and none over a restart', () => {
    const later = readMetrics(text(30, 5, 5));
    const name = 'pitwall_events_in_total';
    expect(rateOf(name, { before: reading, now: later, elapsedMs: 2_000 })).toBe(10);
    expect(rateOf(name, { before: later, now: reading, elapsedMs: 2_000 })).toBeUndefined();
  });

  it('give the bucket of a quantile, of what was counted since', () => {
    const later = readMetrics(text(10, 5, 25));
    expect(quantileSince('took_seconds', 0.5, { before: undefined, now: reading })).toBe(0.001);
    expect(quantileSince('took_seconds', 0.5, { before: reading, now: later })).toBe(0.01);
    expect(quantileSince('took_seconds', 0.5, { before: later, now: later })).toBeUndefined();
  });
});
