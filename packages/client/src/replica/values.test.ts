import { describe, expect, it } from 'vitest';
import type { Fact } from '../fact.ts';
import { Values } from './values.ts';

const position = (seq: string, action = 'updated'): Fact =>
  ({
    kind: 'position',
    key: 'BTC:long',
    account: 'main',
    source: 's',
    seq,
    isSnapshot: action === 'updated',
    occurredAt: 1,
    receivedAt: 1,
    arrivedAt: 1,
    data: { action, symbol: 'BTC', side: 'long' },
  }) as unknown as Fact;

/** Values that hold e.28, and are told anew. */
const toldAnew = (...facts: readonly Fact[]): Values => {
  const values = new Values(
    () => undefined,
    () => true,
  );
  values.fold(position('e.28'));
  values.begin();
  for (const fact of facts) values.fold(fact);
  return values;
};

const heldSeqs = (values: Values): readonly string[] => values.all().map(({ seq }) => seq);

describe('a replica that is told all values anew', () => {
  it('keeps what it holds of a newer version, which its stream is about to reach', () => {
    const values = toldAnew(position('e.19'));
    values.complete('e.30');
    expect(heldSeqs(values)).toEqual(['e.28']);
  });

  it('gives up a version from beyond the end of the log, which was cut back', () => {
    const values = toldAnew(position('e.19'), position('e.20'));
    expect(heldSeqs(values)).toEqual(['e.28']);
    values.complete('e.25');
    expect(heldSeqs(values)).toEqual(['e.20']);
    expect(values.size).toBe(1);
  });

  it('does not bring back what ended meanwhile', () => {
    const values = toldAnew(position('e.19'), position('e.20', 'closed'));
    values.complete('e.25');
    expect(heldSeqs(values)).toEqual([]);
  });
});
