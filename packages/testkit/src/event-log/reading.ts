import type { EventLog } from '@pitwall/gateway';
import { expect, it } from 'vitest';
import { firstReceivedAt, marksOf, received, seqsOf } from './received.ts';
import { onRig, settle } from './rig.ts';
import type { EventLogRig, EventLogSetup } from './rig.ts';

const fill = async (rig: EventLogRig): Promise<readonly number[]> => {
  const placed = await settle(
    rig,
    rig.log.append([
      received('a1'),
      received('b1', { account: 'bob' }),
      received('a2', { kind: 'equity' }),
      received('b2', { account: 'bob', kind: 'alert' }),
      received('a3', { kind: 'alert' }),
    ]),
  );
  return seqsOf(placed);
};

const at = (afterMs: number): number => firstReceivedAt + afterMs;

type Reading = Omit<Parameters<EventLog['read']>[0], 'afterSeq'>;

/** Reads on from page to page until the head, as a reader does who catches up. */
const readAll = async (rig: EventLogRig, reading: Reading): Promise<readonly string[]> => {
  const marks: string[] = [];
  for (let afterSeq = 0; afterSeq < rig.log.headSeq();) {
    const page = await settle(rig, rig.log.read({ ...reading, afterSeq }));
    expect(page.events.length).toBeLessThanOrEqual(reading.limit);
    expect(page.through).toBeGreaterThan(afterSeq);
    marks.push(...marksOf(page.events));
    afterSeq = page.through;
  }
  return marks;
};

/** Promises about reading. */
export const testReading = (setup: EventLogSetup): void => {
  testPaging(setup);
  testPlaces(setup);
};

const testPaging = (setup: EventLogSetup): void => {
  it.each([1, 2, 3, 5, 100])(
    'covers everything exactly once in pages of at most %i',
    async (limit) =>
      await onRig(setup, {}, async (rig) => {
        await fill(rig);
        expect(await readAll(rig, { limit })).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
        expect(await readAll(rig, { limit, filter: { accounts: ['bob'] } })).toEqual(['b1', 'b2']);
        expect(await readAll(rig, { limit, filter: { kinds: ['alert'] } })).toEqual(['b2', 'a3']);
        expect(await readAll(rig, { limit, filter: { accounts: ['alice'], kinds: ['alert'] } })).toEqual(['a3']);
        expect(await readAll(rig, { limit, filter: { accounts: [] } })).toEqual([]);
      })(),
  );

  it(
    'says through which seq everything that matches was returned',
    onRig(setup, {}, async (rig) => {
      const [, b1 = 0, , b2 = 0, a3 = 0] = await fill(rig);
      const full = await settle(rig, rig.log.read({ afterSeq: 0, limit: 1, filter: { accounts: ['bob'] } }));
      expect(full).toMatchObject({ events: [{ seq: b1 }], through: b1 });
      const rest = await settle(rig, rig.log.read({ afterSeq: b1, limit: 9, filter: { accounts: ['bob'] } }));
      expect(rest).toMatchObject({ events: [{ seq: b2 }], through: a3 });
      const none = await settle(rig, rig.log.read({ afterSeq: 0, limit: 9, filter: { accounts: ['carol'] } }));
      expect(none).toEqual({ events: [], through: a3 });
    }),
  );
};

const testPlaces = (setup: EventLogSetup): void => {
  it(
    'gives nothing after its head and does not go back behind where the reader asked',
    onRig(setup, {}, async (rig) => {
      await fill(rig);
      const head = rig.log.headSeq();
      expect(await settle(rig, rig.log.read({ afterSeq: head, limit: 9 }))).toEqual({ events: [], through: head });
      const beyond = await settle(rig, rig.log.read({ afterSeq: head + 7, limit: 9 }));
      expect(beyond).toEqual({ events: [], through: head + 7 });
    }),
  );

  it(
    'finds the place from which everything since a moment follows',
    onRig(setup, {}, async (rig) => {
      const placed = await settle(
        rig,
        rig.log.append([0, 1_000, 1_000, 2_000].map((ms) => received(`${ms}`, { receivedAt: at(ms) }))),
      );
      const [first, , third, last] = seqsOf(placed);
      expect(await settle(rig, rig.log.seqBefore(at(0)))).toBe(rig.log.horizonSeq());
      expect(await settle(rig, rig.log.seqBefore(at(1)))).toBe(first);
      expect(await settle(rig, rig.log.seqBefore(at(1_000)))).toBe(first);
      expect(await settle(rig, rig.log.seqBefore(at(2_000)))).toBe(third);
      expect(await settle(rig, rig.log.seqBefore(at(9_000)))).toBe(last);
    }),
  );
};
