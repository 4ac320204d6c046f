import type { SequencedEvent } from '@pitwall/model';
import { expect, it } from 'vitest';
import { marksOf, received } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogSetup } from './rig.ts';

const delaysMs = [30, 2, 11];

/** Promises about the end. */
export const testClosing = (setup: EventLogSetup): void => {
  it(
    'writes what it accepted before its close is done',
    onRig(setup, { delaysMs }, async (rig) => {
      const heard: SequencedEvent[] = [];
      rig.log.follow((events) => heard.push(...events));
      const appends = ['a', 'b', 'c', 'd'].map((mark) => rig.log.append([received(mark)]));
      await settle(rig, rig.log.close());
      expect(marksOf(heard)).toEqual(['a', 'b', 'c', 'd']);
      expect(marksOf((await settle(rig, Promise.all(appends))).flat())).toEqual(['a', 'b', 'c', 'd']);
    }),
  );

  it(
    'refuses with SHUTTING_DOWN from the moment its close begins',
    onRig(setup, { delaysMs }, async (rig) => {
      const heard: SequencedEvent[] = [];
      rig.log.follow((events) => heard.push(...events));
      const closed = rig.log.close();
      await expect(settle(rig, rig.log.append([received('late')]))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
      await settle(rig, closed);
      await expect(settle(rig, rig.log.append([received('later')]))).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
      expect(heard).toEqual([]);
    }),
  );

  it(
    'may be closed twice',
    onRig(setup, {}, async (rig) => {
      await settle(rig, rig.log.append([received('a')]));
      await settle(rig, Promise.all([rig.log.close(), rig.log.close()]));
      expect(rig.log.headSeq()).toBeGreaterThan(0);
    }),
  );
};
