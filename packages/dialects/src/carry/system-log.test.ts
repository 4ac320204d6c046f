import { describe, expect, it } from 'vitest';
import { sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures, say, throughTheModel, understand } from '../wire/dialect-rig.fixture.ts';
import { carry } from './carry.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

const topicsOfLine = (line: object): readonly string[] => carry.topicsOf(sequenced('log', { message: 'm', ...line }));

describe('the system log', () => {
  it.each(['info', 'warning', 'error', 'critical', 'NOTICE'])('carries %s', (level) => {
    expect(topicsOfLine({ level })).toEqual(['system_log']);
    expect(say(carry, sequenced('log', { level, message: 'm' }))).toMatchObject({
      data: { level: level.toUpperCase() },
    });
  });

  // Promise: carry.log-levels
  it.each(['debug', 'DEBUG', 'trace'])('never carries %s', (level) => {
    expect(topicsOfLine({ level })).toEqual([]);
  });

  it('takes in DEBUG for those who show it, and keeps it from its own readers', () => {
    const line = { level: 'DEBUG', module: 'm', message: 'm', timestamp: '2024-01-15T10:30:00.000Z' };
    const [event] = understand(carry, { type: 'system_log', timestamp: line.timestamp, data: line });
    expect(event?.data).toMatchObject({ level: 'debug' });
    expect(event === undefined ? undefined : carry.topicsOf(event)).toEqual([]);
  });

  it('leaves out the lines of backtests, which would pass for the live system’s', () => {
    expect(topicsOfLine({ level: 'info', backtestId: 'b-1' })).toEqual([]);
  });
});

describe('the two times of a line', () => {
  it('are the same unless its publisher tells them apart', () => {
    expect(understand(carry, fixtures.get('system-log'))[0]?.data).not.toHaveProperty('loggedAt');
    expect(say(carry, sequenced('log', { level: 'info', message: 'm' }, { occurredAt: 1000 }))).toEqual({
      type: 'system_log',
      timestamp: '1970-01-01T00:00:01.000Z',
      data: { level: 'INFO', message: 'm', timestamp: '1970-01-01T00:00:01.000Z' },
    });
  });

  it('are both kept where they differ', () => {
    const late = {
      type: 'system_log',
      timestamp: '2024-01-15T10:30:05.000Z',
      data: { level: 'ERROR', message: 'm', timestamp: '2024-01-15T10:30:00.000Z' },
    };
    expect(understand(carry, late)[0]).toMatchObject({
      occurredAt: Date.UTC(2024, 0, 15, 10, 30, 5),
      data: { loggedAt: Date.UTC(2024, 0, 15, 10, 30) },
    });
    expect(throughTheModel(carry, late)).toEqual([late]);
  });
});
