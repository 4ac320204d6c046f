import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event-stream-parser.ts';
import type { StreamEvent } from './event-stream-parser.ts';

const read = (text: string): readonly StreamEvent[] => new EventStreamParser().take(text);

/** What any stream is made of, and where it may break. */
const anyText = fc
  .array(fc.constantFrom('data', 'event', 'id', 'retry', ':', ' ', 'x', '7', '\r', '\n', '\r\n', '\n\n'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

describe('the parser of event streams', () => {
  it('reads the name, the id and the data of an event', () => {
    expect(read('id: e1.7\nevent: trade\ndata: {"a":1}\n\n')).toEqual([
      { event: 'trade', id: 'e1.7', data: '{"a":1}' },
    ]);
  });

  it('names an event that has none a message, and joins its lines of data', () => {
    expect(read('data: a\ndata\ndata:b\n\n')).toEqual([{ event: 'message', id: undefined, data: 'a\n\nb' }]);
  });

  it('takes at most one space off a value', () => {
    expect(read('data:  a\n\n')[0]?.data).toBe(' a');
  });

  it('tells of an id without data, for the sake of the cursor, and of comments nothing', () => {
    expect(read(': alive\nid: e1.9\n\n')).toEqual([{ event: undefined, id: 'e1.9', data: '' }]);
    expect(read(': alive\n\n')).toEqual([]);
    expect(read('event: trade\n\n')).toEqual([]);
  });

  it('carries nothing of one event into the next', () => {
    expect(read('id: 1\nevent: a\ndata: x\n\ndata: y\n\n')[1]).toEqual({ event: 'message', id: undefined, data: 'y' });
  });

  it('says when the server wants to be asked again, and believes whole numbers alone', () => {
    const parser = new EventStreamParser();
    parser.take('retry: 2000\n\n');
    parser.take('retry: soon\n\nretry: -1\n\n');
    expect(parser.retryMs).toBe(2_000);
  });

  it('keeps an event that is not complete to itself', () => {
    const parser = new EventStreamParser();
    expect(parser.take('data: a\n')).toEqual([]);
    expect(parser.take('\n')).toHaveLength(1);
  });

  it('gives up a line that never ends', () => {
    const parser = new EventStreamParser();
    const piece = 'x'.repeat(8_388_608);
    parser.take(piece);
    parser.take(piece);
    expect(() => parser.take('x')).toThrow('does not end');
  });

  it('reads the same however the text is cut, and whichever breaks its lines have', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.nat({ max: 8 })), (text, sizes) => {
        const parser = new EventStreamParser();
        const events: StreamEvent[] = [];
        let at = 0;
        for (const size of sizes) {
          events.push(...parser.take(text.slice(at, at + size)));
          at += size;
        }
        events.push(...parser.take(`${text.slice(at)}\n\n`));
        expect(events).toEqual(read(`${text.replaceAll(/\r\n|\r/gu, '\n')}\n\n`));
      }),
    );
  });
});
