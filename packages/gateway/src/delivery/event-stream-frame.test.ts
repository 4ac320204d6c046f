import { describe, expect, it } from 'vitest';
import { probeDialect } from '@pitwall/testkit';
import { stamped } from './batch.ts';
import type { Hearing } from './hearing.ts';
import { messageStreamFrame, streamFrame } from './event-stream-frame.ts';

const hearing: Hearing = {
  dialect: probeDialect,
  accounts: '*',
  topics: new Set(),
  delta: false,
  batch: false,
  cursor: true,
  namesAccount: false,
  compression: 'none',
  framing: 'event-stream',
};

const framed = (message: object, seq?: number): string => {
  const text = JSON.stringify(message);
  const at = (stampSeq: number) => ({ epoch: 'e-1', seq: 3, stampSeq });
  return messageStreamFrame(seq === undefined ? text : stamped(text, hearing, at(seq))).toString();
};

describe('a server-sent event', () => {
  it('has the kind for its name and the cursor behind the message for its id; the data says its own place', () => {
    expect(framed({ kind: 'backtest-start', data: { a: 1 } }, 7)).toBe(
      'id: e-1.7\nevent: backtest-start\ndata: {"kind":"backtest-start","data":{"a":1},"seq":"e-1.3"}\n\n',
    );
  });

  it('takes no field of a publisher for the cursor', () => {
    const message = { kind: 'log', data: { message: ',"cursor":"e-1.99"}', other: { cursor: 'e-1.98' } } };
    expect(framed(message, 7)).toMatch(/^id: e-1\.7\n/);
    expect(framed({ ...message, extra: { page: { cursor: 'e-1.97' } } }, 8)).toMatch(/^id: e-1\.8\n/);
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
