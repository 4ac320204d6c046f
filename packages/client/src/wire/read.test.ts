import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrame, readPage, readPublishAnswer } from './read.ts';

const fixtures = new URL('../../../dialects/src/pitwall/fixtures/', import.meta.url);

/** The rest is what a client says. */
const theirs = readdirSync(fixtures).filter(
  (name) => !/^(?:subscribe|unsubscribe|authenticate|client-\w+)\.json$/u.test(name),
);

describe('the reading of what a gateway says', () => {
  it.each(theirs)('takes the example %s of the protocol', (name) => {
    const text = readFileSync(new URL(name, fixtures), 'utf8');
    expect(readFrame(text)).toEqual([JSON.parse(text)]);
  });

  it('takes batches, passes over types that nobody knows yet, and marks what is broken', () => {
    const frame = [{ type: 'pong', serverTime: 1 }, { type: 'news' }, { type: 'gap' }, 7];
    expect(readFrame(JSON.stringify(frame))).toEqual([frame[0], 'unreadable', 'unreadable']);
    expect(readFrame('no JSON')).toEqual(['unreadable']);
    expect(readFrame('{"type":"constructor"}')).toEqual([]);
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('event', 'live', 'ping', 'bye', 'notice'), (value, type) => {
        const messages: unknown[] = [value, { type, streams: value, seq: value, data: value, notice: value }];
        for (const message of messages) readFrame(JSON.stringify(message));
        expect([readPage(value), readPublishAnswer(value)].every((one) => one === undefined)).toBe(true);
      }),
    );
  });
});
