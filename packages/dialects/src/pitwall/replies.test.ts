import { closeCodes, errorCodes, kindNames, type CloseName } from '@pitwall/model';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { Reply } from '../talk.ts';
import { readFixtures } from '../wire/dialect-rig.fixture.ts';
import { pitwall } from './pitwall.ts';
import { ServerMessage } from './schemas.ts';

const fixtures = readFixtures(new URL('fixtures/', import.meta.url));
const stream = 'Zk3vQ1x0';
const nowMs = 1_763_740_815_020;

/** As it is sent: undefined members do not travel. */
const said = (reply: Reply): JsonObject | undefined => {
  const message = pitwall.encodeReply(reply);
  return message === undefined ? undefined : (JSON.parse(JSON.stringify(message)) as JsonObject);
};

const limits = {
  maxInboundFrameBytes: 65_536,
  inboundMessages: 200,
  inboundWindowMs: 2000,
  maxStreams: 16,
  maxTopics: 2000,
};

const wish = { topics: kindNames, snapshot: true, delta: false, batch: false };

const refused = (why: Extract<Reply, { readonly say: 'stream-refused' }>['why'], detail = 'exactly this') =>
  said({ say: 'stream-refused', why, detail, requestId: 'r1', nowMs });

describe('replies', () => {
  it.each<readonly [string, Reply]>([
    [
      'welcome',
      {
        say: 'welcome',
        connectionId: 'c-5f1d2a',
        nowMs: 1_763_740_800_000,
        session: {
          version: '0.1.0',
          epoch: 'k3Jx9',
          head: 'k3Jx9.1042',
          accounts: ['main'],
          expiresAtMs: 1_763_744_400_000,
          limits,
        },
      },
    ],
    [
      'subscribed',
      {
        say: 'stream-opened',
        stream,
        wish: { ...wish, topics: ['position/BTCUSDT', 'position/', 'order/BTCUSDT', 'order/'] },
        accounts: ['main'],
        cursor: 'k3Jx9.1042',
        recovered: true,
        requestId: 'r1',
        nowMs: 1_763_740_800_005,
      },
    ],
    [
      'gap',
      {
        say: 'gap',
        stream,
        since: 'k3Jx9.7',
        cursor: 'k3Jx9.1042',
        reason: 'expired',
        nowMs: 1_763_740_800_005,
      },
    ],
    [
      'live',
      {
        say: 'live',
        position: { stream, through: 'k3Jx9.1042', last: 'k3Jx9.1042' },
        prev: 'k3Jx9.1040',
        nowMs: 1_763_740_800_007,
      },
    ],
    [
      'live-after-lag',
      {
        say: 'live',
        position: { stream, through: 'k3Jx9.9042', last: 'k3Jx9.9038' },
        prev: 'k3Jx9.9021',
        lag: { conflated: 1204, dropped: 16 },
        nowMs: 1_763_740_870_007,
      },
    ],
    [
      'server-ping',
      {
        say: 'ping',
        connectedForMs: 15_000,
        positions: [{ stream, through: 'k3Jx9.1100', last: 'k3Jx9.1044' }],
        nowMs: 1_763_740_815_000,
      },
    ],
    ['server-pong', { say: 'pong', echo: 7, nowMs }],
    ['dropped', { say: 'dropped', stream, topic: 'log', count: 120, nowMs }],
    ['unsubscribed', { say: 'stream-closed', stream, requestId: 'r2', nowMs }],
    ['authenticated', { say: 'authenticated', expiresAtMs: 1_763_748_000_000, requestId: 'r3', nowMs }],
    ['notice-drain', { say: 'leaving', why: 'shutdown', retryAfterMs: 5000, nowMs }],
    [
      'notice-token-expiring',
      {
        say: 'leaving',
        why: 'session-refresh',
        retryAfterMs: 5000,
        expiresAtMs: 1_763_744_400_000,
        nowMs: 1_763_744_370_000,
      },
    ],
    [
      'error',
      {
        say: 'stream-refused',
        why: 'forbidden-account',
        detail: 'This connection may not see the account "other"',
        requestId: 'r1',
        nowMs,
      },
    ],
    ['bye', { say: 'closing', close: 'GOING_AWAY', detail: 'server shutting down', retryAfterMs: 5000, nowMs }],
  ])('are the example: %s', (name, reply) => {
    expect(said(reply)).toEqual(fixtures.get(name));
    expect(Check(ServerMessage, said(reply))).toBe(true);
  });

  it('say of a stream that hears everything each of its kinds, and no symbols', () => {
    const opened = said({ say: 'stream-opened', stream, wish, accounts: '*', cursor: 'e.1', nowMs });
    expect(opened).toMatchObject({ kinds: kindNames, accounts: '*', cursor: 'e.1' });
    expect(Object.keys(opened ?? {})).not.toContain('symbols');
    expect(Object.keys(opened ?? {})).not.toContain('recovered');
    expect(Check(ServerMessage, opened)).toBe(true);
  });

  it('say to a connection without streams that it lives, with none', () => {
    expect(said({ say: 'ping', connectedForMs: 1, nowMs })).toEqual({ type: 'ping', sentAt: nowMs, streams: {} });
  });

  it.each([
    ['not-json', 'INVALID_JSON'],
    ['unknown-command', 'INVALID_REQUEST'],
    ['unknown-topic', 'UNKNOWN_KIND'],
    ['rate-limited', 'RATE_LIMITED'],
    ['unauthenticated', 'UNAUTHENTICATED'],
    ['invalid-token', 'INVALID_TOKEN'],
    ['session-expired', 'TOKEN_EXPIRED'],
    ['forbidden', 'FORBIDDEN'],
    ['internal', 'INTERNAL'],
  ] as const)('say the problem %s with the code %s, what exactly happened and what to do', (problem, code) => {
    const error = said({ say: 'error', problem, detail: 'exactly this', requestId: 'r1', nowMs });
    expect(error).toMatchObject({ type: 'error', id: 'r1', code, message: 'exactly this' });
    expect(error?.['how']).toMatch(/^[A-Z].{10,}\.$/);
    expect(Check(ServerMessage, error)).toBe(true);
  });

  it.each([
    ['same-stream', 'INVALID_REQUEST'],
    ['unknown-stream', 'NOT_FOUND'],
    ['too-many-streams', 'INVALID_REQUEST'],
    ['too-many-topics', 'INVALID_REQUEST'],
    ['forbidden-account', 'FORBIDDEN_ACCOUNT'],
  ] as const)('say that a stream is refused for %s with the code %s', (why, code) => {
    expect(refused(why)).toMatchObject({ type: 'error', id: 'r1', code, message: 'exactly this' });
    expect(refused(why)?.['how']).toMatch(/^[A-Z].{10,}\.$/);
    expect(Check(ServerMessage, refused(why))).toBe(true);
  });

  it('give the table’s advice where a connection has none of its own', () => {
    expect(refused('forbidden-account')?.['how']).toBe(errorCodes.FORBIDDEN_ACCOUNT.how);
  });

  it('say before every close with which code it comes and whether to come back', () => {
    for (const [name, { code, retry }] of Object.entries(closeCodes)) {
      const bye = said({ say: 'closing', close: name as CloseName, detail: 'because', nowMs });
      expect(bye).toEqual({ type: 'bye', code, reason: 'because', retry, sentAt: nowMs });
      expect(Check(ServerMessage, bye)).toBe(true);
    }
  });

  it.each<Reply>([
    { say: 'error', problem: 'too-slow', detail: 'bye says it', nowMs },
    { say: 'welcome', connectionId: 'c', nowMs },
    { say: 'poll-welcome', nowMs },
    { say: 'subscribed', topics: ['log'], nowMs },
    { say: 'resumed', recovered: true, cursor: 'e.1', nowMs },
    { say: 'caught-up', conflated: 1, dropped: 1, nowMs },
    { say: 'dropped', topic: 'log', count: 1, nowMs },
  ])('are silent about what only sessions without streams say: $say', (reply) => {
    expect(said(reply)).toBeUndefined();
  });
});
