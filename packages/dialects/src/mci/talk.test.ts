import { closeCodes, type CloseName } from '@pitwall/model';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../talk.ts';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { mci } from './mci.ts';
import { ServerMessage } from './schemas.ts';
import { mciChannels } from './topics.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const nowMs = 1_706_400_000_000;

const closeNames = Object.keys(closeCodes) as CloseName[];
const closing = (close: CloseName, detail = 'why'): Reply => ({ say: 'closing', close, detail, nowMs });

describe('commands', () => {
  it.each([
    ['subscribe', { do: 'subscribe', topics: mciChannels, unknownTopics: [] }],
    ['unsubscribe', { do: 'unsubscribe', topics: ['market'], unknownTopics: [] }],
    ['heartbeat-ack', { do: 'alive' }],
    ['disconnect', { do: 'disconnect' }],
    ['auth', { do: 'authenticate', token: 'eyJhbGciOiJIUzI1NiJ9.example.token' }],
  ])('are understood: %s', (name, command) => {
    expect(mci.decodeCommand(fixtures.get(name) ?? null)).toEqual(command);
  });

  it('for channels that do not exist name them, and each channel once', () => {
    const channels = ['orders', 'prices', 'orders', 'prices', ''];
    expect(mci.decodeCommand({ event: 'subscribe', data: { channels } })).toEqual({
      do: 'subscribe',
      topics: ['orders'],
      unknownTopics: ['prices', ''],
    });
  });

  it('of a heartbeat or a farewell are good in any shape', () => {
    expect(mci.decodeCommand({ event: 'heartbeat:ack' })).toEqual({ do: 'alive' });
    expect(mci.decodeCommand({ event: 'heartbeat:ack', data: 'now' })).toEqual({ do: 'alive' });
    expect(mci.decodeCommand({ event: 'disconnect', data: { reason: 'bye' } })).toEqual({ do: 'disconnect' });
  });

  it.each([
    [{ event: 'subscribe' }, 'subscribe without a list of channels'],
    [{ event: 'subscribe', data: { channels: [] } }, 'subscribe without a list of channels'],
    [{ event: 'unsubscribe', data: { channels: 'market' } }, 'unsubscribe without a list of channels'],
    [{ event: 'subscribe', data: { channels: ['market', 7] } }, 'subscribe without a list of channels'],
    [{ event: 'heartbeat' }, 'event "heartbeat"'],
    [{ type: 'subscribe' }, 'event nothing'],
    [['subscribe'], 'a list of 1'],
    [7, '7'],
  ])('are unknown otherwise: %j', (message, what) => {
    expect(mci.decodeCommand(message)).toEqual({ do: 'unknown', what });
  });
});

describe('replies', () => {
  it.each<[string, Reply]>([
    ['connection-ack', { say: 'welcome', connectionId: 'ws-abc123def456', nowMs }],
    ['connection-error', errorOf('unauthenticated', 'No valid session', 'connect')],
    ['connection-closed', closing('NORMAL', 'client disconnect')],
    ['subscribed', { say: 'subscribed', topics: mciChannels, nowMs }],
    ['unsubscribed', { say: 'unsubscribed', topics: ['market'], nowMs }],
    ['heartbeat', { say: 'ping', nowMs, connectedForMs: 3_600_000 }],
    ['error', errorOf('unknown-topic', 'Invalid channel name')],
    ['reconnect', { say: 'leaving', why: 'shutdown', retryAfterMs: 5000, nowMs }],
    ['reconnect-session-refresh', { say: 'leaving', why: 'session-refresh', retryAfterMs: 5000, nowMs }],
    ['authenticated', { say: 'authenticated', expiresAtMs: nowMs + 3_600_000, nowMs }],
    ['resume', { say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs }],
  ])('are the example: %s', (name, reply) => {
    expect(mci.encodeReply(reply)).toEqual(fixtures.get(name));
  });

  it('are silent where the page has no words', () => {
    expect(mci.encodeReply({ say: 'pong', nowMs })).toBeUndefined();
    expect(mci.encodeReply({ say: 'poll-welcome', nowMs })).toBeUndefined();
    expect(mci.encodeReply({ say: 'caught-up', conflated: 1, dropped: 0, nowMs })).toBeUndefined();
  });

  it('tell the age of a connection in whole milliseconds, whatever its clock counts', () => {
    expect(mci.encodeReply({ say: 'ping', nowMs, connectedForMs: 30_001.323_642 })).toMatchObject({
      data: { connectionUptime: 30_001 },
    });
  });

  it('name a wait in whole seconds, rounded up', () => {
    expect(mci.encodeReply({ say: 'leaving', why: 'shutdown', retryAfterMs: 0, nowMs })).toMatchObject({
      data: { delay: 0, message: 'Please reconnect now' },
    });
    expect(mci.encodeReply({ say: 'leaving', why: 'session-refresh', retryAfterMs: 1, nowMs })).toMatchObject({
      data: { delay: 1, message: 'Please reconnect in 1 second' },
    });
    expect(mci.encodeReply({ say: 'leaving', why: 'shutdown', retryAfterMs: 5001, nowMs })).toMatchObject({
      data: { message: 'Please reconnect in 6 seconds' },
    });
  });
});

