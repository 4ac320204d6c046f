import { expect, it } from 'vitest';
import { dateOf, dayOf } from './calendar.ts';

const at = (iso: string): number => Date.parse(iso);

it('begins a day at midnight UTC', () => {
  expect(dayOf(at('2024-03-10T00:00:00.000Z')) - dayOf(at('2024-03-09T23:59:59.999Z'))).toBe(1);
  expect(dayOf(at('2024-03-10T23:59:59.999Z'))).toBe(dayOf(at('2024-03-10T00:00:00.000Z')));
});

it('writes the UTC day', () => {
  expect(dateOf(at('2024-03-09T23:59:59.999Z'))).toBe('2024-03-09');
});
