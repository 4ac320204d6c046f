import { probeDialect } from '@pitwall/testkit';
import type { Dialect } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { readConnectRequest } from './connect-request.ts';
import type { ConnectRequest } from './connect-request.ts';

const read = (query: string, dialect: Dialect = probeDialect): ConnectRequest =>
  readConnectRequest(new URLSearchParams(query), { dialect, listener: 'main', remoteAddress: '::1' });

describe('what a client asks for in its URL', () => {
  it('is nothing when the URL says nothing', () => {
    expect(read('')).toEqual({
      dialect: probeDialect,
      listener: 'main',
      remoteAddress: '::1',
      resume: false,
      delta: false,
      batch: false,
    });
  });

  it('is what it says', () => {
    expect(read('account=alice&since=e.7&delta=1&batch=true&topics=trades,equity')).toMatchObject({
      account: 'alice',
      since: 'e.7',
      resume: true,
      delta: true,
      batch: true,
      topics: ['trades', 'equity'],
    });
  });

  it.each([
    ['resume=1', true],
    ['resume=true', true],
    ['resume=0', false],
    ['resume', false],
    ['since=', true],
    ['since=e.1&resume=0', true],
  ])('wants cursors with "%s": %s', (query, resume) => {
    expect(read(query).resume).toBe(resume);
  });

  it('has topics only in the parameter that the dialect has for them, and none where the list is empty', () => {
    expect(read('topics=,trades,,').topics).toEqual(['trades']);
    expect(read('topics=').topics).toBeUndefined();
    expect(read('types=trades').topics).toBeUndefined();
    const { queryParameter: _none, ...subscription } = probeDialect.traits.subscription;
    const without: Dialect = { ...probeDialect, traits: { ...probeDialect.traits, subscription } };
    expect(read('topics=trades', without).topics).toBeUndefined();
  });

  it('cannot be a form that the dialect does not offer', () => {
    const traits = { ...probeDialect.traits, offersDelta: false, offersBatch: false };
    expect(read('delta=1&batch=1', { ...probeDialect, traits })).toMatchObject({ delta: false, batch: false });
  });
});
