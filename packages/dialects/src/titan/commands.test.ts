import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../talk.ts';
import { sequenced } from '../wire/arbitrary-data.fixture.ts';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { Authenticated, ClientMessage, Resume } from './schemas.ts';
import { titan } from './titan.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));

describe('commands', () => {
  // Promise: titan.subscribe
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
  const nowMs = 1_702_500_000_000;

  it.each([
    ['resume', Resume, { say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs }],
    ['authenticated', Authenticated, { say: 'authenticated', expiresAtMs: nowMs + 3_600_000, nowMs }],
  ] as const)('are the additive example: %s', (name, schema, reply) => {
    expect(titan.encodeReply(reply)).toEqual(fixtures.get(name));
    expect(Check(schema, fixtures.get(name))).toBe(true);
  });

  // Promise: titan.no-greeting
  it('are silent otherwise: nothing greets, nothing tells of an error, a warning or a close', () => {
    const silent: readonly Reply[] = [
      { say: 'welcome', connectionId: 'c', nowMs },
      { say: 'pong', nowMs },
      { say: 'subscribed', topics: ['EQUITY_UPDATE'], nowMs },
      { say: 'error', problem: 'unknown-command', detail: 'x', nowMs },
      { say: 'error', problem: 'unauthenticated', at: 'connect', detail: 'x', nowMs },
      { say: 'leaving', why: 'session-refresh', retryAfterMs: 1, nowMs },
      { say: 'closing', close: 'SESSION_EXPIRED', detail: 'x', nowMs },
    ];
    expect(silent.map((reply) => titan.encodeReply(reply))).toEqual(silent.map(() => undefined));
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
