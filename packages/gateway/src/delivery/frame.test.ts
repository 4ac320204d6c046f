import { FrameReader } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFrame } from './frame.ts';

const readBack = (bytes: Buffer): unknown =>
  new FrameReader()
    .take(bytes)
    .map(({ opcode, fin, rsv1, payload }) => ({ opcode, fin, rsv1, text: payload.toString() }));

const whole = (text: string): unknown => ({ opcode: 1, fin: true, rsv1: false, text });

describe('a text frame', () => {
  it.each([
    [0, 2],
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
    [200_000, 10],
  ])('of %i bytes has a header of %i and reads back', (length, headerLength) => {
    const text = 'x'.repeat(length);
    expect(textFrame(text)).toHaveLength(headerLength + length);
    expect(readBack(textFrame(text))).toEqual([whole(text)]);
  });

  it.each([
    ['é', 63],
    ['€', 42],
    ['😀', 16_384],
  ])('counts bytes, not characters: %s %i times', (character, times) => {
    const text = character.repeat(times);
    expect(readBack(textFrame(text))).toEqual([whole(text)]);
  });

  it('reads back whatever the text, alone or among others, however the bytes are cut', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 1, max: 64 }), (texts, cut) => {
        const bytes = Buffer.concat(texts.map((one) => textFrame(one)));
        const reader = new FrameReader();
        const read: string[] = [];
        for (let at = 0; at < bytes.length; at += cut) {
          for (const frame of reader.take(bytes.subarray(at, at + cut))) read.push(frame.payload.toString());
        }
        expect(read).toEqual(texts);
        expect(reader.pendingBytes).toBe(0);
      }),
    );
  });
});
