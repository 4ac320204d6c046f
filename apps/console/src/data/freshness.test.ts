import { ClientError } from '@pitwall/client';
import { describe, expect, it } from 'vitest';
import { factOf } from './facts.fixture.ts';
import { freshnessOf } from './freshness.ts';
import type { FreshnessParts } from './freshness.ts';
import { linkOf } from './link.ts';

const source = (status: string) =>
  factOf('source-status', { source: 'desk', publisher: 'desk', status, heartbeatMs: 5_000, lastHeardAt: 1_000 });

const live: FreshnessParts = {
  link: linkOf({ state: 'live', transport: 'websocket', attempt: 0 }),
  sources: [source('live')],
  asOfMs: 10_000,
  nowMs: 11_000,
};

const broken = linkOf({
  state: 'waiting',
  transport: 'websocket',
  attempt: 2,
  retryAtMs: 15_000,
  why: new ClientError('CONNECTION_LOST', 'The socket broke'),
});

describe('how far a panel may be trusted', () => {
  it('is not said where all is well', () => {
    expect(freshnessOf(live)).toEqual({ state: 'live', asOfMs: 10_000, reason: '' });
  });

  it('is the dead link first, whatever the publishers did last', () => {
    const freshness = freshnessOf({ ...live, link: broken, sources: [source('silent')] });
    expect(freshness.state).toBe('dead-link');
    expect(freshness.reason).toContain('The socket broke.');
  });

  it('is the silent publisher where every one of them is, with when it was heard', () => {
    expect(freshnessOf({ ...live, sources: [source('silent')] })).toMatchObject({
      state: 'silent-publisher',
      reason: 'desk is silent: last heard 10 s ago.',
    });
    expect(freshnessOf({ ...live, sources: [source('gone'), source('live')] }).state).toBe('live');
  });

  it('is a quiet market where link and publishers are well, and nothing happens', () => {
    expect(freshnessOf({ ...live, nowMs: 10_000 + 61_000 }).state).toBe('quiet');
    expect(freshnessOf({ ...live, asOfMs: undefined }).state).toBe('quiet');
  });

  it('is loading until it is known that there is nothing', () => {
    const link = linkOf({ state: 'opening', transport: 'websocket', attempt: 0 });
    expect(freshnessOf({ ...live, link, asOfMs: undefined }).state).toBe('loading');
  });
});

describe('the connection in words', () => {
  it('is polling, not live, where facts are asked for again and again', () => {
    expect(linkOf({ state: 'live', transport: 'polling', attempt: 0 }).label).toBe('Polling');
  });

  it('stays offline while the page tries to come back', () => {
    const why = new ClientError('CONNECTION_LOST', 'The socket broke');
    expect(linkOf({ state: 'opening', transport: 'websocket', attempt: 1, why }).state).toBe('offline');
    expect(linkOf({ state: 'opening', transport: 'websocket', attempt: 0 }).state).toBe('connecting');
  });

  it('says what to do where the gateway lets nobody in', () => {
    const why = new ClientError('UNAUTHENTICATED', 'No token');
    const link = linkOf({ state: 'failed', transport: 'websocket', attempt: 1, why });
    expect(link).toMatchObject({ state: 'refused', code: 'UNAUTHENTICATED' });
    expect(link.reason).toContain('Sign in with a token');
  });
});
