import { expect, it } from 'vitest';
import { marksOf, received, seqsOf } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogSetup } from './rig.ts';

const delaysMs = [9, 0, 4, 7, 1];

/** Promises about batches and their places. */
export const testAppending = (setup: EventLogSetup): void => {
  it(
    'is empty at first: no head, no horizon, nothing to read',
    onRig(setup, {}, async (rig) => {
      expect([rig.log.headSeq(), rig.log.horizonSeq()]).toEqual([0, 0]);
      const page = await settle(rig, rig.log.read({ afterSeq: 0, limit: 10 }));
      expect(page).toEqual({ events: [], through: 0 });
    }),
  );

  it(
    'confirms a batch as it was given, with increasing places',
    onRig(setup, {}, async (rig) => {
      const batch = [received('a'), received('b', { account: 'bob' }), received('c', { kind: 'equity' })];
      const placed = await settle(rig, rig.log.append(batch));
      const seqs = seqsOf(placed);
      expect(placed).toEqual(batch.map((event, index) => ({ ...event, seq: seqs[index] })));
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      expect(seqs[0]).toBeGreaterThan(0);
      expect(rig.log.headSeq()).toBe(seqs.at(-1));
    }),
  );

  it(
    'takes an empty batch for nothing',
    onRig(setup, {}, async (rig) => {
      await settle(rig, rig.log.append([received('a')]));
      const head = rig.log.headSeq();
      expect(await settle(rig, rig.log.append([]))).toEqual([]);
      expect(rig.log.headSeq()).toBe(head);
    }),
  );

  it(
    'gives places in the order of the calls with many of them under way, each batch in one piece',
    onRig(setup, { delaysMs }, async (rig) => {
      const batches = Array.from({ length: 40 }, (_, index) =>
        Array.from({ length: (index % 3) + 1 }, (_item, part) => received(`${index}.${part}`)),
      );
      const placed = await settle(rig, Promise.all(batches.map((batch) => rig.log.append(batch))));
      const marks = batches.flat().map(({ id }) => id);
      expect(marksOf(placed.flat())).toEqual(marks);
      const seqs = seqsOf(placed.flat());
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      const page = await settle(rig, rig.log.read({ afterSeq: 0, limit: 1_000 }));
      expect(marksOf(page.events)).toEqual(marks);
    }),
  );
};
