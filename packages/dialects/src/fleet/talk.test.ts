import { closeCodes, type CloseName } from '@pitwall/model';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../talk.ts';
import { sequenced } from '../wire/arbitrary-data.fixture.ts';
import { isJsonObject } from '../wire/page-object.ts';
import { fleet } from './fleet.ts';
import { fixtures } from './page-examples.fixture.ts';
import { ClientMessage, ServerMessage } from './schemas.ts';

const nowMs = Date.UTC(2026, 0, 14, 16, 30);

describe('commands', () => {
  it('are a pong, which is a sign of life whatever stands in it', () => {
    expect(fleet.decodeCommand(fixtures.get('pong') ?? null)).toEqual({ do: 'alive' });
    expect(fleet.decodeCommand({ type: 'pong' })).toEqual({ do: 'alive' });
    expect(fleet.decodeCommand({ type: 'pong', timestamp: 'now' })).toEqual({ do: 'alive' });
  });

  it('are a ping, which is answered with its own time', () => {
    expect(fleet.decodeCommand(fixtures.get('ping') ?? null)).toEqual({ do: 'ping', echo: 1_705_251_000_000 });
    expect(fleet.decodeCommand({ type: 'ping', timestamp: {} })).toEqual({ do: 'ping' });
  });

  it('are a fresh token', () => {
    expect(fleet.decodeCommand(fixtures.get('auth') ?? null)).toEqual({
      do: 'authenticate',
      token: 'eyJhbGciOiJIUzI1NiJ9.example.token',
    });
  });

  it.each([
    [{ type: 'subscribe' }, 'type "subscribe"'],
    [{ type: 'auth', data: {} }, 'auth without a token'],
    [{}, 'type nothing'],
    [[], 'a list of 0'],
    [null, 'null'],
  ])('are unknown otherwise: %j', (message, what) => {
    expect(fleet.decodeCommand(message)).toEqual({ do: 'unknown', what });
  });

  it.each(['ping', 'pong', 'auth'])('are what the client schema says: %s', (name) => {
    expect(Check(ClientMessage, fixtures.get(name))).toBe(true);
  });
});

describe('replies', () => {
  // Promises: fleet.error, fleet.connection, fleet.ping-shape
  it.each([
    ['connection', { say: 'welcome', connectionId: 'c', nowMs }],
    ['connection-polling', { say: 'poll-welcome', nowMs }],
    ['ping', { say: 'ping', nowMs: 1_705_251_000_000, connectedForMs: 30_000 }],
    ['pong', { say: 'pong', nowMs, echo: 1_705_251_000_000 }],
    ['pong', { say: 'pong', nowMs: 1_705_251_000_000 }],
    ['error', { say: 'error', problem: 'internal', detail: '...', nowMs }],
    [
      'error-unauthorized',
      { say: 'closing', close: 'SESSION_EXPIRED', detail: 'the token expired, and no new one came in time', nowMs },
    ],
    ['resume', { say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs }],
    ['authenticated', { say: 'authenticated', expiresAtMs: nowMs + 3_600_000, nowMs }],
  ] as const)('are the example: %s', (name, reply) => {
    const said = fleet.encodeReply(reply);
    expect(said).toEqual(fixtures.get(name));
    expect(Check(ServerMessage, said)).toBe(true);
  });

  // Promise: fleet.error-codes
  it.each([
    ['not-json', 'INVALID_MESSAGE'],
    ['unknown-command', 'INVALID_MESSAGE'],
    ['unknown-topic', 'INVALID_MESSAGE'],
    ['rate-limited', 'RATE_LIMITED'],
    ['unauthenticated', 'UNAUTHORIZED'],
    ['invalid-token', 'UNAUTHORIZED'],
    ['session-expired', 'UNAUTHORIZED'],
    ['forbidden', 'UNAUTHORIZED'],
    ['too-slow', 'SLOW_CONSUMER'],
    ['internal', 'INTERNAL_ERROR'],
  ] as const)('say the problem %s with the code %s and what exactly happened', (problem, code) => {
    const said = fleet.encodeReply({ say: 'error', problem, detail: 'exactly this', nowMs });
    expect(said).toMatchObject({
      type: 'error',
      data: { code, details: 'exactly this' },
      ts: '2026-01-14T16:30:00.000Z',
    });
    expect(Check(ServerMessage, said)).toBe(true);
  });

  it('tell before a close what no error has told: a lost token and a fault', () => {
    const told = Object.keys(closeCodes).flatMap((close) => {
      const said = fleet.encodeReply({ say: 'closing', close: close as CloseName, detail: 'd', nowMs });
      const data = said?.['data'];
      return isJsonObject(data) ? [[close, data['code']]] : [];
    });
    expect(Object.fromEntries(told)).toEqual({
      INTERNAL: 'INTERNAL_ERROR',
      INVALID_TOKEN: 'UNAUTHORIZED',
      SESSION_EXPIRED: 'UNAUTHORIZED',
      FORBIDDEN: 'UNAUTHORIZED',
    });
  });

  it.each<Reply>([
    { say: 'leaving', why: 'shutdown', retryAfterMs: 1, nowMs },
    { say: 'leaving', why: 'session-refresh', retryAfterMs: 1, nowMs },
    { say: 'subscribed', topics: ['trades'], nowMs },
    { say: 'caught-up', conflated: 1, dropped: 0, nowMs },
    { say: 'dropped', topic: 'trades', count: 1, nowMs },
  ])('are silent where the page has no words: $say', (reply) => {
    expect(fleet.encodeReply(reply)).toBeUndefined();
  });
});

describe('topics', () => {
  it('are the types of messages that tell facts', () => {
    expect(fleet.traits.subscription.topics).toEqual([
      'trades',
      'bots',
      'balances',
      'decisions',
      'metrics',
      'whale',
      'alerts',
      'system_health',
      'wallet',
      'ai_tasks',
    ]);
    expect(fleet.topicsOf(sequenced('health', { status: 'healthy' }))).toEqual(['system_health']);
    expect(fleet.topicsOf(sequenced('equity', { equity: 1 }))).toEqual([]);
  });
});

describe('traits', () => {
  // Promises: fleet.path, fleet.heartbeat
  it('are the page’s: its address, a token before anything, a ping every 30 s and 10 s for the pong', () => {
    expect(fleet.traits).toMatchObject({
      routes: { main: ['/api/ws'], legacy: [{ port: 8000, path: '/api/ws' }], poll: ['/api/ws/poll'] },
      auth: 'required',
      accounts: 'own',
      offersPolling: true,
      heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: true },
    });
  });
});
