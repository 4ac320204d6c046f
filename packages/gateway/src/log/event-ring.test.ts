import type { SequencedEvent } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBytes } from './event-bytes.ts';
import { EventRing } from './event-ring.ts';
import { sequenced } from './sequenced.fixture.ts';

const seqsAfter = (ring: EventRing, seq: number): readonly number[] | undefined => {
  const found = ring.after(seq);
  return found === undefined ? undefined : [...found].map((event) => event.seq);
};

const unbounded = { maxEvents: 1_000_000, maxBytes: Number.POSITIVE_INFINITY };

const logLine = (seq: number, length: number): SequencedEvent =>
  sequenced(seq, { draft: { kind: 'log', data: { level: 'info', message: 'x'.repeat(length) } } });

describe('an event ring', () => {
  it('is empty at first and stands where it was told', () => {
    const ring = new EventRing(unbounded, 41);
    expect([ring.size, ring.bytes, ring.headSeq, ring.horizonSeq]).toEqual([0, 0, 41, 41]);
    expect(seqsAfter(ring, 41)).toEqual([]);
    expect(ring.after(40)).toBeUndefined();
    expect(ring.seqBefore(Number.POSITIVE_INFINITY)).toBe(41);
  });

  it('gives what comes after a seq, also after one that was never there', () => {
    const ring = new EventRing(unbounded);
    for (const seq of [3, 5, 9]) ring.push(sequenced(seq));
    expect([0, 3, 4, 8, 9, 10].map((seq) => seqsAfter(ring, seq))).toEqual([[3, 5, 9], [5, 9], [5, 9], [9], [], []]);
  });

  it('keeps at most so many events, and says what is gone', () => {
    const ring = new EventRing({ ...unbounded, maxEvents: 3 });
    for (let seq = 1; seq <= 5; seq += 1) ring.push(sequenced(seq));
    expect([ring.size, ring.headSeq, ring.horizonSeq]).toEqual([3, 5, 2]);
    expect(seqsAfter(ring, 2)).toEqual([3, 4, 5]);
    expect(ring.after(1)).toBeUndefined();
  });

  it('keeps at most so many bytes', () => {
    const bytes = eventBytes(logLine(1, 100));
    const ring = new EventRing({ ...unbounded, maxBytes: bytes * 2 });
    for (let seq = 1; seq <= 3; seq += 1) ring.push(logLine(seq, 100));
    expect([ring.size, ring.bytes]).toEqual([2, bytes * 2]);
    ring.push(logLine(4, 101));
    expect(seqsAfter(ring, ring.horizonSeq)).toEqual([4]);
  });

  it('keeps an event that is larger than all its memory, alone, because readers are to get it', () => {
    const ring = new EventRing({ ...unbounded, maxBytes: 10 });
    ring.push(sequenced(1));
    ring.push(sequenced(2));
    expect([ring.size, ring.horizonSeq]).toEqual([1, 1]);
  });

  it('finds the highest seq received before a moment', () => {
    const ring = new EventRing({ ...unbounded, maxEvents: 3 });
    for (const [seq, receivedAt] of [1_000, 2_000, 3_000, 3_000].entries()) ring.push(sequenced(seq, { receivedAt }));
    expect([0, 2_000, 2_001, 3_000, 3_001].map((time) => ring.seqBefore(time))).toEqual([0, 0, 1, 1, 3]);
  });

  it('goes on as before when it throws away the room of thousands that it dropped', () => {
    const ring = new EventRing({ ...unbounded, maxEvents: 100 });
    const bytes = (seq: number): number => eventBytes(logLine(seq, seq % 97));
    let kept = 0;
    for (let seq = 1; seq <= 5_000; seq += 1) {
      ring.push(logLine(seq, seq % 97));
      kept += bytes(seq) - (seq > 100 ? bytes(seq - 100) : 0);
      const first = [...(ring.after(ring.horizonSeq) ?? [])][0];
      expect([ring.size, first?.seq, ring.bytes]).toEqual([Math.min(seq, 100), Math.max(1, seq - 99), kept]);
    }
  });

  it('is what an array cut by the same bounds is', () => {
    const pushes = fc.array(
      fc.record({ step: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 0, max: 99 }) }),
    );
    const bounds = fc.record({
      maxEvents: fc.integer({ min: 1, max: 9 }),
      maxBytes: fc.integer({ min: 0, max: 4_000 }),
    });
    fc.assert(
      fc.property(pushes, bounds, (steps, options) => {
        const ring = new EventRing(options);
        const kept: SequencedEvent[] = [];
        let seq = 0;
        let horizon = 0;
        for (const { step, length } of steps) {
          seq += step;
          ring.push(logLine(seq, length));
          kept.push(logLine(seq, length));
          const bytes = (): number => kept.reduce((sum, event) => sum + eventBytes(event), 0);
          while (kept.length > options.maxEvents || (kept.length > 1 && bytes() > options.maxBytes))
            horizon = kept.shift()?.seq ?? horizon;
          expect([ring.size, ring.bytes, ring.headSeq, ring.horizonSeq]).toEqual([kept.length, bytes(), seq, horizon]);
        }
        for (let after = 0; after <= seq + 1; after += 1) {
          const expected = kept.map((event) => event.seq).filter((one) => one > after);
          expect(seqsAfter(ring, after)).toEqual(after < horizon ? undefined : expected);
        }
      }),
    );
  });
});
