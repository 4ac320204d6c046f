import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSessionCalendar,
  dateOfDay,
  mondayOfWeek,
  monthOfDay,
  utcCalendar,
  weekOfDay,
} from './session-calendar.ts';

const at = (text: string): number => Date.parse(text);
const forex = createSessionCalendar({ timeZone: 'America/New_York', dayStartsAtMinute: 17 * 60 });

describe('a session calendar', () => {
  it('has days of UTC unless told otherwise', () => {
    expect(createSessionCalendar()).toBe(utcCalendar);
    expect(dateOfDay(utcCalendar.dayOf(at('2024-02-29T23:59:59.999Z')))).toBe('2024-02-29');
    expect(utcCalendar.endOf(at('2024-02-29T23:59:59.999Z'))).toBe(at('2024-03-01T00:00:00Z'));
  });

  it('begins Monday of foreign exchange on Sunday at 17:00 in New York, winter and summer', () => {
    const dateAt = (text: string): string => dateOfDay(forex.dayOf(at(text)));
    expect(dateAt('2024-01-07T21:59:59Z')).toBe('2024-01-07');
    expect(dateAt('2024-01-07T22:00:00Z')).toBe('2024-01-08');
    expect(dateAt('2024-07-07T20:59:59Z')).toBe('2024-07-07');
    expect(dateAt('2024-07-07T21:00:00Z')).toBe('2024-07-08');
  });

  it('has a day of 23 and one of 25 hours where clocks are set', () => {
    const hours = (text: string): number => {
      const end = forex.endOf(at(text));
      return (forex.endOf(end) - end) / 3_600_000;
    };
    expect(hours('2024-03-09T12:00:00Z')).toBe(23);
    expect(hours('2024-11-02T12:00:00Z')).toBe(25);
    expect(hours('2024-05-01T12:00:00Z')).toBe(24);
  });

  it('keeps the date of a day that begins before noon', () => {
    const morning = createSessionCalendar({ timeZone: 'Asia/Kolkata', dayStartsAtMinute: 555 });
    expect(dateOfDay(morning.dayOf(at('2024-03-01T03:44:59Z')))).toBe('2024-02-29');
    expect(dateOfDay(morning.dayOf(at('2024-03-01T03:45:00Z')))).toBe('2024-03-01');
  });

  it('ends each day where the next one begins, whatever was asked before', () => {
    const zones = [
      'America/New_York',
      'America/Havana',
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Asia/Beirut',
      'Australia/Lord_Howe',
      'Europe/London',
      'UTC',
    ];
    const anyTime = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 1439 }), anyTime, (timeZone, minute, time) => {
        // A calendar of its own a property run: what it remembers is part of what is tested.
        const calendar = createSessionCalendar({ timeZone, dayStartsAtMinute: minute });
        const day = calendar.dayOf(time);
        const end = calendar.endOf(time);
        expect(end).toBeGreaterThan(time);
        expect(calendar.dayOf(end - 1)).toBe(day);
        expect(calendar.dayOf(end)).toBe(day + 1);
        expect(calendar.dayOf(time)).toBe(day);
      }),
      { numRuns: 400 },
    );
  });

  it('begins a day once where its first hour comes twice, and with the first moment after it where it never comes', () => {
    const boundsAt = (timeZone: string, minute: number, text: string): readonly string[] => {
      const calendar = createSessionCalendar({ timeZone, dayStartsAtMinute: minute });
      const end = calendar.endOf(at(text));
      return [end, calendar.endOf(end)].map((time) => new Date(time).toISOString().slice(0, 16));
    };
    // Clocks went from midnight to one o'clock in Sao Paulo, and from one o'clock to midnight in Havana.
    expect(boundsAt('America/Sao_Paulo', 0, '2010-10-16T12:00:00Z')).toEqual(['2010-10-17T03:00', '2010-10-18T02:00']);
    expect(boundsAt('America/Havana', 30, '2012-11-03T12:00:00Z')).toEqual(['2012-11-04T04:30', '2012-11-05T05:30']);
    // In Samoa there was no thirtieth of December in 2011.
    const samoa = createSessionCalendar({ timeZone: 'Pacific/Apia' });
    const last = at('2011-12-30T09:59:59Z');
    expect([last, samoa.endOf(last)].map((time) => dateOfDay(samoa.dayOf(time)))).toEqual(['2011-12-29', '2011-12-31']);
  });

  it('starts weeks on Monday and tells months by the date', () => {
    const monday = utcCalendar.dayOf(at('2024-01-01T00:00:00Z'));
    expect(weekOfDay(monday)).toBe(weekOfDay(monday + 6));
    expect(weekOfDay(monday - 1)).toBe(weekOfDay(monday) - 1);
    expect(mondayOfWeek(weekOfDay(monday + 3))).toBe(monday);
    expect([monthOfDay(monday - 1), monthOfDay(monday)]).toEqual(['2023-12', '2024-01']);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'The time zone is "Mars/Olympus"'],
    [{ dayStartsAtMinute: 1440 }, 'dayStartsAtMinute is 1440'],
    [{ dayStartsAtMinute: 0.5 }, 'dayStartsAtMinute is 0.5'],
  ])('refuses %o', (options, message) => {
    expect(() => createSessionCalendar(options)).toThrow(message);
  });
});
