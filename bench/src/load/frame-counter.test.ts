import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameCounter } from './frame-counter.ts';

const frame = (opcode: number, payload: Buffer): Buffer => {
  const first = 0x80 | opcode;
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload]);
  if (payload.length < 65_536) {
    return Buffer.concat([Buffer.from([first, 126, payload.length >> 8, payload.length & 255]), payload]);
  }
  const header = Buffer.alloc(10);
  header[0] = first;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
};

const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 65_530, max: 65_540 })), {
  maxLength: 12,
});

describe('a counter of frames', () => {
  it('counts the same messages however the bytes are cut', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 70_000 }), (lengths, cut) => {
        const bytes = Buffer.concat(lengths.map((length) => frame(1, Buffer.alloc(length, 'x'))));
        const counter = new FrameCounter(
          () => undefined,
          () => undefined,
        );
        for (let at = 0; at < bytes.length; at += cut) counter.take(bytes, at, Math.min(bytes.length, at + cut));
        expect(counter.count).toBe(lengths.filter((length) => length >= 20).length);
      }),
    );
  });

  it('shows the beginning of a payload that came with its header', () => {
    const seen: string[] = [];
    const counter = new FrameCounter(
      (data, start, end) => seen.push(Buffer.from(data.subarray(start, end)).toString()),
      () => undefined,
    );
    const bytes = frame(1, Buffer.from('a message of some length'));
    counter.take(bytes, 0, bytes.length);
    expect(seen).toEqual(['a message of some length']);
  });

  it('hands pings on and counts neither them nor short talk', () => {
    const pings: string[] = [];
    const counter = new FrameCounter(
      () => undefined,
      (payload) => pings.push(Buffer.from(payload).toString()),
    );
    const bytes = Buffer.concat([frame(9, Buffer.from('well?')), frame(1, Buffer.from('{"type":"hi"}'))]);
    counter.take(bytes, 0, bytes.length);
    expect(pings).toEqual(['well?']);
    expect(counter.count).toBe(0);
  });
});
