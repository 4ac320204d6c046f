import { describe, expect, it } from 'vitest';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { quantmind } from './quantmind.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const nowMs = Date.UTC(2024, 0, 15, 10, 30, 31);

describe('commands', () => {
  it.each([
    ['subscribe', { do: 'subscribe', topics: ['backtest'], unknownTopics: [] }],
    ['unsubscribe', { do: 'unsubscribe', topics: ['backtest'], unknownTopics: [] }],
    ['ping', { do: 'ping' }],
    ['auth', { do: 'authenticate', token: 'eyJhbGciOiJIUzI1NiJ9.example.token' }],
  ])('are understood: %s', (name, command) => {
    expect(quantmind.decodeCommand(fixtures.get(name) ?? null)).toEqual(command);
  });

  it('for a topic that does not exist name it', () => {
    expect(quantmind.decodeCommand({ action: 'subscribe', topic: 'prices' })).toEqual({
      do: 'subscribe',
      topics: [],
      unknownTopics: ['prices'],
    });
    expect(quantmind.decodeCommand({ action: 'subscribe', topic: 'backtest:b1' })).toMatchObject({
      topics: ['backtest:b1'],
    });
  });

  // Promise: quantmind.error
  it.each([
    [{ action: 'subscribe' }, 'subscribe needs a topic: backtest, trading, logs or backtest:<id>'],
    [{ action: 'unsubscribe', topic: 7 }, 'unsubscribe needs a topic: backtest, trading, logs or backtest:<id>'],
    [{ action: 'auth', token: '' }, 'auth needs a token'],
    [{ action: 'start' }, 'there is no action "start"; there are subscribe, unsubscribe, ping and auth'],
    [{}, 'there is no action in this message; there are subscribe, unsubscribe, ping and auth'],
    [[], 'a message is an object with an action, not a list of 0'],
    [null, 'a message is an object with an action, not null'],
  ])('are unknown otherwise, and told in a sentence why: %j', (message, what) => {
    expect(quantmind.decodeCommand(message)).toEqual({ do: 'unknown', what });
  });
});

describe('replies', () => {
  // Promises: quantmind.subscribe, quantmind.unsubscribe, quantmind.ping
  it.each([
    ['subscription-confirmed', { say: 'subscribed', topics: ['backtest'], nowMs }],
    ['unsubscription-confirmed', { say: 'unsubscribed', topics: ['backtest'], nowMs }],
    ['pong', { say: 'pong', nowMs }],
    [
      'error',
      {
        say: 'error',
        problem: 'unknown-topic',
        detail: 'there is no prices; there are backtest, trading, logs',
        nowMs,
      },
    ],
    ['authenticated', { say: 'authenticated', expiresAtMs: nowMs + 3_600_000, nowMs }],
    ['resume', { say: 'resumed', recovered: true, cursor: 'k3Jx9.1042', nowMs }],
    ['log-entry-dropped', { say: 'dropped', topic: 'logs', count: 12, nowMs }],
  ] as const)('are the example: %s', (name, reply) => {
    expect(quantmind.encodeReply(reply)).toEqual(fixtures.get(name));
  });

  it.each(['unauthenticated', 'invalid-token', 'session-expired', 'forbidden', 'internal'] as const)(
    'tell a refused connection why: %s',
    (problem) => {
      expect(quantmind.encodeReply({ say: 'error', problem, at: 'connect', detail: 'because', nowMs })).toEqual({
        type: 'error',
        error: 'because',
      });
    },
  );

  it.each(['SESSION_EXPIRED', 'INVALID_TOKEN', 'FORBIDDEN', 'INTERNAL'] as const)(
    'tell before a close what no error has told: %s',
    (close) => {
      expect(quantmind.encodeReply({ say: 'closing', close, detail: 'because', nowMs })).toEqual({
        type: 'error',
        error: 'because',
      });
    },
  );

  it('tell a reader that was too slow how many log lines it lost, and of states, whose last values came, nothing', () => {
    expect(quantmind.encodeReply({ say: 'caught-up', conflated: 9, dropped: 1, nowMs })).toMatchObject({
      type: 'log_entry',
      data: { level: 'WARNING', message: '1 message of the log could not be kept for this reader and was dropped' },
    });
    expect(quantmind.encodeReply({ say: 'caught-up', conflated: 9, dropped: 0, nowMs })).toBeUndefined();
  });

  // Promise: quantmind.no-greeting
  it('are silent where the page has no words: nothing greets, nothing announces a close', () => {
    expect(quantmind.encodeReply({ say: 'welcome', connectionId: 'c', nowMs })).toBeUndefined();
    expect(quantmind.encodeReply({ say: 'leaving', why: 'shutdown', retryAfterMs: 1, nowMs })).toBeUndefined();
    expect(quantmind.encodeReply({ say: 'closing', close: 'TOO_SLOW', detail: 'd', nowMs })).toBeUndefined();
    expect(quantmind.encodeReply({ say: 'subscribed', topics: [], nowMs })).toBeUndefined();
  });
});
