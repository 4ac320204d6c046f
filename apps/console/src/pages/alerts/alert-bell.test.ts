import { describe, expect, it } from 'vitest';
import { AlertBell } from './alert-bell.ts';

const alert = (seq: string, receivedAt: number, severity = 'warning', title = 'Drawdown') => ({
  seq,
  receivedAt,
  data: { alertId: seq, severity, title },
});

const bellAt = (clock: { nowMs: number }) => {
  const rings: number[] = [];
  return { rings, bell: new AlertBell({ now: () => clock.nowMs, ring: () => rings.push(clock.nowMs) }) };
};

describe('the bell of alerts', () => {
  it('is silent about what was there when the page was opened, and sounds for what comes', () => {
    const clock = { nowMs: 100_000 };
    const { bell, rings } = bellAt(clock);
    const first = [alert('1', 99_000)];
    bell.look(first, []);
    expect(rings).toEqual([]);
    bell.look([...first, alert('2', 100_000)], []);
    expect(rings).toEqual([100_000]);
  });

  it('sounds for the first alert of a page that began without any', () => {
    const { bell, rings } = bellAt({ nowMs: 100_000 });
    bell.look([], []);
    bell.look([alert('1', 100_000)], []);
    expect(rings).toHaveLength(1);
  });

  it('sounds once for many in one moment', () => {
    const clock = { nowMs: 100_000 };
    const { bell, rings } = bellAt(clock);
    bell.look([], []);
    bell.look([alert('1', 100_000), alert('2', 100_000)], []);
    clock.nowMs += 1_000;
    bell.look([alert('1', 100_000), alert('2', 100_000), alert('3', 101_000)], []);
    expect(rings).toEqual([100_000]);
  });

  it.each([
    ['muted', alert('1', 100_000), ['Drawdown']],
    ['only for information', alert('1', 100_000, 'info'), []],
    ['old, and was caught up on', alert('1', 10_000), []],
  ] as const)('is silent about one that is %s', (_, one, muted) => {
    const { bell, rings } = bellAt({ nowMs: 100_000 });
    bell.look([], muted);
    bell.look([one], muted);
    expect(rings).toEqual([]);
  });
});
