import { expect, it } from 'vitest';
import { marksOf, received } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogException, EventLogSetup } from './rig.ts';

const marks = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${index}`);

/** Promises about what is forgotten and what is refused. */
export const testBounds = (
  setup: EventLogSetup,
  exceptions: { readonly [exception in EventLogException]?: string },
): void => {
  it('forgets the oldest beyond its bound, and tells a reader whose cursor is before the horizon', async ({ skip }) => {
    skip(exceptions['no-event-bound'] !== undefined, exceptions['no-event-bound']);
    await onRig(setup, { maxEvents: 8 }, async (rig) => {
      for (const mark of marks(20)) await settle(rig, rig.log.append([received(mark)]));
      const horizon = rig.log.horizonSeq();
      expect(horizon).toBeGreaterThan(0);
      const kept = await settle(rig, rig.log.read({ afterSeq: horizon, limit: 100 }));
      expect(marksOf(kept.events)).toEqual(marks(20).slice(-8));
      for (const afterSeq of [0, horizon - 1]) {
        await expect(settle(rig, rig.log.read({ afterSeq, limit: 1 }))).rejects.toMatchObject({
          code: 'CURSOR_EXPIRED',
        });
      }
      expect(await settle(rig, rig.log.seqBefore(0))).toBe(horizon);
    })();
  });

  it('refuses with OVERLOADED what is above the bound of waiting batches, and takes more when there is room', async ({
    skip,
  }) => {
    skip(exceptions['no-append-bound'] !== undefined, exceptions['no-append-bound']);
    await onRig(setup, { maxPendingBatches: 3 }, async (rig) => {
      const outcomes = await settle(
        rig,
        Promise.allSettled(marks(5).map((mark) => rig.log.append([received(mark), received(`${mark}+`)]))),
      );
      expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false]);
      expect(outcomes.at(-1)).toMatchObject({ reason: { code: 'OVERLOADED' } });
      await settle(rig, rig.log.append([received('later')]));
      const page = await settle(rig, rig.log.read({ afterSeq: 0, limit: 100 }));
      // Of what was refused nothing is there, not even a part.
      expect(marksOf(page.events)).toEqual(['0', '0+', '1', '1+', '2', '2+', 'later']);
    })();
  });
};
