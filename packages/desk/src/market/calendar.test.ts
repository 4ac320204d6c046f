import { expect, it } from 'vitest';
import { dateOf, dayOf, weekOf } from './calendar.ts';

const at = (iso: string): number => Date.parse(iso);

it('begins a day at midnight UTC', () => {
  expect(dayOf(at('2024-03-10T00:00:00.000Z')) - dayOf(at('2024-03-09T23:59:59.999Z'))).toBe(1);
  expect(dayOf(at('2024-03-10T23:59:59.999Z'))).toBe(dayOf(at('2024-03-10T00:00:00.000Z')));
});

it('begins a week on Monday at midnight UTC', () => {
  const sunday = at('2024-03-10T23:59:59.999Z');
  const monday = at('2024-03-11T00:00:00.000Z');
  expect(weekOf(monday) - weekOf(sunday)).toBe(1);
  expect(weekOf(at('2024-03-17T12:00:00.000Z'))).toBe(weekOf(monday));
});

it('keeps one week across a turn of the year', () => {
  expect(weekOf(at('2025-01-01T00:00:00.000Z'))).toBe(weekOf(at('2024-12-30T00:00:00.000Z')));
});

it('writes the UTC day', () => {
  expect(dateOf(at('2024-03-09T23:59:59.999Z'))).toBe('2024-03-09');
});
