import { expect, it } from 'vitest';
import { fromIso, toIso } from './time.ts';

it('a time reads back from its ISO text', () => {
  expect(toIso(1_705_314_600_000)).toBe('2024-01-15T10:30:00.000Z');
  expect(fromIso('2024-01-15T10:30:00.000Z')).toBe(1_705_314_600_000);
  expect(fromIso('2024-01-15T12:30:00+02:00')).toBe(1_705_314_600_000);
});

it('what is no time is undefined', () => {
  expect(fromIso('yesterday')).toBeUndefined();
});
