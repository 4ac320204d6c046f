import { PitwallError } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneClock } from './zone.ts';

const at = (iso: string): number => Date.parse(`${iso}:00.000Z`);

describe('the clock of a zone', () => {
  it.each([
    ['UTC', '2024-07-01T12:00', '2024-07-01T12:00'],
    ['+02:00', '2024-07-01T12:00', '2024-07-01T10:00'],
    ['UTC-5', '2024-07-01T12:00', '2024-07-01T17:00'],
    ['GMT+0530', '2024-07-01T12:00', '2024-07-01T06:30'],
    ['Europe/Berlin', '2024-07-01T12:00', '2024-07-01T10:00'],
    ['Europe/Berlin', '2024-01-01T12:00', '2024-01-01T11:00'],
    ['Asia/Kolkata', '2024-03-01T09:15', '2024-03-01T03:45'],
    ['America/New_York+7', '2024-07-02T00:00', '2024-07-01T21:00'],
    ['America/New_York+7', '2024-01-02T00:00', '2024-01-01T22:00'],
    ['Etc/GMT+5', '2024-07-01T12:00', '2024-07-01T17:00'],
  ])('%s showed %s at %s', (name, local, utc) => {
    expect(zoneClock(name).utcOf(at(local), 0)).toBe(at(utc));
  });

  it('goes on in the hour that an autumn repeats', () => {
    const clock = zoneClock('Europe/Berlin');
    const first = clock.utcOf(at('2024-10-27T02:30'), 0);
    expect(first).toBe(at('2024-10-27T00:30'));
    expect(clock.utcOf(at('2024-10-27T02:00'), first)).toBe(at('2024-10-27T01:00'));
    expect(clock.utcOf(at('2024-10-27T03:00'), first)).toBe(at('2024-10-27T02:00'));
  });

  it('never showed the hour that a spring skips', () => {
    expect(zoneClock('Europe/Berlin').utcOf(at('2024-03-31T02:30'), 0)).toBeNaN();
    expect(zoneClock('America/New_York').utcOf(at('2024-03-10T02:30'), 0)).toBeNaN();
  });

  it('gives back every moment from what it showed then', () => {
    const names = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/New_York+7',
      '-03:30',
    );
    const moments = fc.integer({ min: at('1990-01-01T00:00') / 60_000, max: at('2030-01-01T00:00') / 60_000 });
    fc.assert(
      fc.property(names, moments, (name, minute) => {
        const clock = zoneClock(name);
        const utcMs = minute * 60_000;
        expect(clock.utcOf(utcMs + clock.offsetAt(utcMs), utcMs - 1)).toBe(utcMs);
      }),
    );
  });

  it.each(['Mars/Olympus', 'New York', '+25:00', 'Europe/Berlin+99', ''])('refuses %j', (name) => {
    expect(() => zoneClock(name)).toThrow(PitwallError);
    expect(() => zoneClock(name)).toThrow('give an IANA zone such as Europe/Berlin');
  });
});
