import { describe, expect, it } from 'vitest';
import { withCursor } from './batch.ts';
import { messageStreamFrame, streamFrame } from './event-stream-frame.ts';

const framed = (message: object, seq?: number): string => {
  const text = JSON.stringify(message);
  return messageStreamFrame(seq === undefined ? text : withCursor(text, 'e-1', seq)).toString();
};

describe('a server-sent event', () => {
  it('has the kind for its name and the cursor behind the message for its id', () => {
    expect(framed({ kind: 'backtest-start', data: { a: 1 } }, 7)).toBe(
      'id: e-1.7\nevent: backtest-start\ndata: {"kind":"backtest-start","data":{"a":1},"seq":"e-1.7"}\n\n',
    );
  });

  it('takes no field of a publisher for the cursor', () => {
    const message = { kind: 'log', data: { message: ',"seq":"e-1.99"}', other: { seq: 'e-1.98' } } };
    expect(framed(message, 7)).toMatch(/^id: e-1\.7\n/);
    expect(framed({ ...message, extra: { page: { seq: 'e-1.97' } } }, 8)).toMatch(/^id: e-1\.8\n/);
  });

  it('has no id where the message has no cursor, so that the client’s own stays', () => {
    expect(framed({ event: 'caught-up', conflated: 1, dropped: 2 })).toBe(
      'event: caught-up\ndata: {"event":"caught-up","conflated":1,"dropped":2}\n\n',
    );
  });

  it('keeps line breaks of a publisher inside of its line', () => {
    expect(framed({ kind: 'log', data: { message: 'a\n\nid: e-1.99\r\ndata: b' } }, 1).split('\n')).toHaveLength(5);
  });

  it('holds no more memory than its bytes', () => {
    expect(streamFrame({ event: 'bye', data: '{}' }).buffer.byteLength).toBe('event: bye\ndata: {}\n\n'.length);
  });
});
