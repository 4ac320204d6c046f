import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { FakeClock, FrameReader, MessageInflater } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { deflateWindowBits } from '../compression.ts';
import type { Compression } from '../compression.ts';
import { createDeliveryStats } from '../observe/delivery-stats.ts';
import { Deflater } from './deflater.ts';
import type { DeflateOptions } from './deflater.ts';
import { defaultDeliveryOptions } from './delivery.ts';
import { textFrame } from './frame.ts';

const large = JSON.stringify({ type: 'positions', list: Array.from({ length: 80 }, (_, n) => ({ symbol: 'BTC', n })) });
const small = (n: number): string => JSON.stringify({ type: 'POSITION_UPDATE', data: { symbol: 'BTCUSDT', size: n } });
const smalls = Array.from({ length: 40 }, (_, n) => small(n));

class Rig {
  readonly stats = createDeliveryStats();
  readonly clock = new FakeClock();
  readonly deflater: Deflater;

  constructor(changes: Partial<DeflateOptions> = {}) {
    this.deflater = new Deflater({ ...defaultDeliveryOptions, ...changes }, { clock: this.clock, stats: this.stats });
  }

  /** Which messages of a batch come compressed. */
  compressed(texts: readonly string[], compression: Compression, readers: number): boolean[] {
    const frames = this.deflater.batch(texts.map(textFrame), compression, readers);
    return new FrameReader().take(Buffer.concat(frames)).map(({ rsv1 }) => rsv1);
  }
}

/** What a client reads of frames that come one after the other. */
const readAll = (frames: readonly Buffer[], compression: Compression): string[] => {
  const agreed = { windowBits: deflateWindowBits, takesOver: compression === 'per-batch' };
  const inflater = new MessageInflater(compression === 'none' ? undefined : agreed);
  return new FrameReader().take(Buffer.concat(frames)).map((frame) => inflater.text(frame));
};

const anyText = fc.oneof(
  fc.integer().map(small),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constant(large),
  // Far apart, and as long as no window.
  fc.nat({ max: 70_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 1, max: 9_000 }).map((bytes) => randomBytes(bytes).toString('base64')),
);

// Promise: titan.compression
it('what a client unpacks is what was said, in any mixture of batches and pages, compressed or not', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Compression>('none', 'per-message', 'per-batch'),
      fc.array(fc.record({ texts: fc.array(anyText, { minLength: 1, maxLength: 8 }), readers: fc.nat({ max: 30 }) })),
      (compression, writes) => {
        const { deflater } = new Rig();
        const frames = writes.flatMap(({ texts, readers }) =>
          readers === 0
            ? texts.map((text) => deflater.textFrame(text, compression))
            : deflater.batch(texts.map(textFrame), compression, readers),
        );
        expect(readAll(frames, compression)).toEqual(writes.flatMap(({ texts }) => texts));
      },
    ),
    { numRuns: 60 },
  );
});

describe('a batch', () => {
  it('goes plain to who agreed to nothing', () => {
    expect(new Rig().compressed([large], 'none', 1_000)).toEqual([false]);
  });

  // Promise: titan.compression
  it('has its large messages compressed for a single reader too, and its small ones plain between them', () => {
    expect(new Rig().compressed([small(1), large, small(2)], 'per-batch', 1)).toEqual([false, true, false]);
    expect(new Rig().compressed([small(1), large, small(2)], 'per-message', 1_000)).toEqual([false, true, false]);
  });

  it('has its small messages compressed with references to each other where many readers share the cost', () => {
    const rig = new Rig();
    expect(rig.compressed(smalls, 'per-batch', 15)).not.toContain(true);
    expect(rig.compressed(smalls, 'per-batch', 16)).not.toContain(false);
    expect(rig.stats.deflateOutBytes / rig.stats.deflateInBytes).toBeLessThan(0.3);
    expect(rig.compressed(smalls.slice(0, 3), 'per-batch', 16)).not.toContain(true);
  });

  it('of the same messages is compressed once for all audiences, and so is a large message in different ones', () => {
    const rig = new Rig();
    const frames = [...smalls, large].map(textFrame);
    const once = rig.deflater.batch(frames, 'per-batch', 16);
    const bytes = rig.stats.deflateInBytes;
    expect(rig.deflater.batch([...frames], 'per-batch', 300)).toBe(once);
    expect(rig.deflater.batch(frames.slice(-2), 'per-message', 1)).toEqual([frames.at(-2), once.at(-1)]);
    expect(rig.stats.deflateInBytes).toBe(bytes);
  });

  it('is not made longer: what does not shrink goes plain, and nothing later refers to it', () => {
    const noise = randomBytes(3_000).toString('base64url');
    const frames = new Rig().deflater.batch([noise, noise, large].map(textFrame), 'per-batch', 16);
    expect(readAll(frames, 'per-batch')).toEqual([noise, noise, large]);
    // Base64 has six bits a byte, so it shrinks; a text of one of each character does not.
    const unlike = Array.from({ length: 90 }, (_, n) => String.fromCodePoint(33 + n)).join('');
    expect(new Rig({ compressionMinBytes: 10 }).compressed([unlike], 'per-batch', 16)).toEqual([false]);
    const opening = new Rig({ compressionMinBytes: 100 });
    expect(opening.compressed([unlike, unlike, 'unlike'], 'per-batch', 16)).toEqual([true, true, false]);
  });

  it('has messages above the bound go plain, because compressing cannot be interrupted', () => {
    expect(new Rig().compressed(['x'.repeat(300_000)], 'per-batch', 1)).toEqual([false]);
  });

  it('goes plain when the time for compression is spent, and is counted', () => {
    const rig = new Rig({ compressionMsPerSecond: 0 });
    expect(rig.compressed([large, large], 'per-batch', 1)).toEqual([false, false]);
    expect(rig.stats).toMatchObject({ deflateSkipped: 2, deflateInBytes: 0 });
  });
});

describe('a page for a reader that catches up', () => {
  it('has its large messages compressed, once for all who are given the same', () => {
    const rig = new Rig();
    const frame = rig.deflater.textFrame(large, 'per-batch');
    expect(readAll([frame], 'per-batch')).toEqual([large]);
    expect(frame.length).toBeLessThan(large.length / 2);
    expect(rig.deflater.textFrame(large, 'per-message')).toBe(frame);
    expect(rig.deflater.textFrame(small(1), 'per-batch')).toEqual(textFrame(small(1)));
    expect(rig.deflater.textFrame(large, 'none')).toEqual(textFrame(large));
  });

  it('keeps no more compressed texts than the bound', () => {
    const rig = new Rig({ maxDeflatedChars: large.length * 2 });
    const first = rig.deflater.textFrame(`1${large}`, 'per-batch');
    rig.deflater.textFrame(`2${large}`, 'per-batch');
    expect(rig.deflater.textFrame(`1${large}`, 'per-batch')).not.toBe(first);
  });
});
