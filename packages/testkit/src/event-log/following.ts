import type { SequencedEvent } from '@pitwall/model';
import { expect, it } from 'vitest';
import { marksOf, received, seqsOf } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogSetup } from './rig.ts';

const delaysMs = [12, 0, 5, 8, 1, 20, 3];

/** Promises about followers. */
export const testFollowing = (setup: EventLogSetup): void => {
  testOrder(setup);
  testMoments(setup);
};

const testOrder = (setup: EventLogSetup): void => {
  it(
    'tells a follower each event once and in order, in whatever order confirmations come',
    onRig(setup, { delaysMs }, async (rig) => {
      const heard: SequencedEvent[] = [];
      rig.log.follow((events) => heard.push(...events));
      const appends = Array.from({ length: 30 }, (_, index) => rig.log.append([received(`${index}`)]));
      const placed = await settle(rig, Promise.all(appends));
      expect(heard).toEqual(placed.flat());
      expect(marksOf(heard)).toEqual(Array.from({ length: 30 }, (_, index) => `${index}`));
    }),
  );

  it(
    'never calls a follower inside append, not even from a follower that appends',
    onRig(setup, { delaysMs: [0] }, async (rig) => {
      let insideAppend = false;
      let heard = 0;
      const append = (mark: string): Promise<unknown> => {
        insideAppend = true;
        const appended = rig.log.append([received(mark)]);
        insideAppend = false;
        return appended;
      };
      let answered: Promise<unknown> | undefined;
      rig.log.follow((events) => {
        expect(insideAppend).toBe(false);
        heard += events.length;
        answered ??= append('answer');
      });
      await settle(rig, append('first'));
      await settle(rig, Promise.resolve(answered));
      expect(heard).toBe(2);
    }),
  );
};

const testMoments = (setup: EventLogSetup): void => {
  it(
    'has its head where followers have heard up to, when it confirms and when it tells',
    onRig(setup, { delaysMs }, async (rig) => {
      let heardSeq = 0;
      rig.log.follow((events) => {
        heardSeq = seqsOf(events).at(-1) ?? heardSeq;
        expect(rig.log.headSeq()).toBe(heardSeq);
      });
      const appends = Array.from({ length: 10 }, async (_, index) => {
        const placed = await rig.log.append([received(`${index}`)]);
        expect(heardSeq).toBeGreaterThanOrEqual(placed[0]?.seq ?? Number.POSITIVE_INFINITY);
        expect(rig.log.headSeq()).toBe(heardSeq);
      });
      await settle(rig, Promise.all(appends));
      expect(heardSeq).toBeGreaterThan(0);
    }),
  );

  it(
    'tells a follower only what is confirmed after it came and before it stopped',
    onRig(setup, {}, async (rig) => {
      const heard: SequencedEvent[] = [];
      await settle(rig, rig.log.append([received('before')]));
      const stop = rig.log.follow((events) => heard.push(...events));
      await settle(rig, rig.log.append([received('between')]));
      stop();
      await settle(rig, rig.log.append([received('after')]));
      expect(marksOf(heard)).toEqual(['between']);
    }),
  );
};
