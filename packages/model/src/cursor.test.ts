import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatCursor, parseCursor } from './cursor.ts';

it('a cursor reads back as it was written', () => {
  const cursor = fc.record({ epoch: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), seq: fc.maxSafeNat() });
  fc.assert(
    fc.property(cursor, (value) => {
      expect(parseCursor(formatCursor(value))).toEqual(value);
    }),
  );
});

it.each(['', 'e', 'e.', '.1', 'e.-1', 'e.1.5', 'e.1e3', 'e .1', 'e.99999999999999999', `${'e'.repeat(65)}.1`, 'e.1\n'])(
  '%j is refused as a cursor',
  (text) => {
    expect(() => parseCursor(text)).toThrow('is not a cursor');
  },
);