describe('errors', () => {
  it.each([
    ['unauthenticated', 'AUTH_REQUIRED'],
    ['invalid-token', 'AUTH_REQUIRED'],
    ['session-expired', 'SESSION_EXPIRED'],
    ['forbidden', 'AUTH_REQUIRED'],
  ] as const)('that refuse a connection are connection:error: %s', (problem, code) => {
    expect(mci.encodeReply(errorOf(problem, 'why', 'connect'))).toMatchObject({
      event: 'connection:error',
      data: { code, error: { what: 'Connection rejected', why: 'why' } },
    });
  });

  // Promises: mci.error, mci.error-codes
  it.each([
    ['unknown-topic', 'SUBSCRIPTION_ERROR'],
    ['unknown-command', 'SUBSCRIPTION_ERROR'],
    ['not-json', 'SUBSCRIPTION_ERROR'],
    ['rate-limited', 'RATE_LIMITED'],
    ['internal', 'SERVER_ERROR'],
    ['invalid-token', 'AUTH_REQUIRED'],
    ['session-expired', 'SESSION_EXPIRED'],
  ] as const)('within a session have one of the five codes: %s', (problem, code) => {
    const reply = mci.encodeReply(errorOf(problem, 'why'));
    expect(reply).toMatchObject({ event: 'error', data: { code, error: { why: 'why' } } });
    expect(Check(ServerMessage, reply)).toBe(true);
  });

  it('leave being too slow to the farewell', () => {
    expect(mci.encodeReply(errorOf('too-slow', 'why'))).toBeUndefined();
  });
});

function errorOf(problem: (Reply & { say: 'error' })['problem'], detail: string, at?: 'connect'): Reply {
  return { say: 'error', problem, detail, nowMs, ...(at === undefined ? {} : { at }) };
}

describe('farewells', () => {
  // Promise: mci.closed-reasons
  it.each([
    ['NORMAL', 'client_disconnect'],
    ['GOING_AWAY', 'server_shutdown'],
    ['RESTART', 'server_shutdown'],
    ['SESSION_EXPIRED', 'session_expired'],
    ['TOO_SLOW', 'error'],
    ['RATE_LIMITED', 'error'],
    ['NO_PONG', 'error'],
    ['INVALID_TOKEN', 'error'],
  ] as const)('tell why: %s', (close, reason) => {
    expect(mci.encodeReply(closing(close))).toMatchObject({ event: 'connection:closed', data: { reason } });
  });

  it.each(closeNames)('have the words of the page for every close: %s', (close) => {
    expect(Check(ServerMessage, mci.encodeReply(closing(close)))).toBe(true);
  });
});

describe('a session', () => {
  it('ends when two heartbeats were missed, 70 s after the last sign of life', () => {
    const { pingIntervalMs, pongTimeoutMs, jsonPing } = mci.traits.heartbeat;
    expect({ afterMs: pingIntervalMs + pongTimeoutMs, jsonPing }).toEqual({ afterMs: 70_000, jsonPing: true });
  });

  it('asks for a token, watches one account, and hears nothing before it subscribes', () => {
    expect(mci.traits).toMatchObject({
      routes: { main: ['/telemetry'], legacy: [] },
      auth: 'required',
      accounts: 'one',
      subscription: { start: 'explicit', topics: mciChannels },
    });
  });
});
