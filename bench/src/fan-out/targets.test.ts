import { describe, expect, it } from 'vitest';
import type { ContenderName } from './contender.ts';
import type { FanOutResults } from './results.ts';
import { isKept, judge } from './targets.ts';

const window = (dps: number) => ({
  label: 'w1',
  n: 1000,
  secs: 2,
  dps,
  min: 1,
  max: 1,
  us_per_msg: 1,
  cli_cpu: 0.5,
  p50: 0,
  p99: 0,
  closed: 0,
});

const resultsOf = (deliveries: Partial<Record<ContenderName, number>>): FanOutResults => ({
  client: 'C',
  seconds: 2,
  throughput: {
    exactness: [],
    cells: (['limit', 'gateway', 'naive', 'own'] as const).map((contender) => ({
      contender,
      readers: 1000,
      perTick: 1,
      accepted: deliveries[contender] === undefined ? [] : [window(deliveries[contender])],
      discarded: [],
    })),
  },
});

const verdictOn = (results: FanOutResults, promise: string) => judge(results).find((each) => each.promise === promise);

describe('promises about speed', () => {
  it('are kept or broken by the ratio of what was measured in one run', () => {
    const kept = verdictOn(resultsOf({ limit: 100, gateway: 75 }), '1 a tick, of the C limit');
    expect(kept?.measured).toBe(0.75);
    expect(kept === undefined ? undefined : isKept(kept)).toBe(true);
    const broken = verdictOn(resultsOf({ limit: 100, gateway: 74 }), '1 a tick, of the C limit');
    expect(broken === undefined ? undefined : isKept(broken)).toBe(false);
  });

  it('are neither when a side has no accepted window', () => {
    const verdict = verdictOn(resultsOf({ gateway: 75 }), '1 a tick, of the C limit');
    expect(verdict === undefined ? 'missing' : isKept(verdict)).toBeUndefined();
  });

  it('hold a greatest value for memory', () => {
    const results = { ...resultsOf({}), idleMemory: [idle(13_000)] };
    const verdict = verdictOn(results, 'idle connection');
    expect(verdict === undefined ? undefined : isKept(verdict)).toBe(false);
  });
});

const idle = (residentBytes: number) => ({
  contender: 'gateway' as const,
  connections: 5000,
  residentBytes,
  heapBytes: 0,
});
