import { describe, expect, it } from 'vitest';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { carry, createCarry } from './carry.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const nowMs = Date.UTC(2024, 0, 15, 10, 30);

describe('replies', () => {
  it.each([
    ['connection-established', { say: 'welcome', connectionId: 'c', nowMs }],
    ['resume', { say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs }],
    ['authenticated', { say: 'authenticated', expiresAtMs: nowMs + 3_600_000, nowMs }],
    ['error', { say: 'error', problem: 'invalid-token', detail: 'the token is not valid', nowMs }],
    ['system-log-dropped', { say: 'dropped', topic: 'system_log', count: 12, nowMs: nowMs + 31_000 }],
  ] as const)('are the example: %s', (name, reply) => {
    expect(carry.encodeReply(reply)).toEqual(fixtures.get(name));
  });

  // Promise: carry.greeting-text
  it('greet with another text where one is given', () => {
    const greeting = createCarry({ welcomeText: 'Welcome to desk 4' });
    expect(greeting.encodeReply({ say: 'welcome', connectionId: 'c', nowMs })).toMatchObject({
      type: 'connection_established',
      message: 'Welcome to desk 4',
    });
  });

  it('tell a reader that was too slow how much of the log it lost, and of states, whose last values came, nothing', () => {
    const lost = carry.encodeReply({ say: 'caught-up', conflated: 9, dropped: 12, nowMs });
    expect(lost).toEqual(carry.encodeReply({ say: 'dropped', topic: 'system_log', count: 12, nowMs }));
    expect(carry.encodeReply({ say: 'caught-up', conflated: 9, dropped: 0, nowMs })).toBeUndefined();
  });

  it('are silent where the page has no words: nothing answers a mistake, nothing announces a close', () => {
    for (const problem of ['not-json', 'unknown-command', 'rate-limited', 'too-slow', 'internal'] as const) {
      expect(carry.encodeReply({ say: 'error', problem, detail: 'x', nowMs })).toBeUndefined();
    }
    expect(carry.encodeReply({ say: 'leaving', why: 'shutdown', retryAfterMs: 1, nowMs })).toBeUndefined();
    expect(carry.encodeReply({ say: 'closing', close: 'SESSION_EXPIRED', detail: 'x', nowMs })).toBeUndefined();
    expect(carry.encodeReply({ say: 'ping', nowMs, connectedForMs: 1 })).toBeUndefined();
    expect(carry.encodeReply({ say: 'pong', nowMs })).toBeUndefined();
  });

  it('are silent at a refused connect, for which the page has only its close', () => {
    for (const problem of ['unauthenticated', 'invalid-token', 'session-expired', 'forbidden'] as const) {
      expect(carry.encodeReply({ say: 'error', problem, at: 'connect', detail: 'x', nowMs })).toBeUndefined();
    }
  });
});

describe('commands', () => {
  it('refresh a token', () => {
    expect(carry.decodeCommand(fixtures.get('auth') ?? null)).toEqual({
      do: 'authenticate',
      token: 'eyJhbGciOiJIUzI1NiJ9.example.token',
    });
  });

  it.each([
    [{ type: 'subscribe', data: { types: ['system_log'] } }, 'type "subscribe"'],
    [{ type: 'auth' }, 'type "auth"'],
    [{}, 'type nothing'],
    [[], 'a list of 0'],
  ])('are unknown otherwise: %j', (message, what) => {
    expect(carry.decodeCommand(message)).toEqual({ do: 'unknown', what });
  });
});

describe('a connection', () => {
  it('hears everything from its start and needs no token of itself', () => {
    expect(carry.traits).toMatchObject({
      routes: { main: [], legacy: [{ port: 8000, path: '/ws' }] },
      subscription: {
        start: 'all',
        topics: ['position_update', 'equity_update', 'risk_status_update', 'system_log'],
      },
      heartbeat: { pingIntervalMs: 30_000, pongTimeoutMs: 10_000, jsonPing: false },
      auth: 'optional',
      accounts: 'one',
    });
  });

  // Promises: carry.token-missing, carry.token-invalid
  it('that is refused is closed with 1008 and the words of the page', () => {
    expect(carry.traits.closeAs).toEqual({
      UNAUTHENTICATED: { close: 'POLICY', reason: 'Authentication required' },
      INVALID_TOKEN: { close: 'POLICY', reason: 'Invalid token' },
      SESSION_EXPIRED: { close: 'POLICY', reason: 'Invalid token' },
      FORBIDDEN: { close: 'POLICY', reason: 'Account not allowed' },
    });
  });
});

describe('plain pages', () => {
  const facts = { healthy: true, activeConnections: 2, version: '1.2.3', nowMs };

  it('tell health as on the page, and 503 with degraded when it is not good', () => {
    expect(carry.pages?.['/health']?.(facts)).toEqual({
      status: 200,
      body: { status: 'healthy', active_connections: 2, timestamp: '2024-01-15T10:30:00.000Z' },
    });
    expect(carry.pages?.['/health']?.({ ...facts, healthy: false })).toMatchObject({
      status: 503,
      body: { status: 'degraded', active_connections: 2 },
    });
  });

  it('tell what the service is and where', () => {
    expect(carry.pages?.['/']?.(facts)).toEqual({
      status: 200,
      body: { service: 'Pitwall', dialect: 'carry', version: '1.2.3', websocket: '/ws', health: '/health' },
    });
  });
});
