import { exact } from '@pitwall/model';
import { expect, it } from 'vitest';
import type { Bar } from './bar.ts';
import { createSession } from './session.ts';
import { timeframeOf } from './timeframe.ts';

const hourMs = 3_600_000;
const bar = (time: number, close: string, volume: string): Bar => ({
  time,
  open: close,
  high: close,
  low: close,
  close,
  volume,
});

it('compares with the close of the day before and sums the volume of the day', () => {
  const session = createSession();
  const midnight = Date.parse('2024-01-02T00:00:00.000Z');
  const told = [bar(midnight - hourMs, '10', '1'), bar(midnight, '11', '2'), bar(midnight + hourMs, '12', '3')].map(
    (next) => {
      const { previousClose, volume } = session.next(next, exact(next.close));
      return [previousClose?.toFixed(), volume?.toFixed()];
    },
  );
  expect(told).toEqual([
    [undefined, '1'],
    ['10', '2'],
    ['10', '5'],
  ]);
});

it('takes the most frequent step for the timeframe, so that weekends do not count', () => {
  const hours = [0, 1, 2, 3, 51, 52].map((hour) => bar(hour * hourMs, '1', '1'));
  expect(timeframeOf(hours)).toBe('H1');
  expect(timeframeOf([bar(0, '1', '1'), bar(7 * 60_000, '1', '1')])).toBeUndefined();
  expect(timeframeOf([bar(0, '1', '1')])).toBeUndefined();
});
