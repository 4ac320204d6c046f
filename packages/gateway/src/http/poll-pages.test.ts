import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equity, HttpRig, position } from './http-rig.fixture.ts';
import { numbers, poll, trade } from './poll-client.fixture.ts';

describe('a poll with more than one answer holds', () => {
  // Promise: fleet.poll-more
  it('is cut at exactly its bound, and loses and repeats nothing', async () => {
    const rig = await HttpRig.open({ options: { maxPollMessages: 10 } });
    const { cursor } = await poll(rig, 'types=trades');
    await rig.publish(...Array.from({ length: 35 }, (_, n) => trade(n)));
    const seen: (number | undefined)[] = [];
    const sizes: number[] = [];
    for (let since = cursor, more = true; more;) {
      const answer = await poll(rig, `since=${since}&types=trades`);
      seen.push(...numbers(answer));
      sizes.push(answer.messages.length);
      ({ cursor: since, more } = answer);
    }
    expect(sizes).toEqual([10, 10, 10, 5]);
    expect(seen).toEqual(Array.from({ length: 35 }, (_, n) => n + 1));
  });

  it('goes through a big snapshot by versions, and gives what changes meanwhile last', async () => {
    const rig = await HttpRig.open({ options: { maxPollMessages: 4 } });
    await rig.publish(...Array.from({ length: 10 }, (_, n) => position(`S${n}`, 'opened', n)));
    const first = await poll(rig, 'types=positions');
    expect([first.more, numbers(first)]).toEqual([true, [1, 2, 3, 4]]);
    await rig.publish(position('S0', 'updated', 99), position('S9', 'updated', 99));
    const second = await poll(rig, `since=${first.cursor}&types=positions`);
    expect([second.more, second.recovered, numbers(second)]).toEqual([true, true, [5, 6, 7, 8]]);
    const third = await poll(rig, `since=${second.cursor}&types=positions`);
    expect([third.more, numbers(third)]).toEqual([false, [11, 9, 12]]);
  });

  it('reads a bounded stretch of the log at a time', async () => {
    const rig = await HttpRig.open({ options: { maxPollPages: 1 } });
    await rig.publish(trade(1));
    const start = await poll(rig, 'types=trades');
    await rig.publish(...Array.from({ length: 1_500 }, (_, n) => trade(n)));
    let answer = await poll(rig, `since=${start.cursor}&types=trades`);
    let seen = answer.messages.length;
    let polls = 1;
    for (; answer.more; polls += 1) {
      answer = await poll(rig, `since=${answer.cursor}&types=trades`);
      seen += answer.messages.length;
    }
    expect(seen).toBe(1_500);
    expect(polls).toBeGreaterThan(1);
  });

  it('ends, for any traffic and any bound, with a replica equal to the state and each trade once and in order', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('trade' as const), n: fc.integer({ min: 0, max: 9 }) }),
      fc.record({
        do: fc.constantFrom('opened' as const, 'updated' as const, 'closed' as const),
        n: fc.integer({ min: 0, max: 5 }),
      }),
      fc.record({ do: fc.constant('foreign' as const), n: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant('poll' as const), n: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 7 }),
        async (steps, maxPollMessages) => {
          const rig = await HttpRig.open({ options: { maxPollMessages } });
          const sizes = new Map<string, unknown>();
          const trades: (number | undefined)[] = [];
          let query = 'types=positions,trades';
          const read = async (): Promise<boolean> => {
            const response = await rig.get(`/ws/probe/poll?${query}`);
            const answer = response.json();
            query = `types=positions,trades&since=${answer.cursor}`;
            expect(answer.messages.length).toBeLessThanOrEqual(maxPollMessages);
            for (const { type, key, n, data } of answer.messages) {
              if (type === 'trade') trades.push(n);
              else if (data.action === 'closed') sizes.delete(key);
              else sizes.set(key, data.size);
            }
            return answer.more;
          };
          await read();
          const published: number[] = [];
          for (const { do: what, n } of steps) {
            if (what === 'poll') await read();
            else if (what === 'foreign') await rig.publish(equity(n, { account: 'spare' }));
            else if (what !== 'trade') await rig.publish(position(`S${n}`, what, n + published.length));
            else for (const result of await rig.publish(trade(n))) if (result.ok) published.push(result.seq);
          }
          for (let polls = 0; await read(); polls += 1) expect(polls).toBeLessThan(200);
          const state = [...rig.delivery.state.values('main', 'position')];
          expect(trades).toEqual(published);
          expect(Object.fromEntries(sizes)).toEqual(
            Object.fromEntries(state.map((event): [string, unknown] => [event.key, Reflect.get(event.data, 'size')])),
          );
        },
      ),
      modelRuns(60),
    );
  });
});
