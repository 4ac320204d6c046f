import { pitwall } from '@pitwall/dialects';
import type { Json } from '@pitwall/dialects';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { addressOf, openingFrames } from './follow.ts';
import { pitwallTail } from './pitwall-lines.ts';
import { tailTarget } from './tail-dialects.ts';
import { clockTime, cursorOf, tailLine } from './tail-line.ts';

const occurredAt = Date.UTC(2025, 10, 21, 16, 0, 0, 10);
const line = (message: object): string =>
  tailLine(JSON.stringify(message), pitwallTail, { colors: pc.createColors(false), now: 0 });

const event = {
  type: 'event',
  kind: 'position',
  key: 'BTC:long',
  account: 'main',
  occurredAt,
  data: { action: 'opened', symbol: 'BTC', size: '0.5' },
  seq: 'e.7',
};

describe('a message of Pitwall’s own protocol in one line', () => {
  it('tells when, what, whose, which, and its fields as they were published', () => {
    expect(line(event)).toBe(
      `${clockTime(occurredAt)}  POSITION    main  BTC:long  action opened  symbol BTC  size 0.5`,
    );
  });

  it('tells a present value apart, and no more fields than fit', () => {
    const data = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => [name, 1]));
    expect(line({ ...event, type: 'snapshot', data })).toMatch(/snapshot {2}main .* g 1 {2}and 2 more$/);
  });

  it('tells what went wrong and what to do, and other talk as it came', () => {
    const error = { type: 'error', code: 'INVALID_REQUEST', message: 'kinds/0 is 7', how: 'Correct it.', sentAt: 1 };
    expect(line(error)).toMatch(/ERROR +INVALID_REQUEST {2}kinds\/0 is 7 {2}Correct it\.$/);
    expect(line({ type: 'dropped', kind: 'log', count: 3 })).toMatch(/DROPPED +\{"kind":"log","count":3\}$/);
  });
});

describe('following a stream', () => {
  const request = {
    ...tailTarget('127.0.0.1:1/v1/stream', undefined),
    topics: [],
    resume: true,
    json: false,
    wait: false,
  };

  it('subscribes to everything or to the kinds that are named, and goes on by the subscription, not by the URL', () => {
    expect(openingFrames(request, undefined)).toEqual(['{"type":"subscribe"}']);
    expect(openingFrames({ ...request, topics: ['equity'] }, 'e.7')).toEqual([
      '{"type":"subscribe","kinds":["equity"],"since":"e.7"}',
    ]);
    expect(new URL(addressOf(request, 'e.7')).search).toBe('');
    expect(pitwall.decodeCommand(JSON.parse(openingFrames(request, 'e.7')[0] ?? '') as Json)).toMatchObject({
      do: 'open-stream',
    });
  });

  it('goes on from the last event, and from where a stream says that it stands', () => {
    const told = (message: object) => cursorOf(JSON.stringify(message), pitwallTail);
    expect([told(event), told({ type: 'live', cursor: 'e.9' }), told({ type: 'subscribed', cursor: 'e.4' })]).toEqual([
      'e.7',
      'e.9',
      'e.4',
    ]);
    expect([told({ ...event, type: 'snapshot' }), told({ type: 'ping' })]).toEqual([undefined, undefined]);
  });
});
