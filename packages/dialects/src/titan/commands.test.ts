import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { ClientMessage, Resume } from './schemas.ts';
import { titan } from './titan.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

describe('commands', () => {
  it('choose message types and tell known ones from unknown', () => {
    expect(titan.decodeCommand(fixtures.get('subscribe') ?? null)).toEqual({
      do: 'subscribe',
      topics: ['EQUITY_UPDATE', 'POSITION_UPDATE'],
      unknownTopics: [],
    });
    expect(titan.decodeCommand({ type: 'UNSUBSCRIBE', data: { types: ['X', 'X', 'EQUITY_UPDATE'] } })).toEqual({
      do: 'unsubscribe',
      topics: ['EQUITY_UPDATE'],
      unknownTopics: ['X'],
    });
  });

  it('refresh a token', () => {
    expect(titan.decodeCommand(fixtures.get('auth') ?? null)).toMatchObject({ do: 'authenticate' });
  });

  it.each([[1], [null], [{ type: 'SUBSCRIBE' }], [{ type: 'PING' }], [['SUBSCRIBE']]])(
    'are unknown otherwise: %j',
    (message) => {
      expect(titan.decodeCommand(message)).toMatchObject({ do: 'unknown' });
    },
  );

  it.each(['subscribe', 'unsubscribe', 'auth'])('are what the client schema says: %s', (name) => {
    expect(Check(ClientMessage, fixtures.get(name))).toBe(true);
  });
});

describe('replies', () => {
  it('are silent but for the additive resume', () => {
    const nowMs = 1_702_500_000_000;
    const resume = titan.encodeReply({ say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs });
    expect(resume).toEqual(fixtures.get('resume'));
    expect(Check(Resume, resume)).toBe(true);
    expect(titan.encodeReply({ say: 'welcome', connectionId: 'c', nowMs })).toBeUndefined();
    expect(titan.encodeReply({ say: 'pong', nowMs })).toBeUndefined();
    expect(titan.encodeReply({ say: 'error', problem: 'unknown-command', detail: 'x', nowMs })).toBeUndefined();
  });
});

describe('topics', () => {
  it('are the names of the message types', () => {
    expect(titan.topicsOf(sequenced('component-status', { component: 'broker', status: 'connected' }))).toEqual([
      'SYSTEM_STATUS_UPDATE',
    ]);
    expect(titan.topicsOf(sequenced('log', { level: 'info', message: 'x' }))).toEqual([]);
    expect(titan.traits.subscription.topics).toHaveLength(10);
  });
});
