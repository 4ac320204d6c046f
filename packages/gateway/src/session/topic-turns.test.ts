import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asJson } from '../delivery/replica.fixture.ts';
import type { TopicLife } from './topic-peer.fixture.ts';
import { anyTopicStep, TopicWorld } from './topic-world.fixture.ts';

const sorted = (entries: Iterable<[string, unknown]>): [string, unknown][] =>
  [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));

const kindsOf = { positions: ['position'], trades: [], backtests: ['backtest-start', 'backtest-progress'] } as const;

const statesOf = (world: TopicWorld, topics: Iterable<string>): [string, unknown][] =>
  [...topics].flatMap((topic) =>
    kindsOf[topic as keyof typeof kindsOf].flatMap((kind) =>
      [...world.rig.delivery.state.values('alice', kind)].map((event): [string, unknown] => [
        `${kind} ${event.key}`,
        asJson(event.data),
      ]),
    ),
  );

/** Of each topic all that came since it is owed, once, up to where the client goes on; of others nothing twice. */
const expectOnce = (world: TopicWorld, life: TopicLife): void => {
  expect(life.told).toEqual([...new Set(life.told)]);
  expect(life.unasked).toEqual([]);
  const told = new Set(life.told);
  for (const [topic, afterSeq] of life.owedAfter) {
    if (life.endedAt !== undefined && life.late.has(topic)) continue;
    const owed = world.owed(topic, afterSeq).filter((seq) => seq <= (life.endedAt ?? Number.POSITIVE_INFINITY));
    expect({ topic, lacking: owed.filter((seq) => !told.has(seq)) }).toEqual({ topic, lacking: [] });
  }
};

// Promises: ruling-6.replay, ruling-7.no-gap
it('whatever topics a session turns to, and wherever it is cut off, each update of them comes once, with what was missed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyTopicStep, { minLength: 10, maxLength: 60, size: 'max' }),
      fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 1, 5, 12)),
      async (steps, delays) => {
        const world = new TopicWorld(() => Number(delays.next().value ?? 0));
        for (const step of steps) await world.run(step);
        await world.settle();
        const { life, lives, states } = world.peer;
        for (const one of lives) expectOnce(world, one);
        const heard = sorted(statesOf(world, life.owedAfter.keys()));
        const names = new Set(statesOf(world, life.owedAfter.keys()).map(([name]) => name));
        const kinds = new Set<string>(
          [...life.owedAfter.keys()].flatMap((topic) => kindsOf[topic as keyof typeof kindsOf]),
        );
        const held = [...states].filter(([name]) => names.has(name) || kinds.has(name.split(' ')[0] ?? ''));
        expect(sorted(held)).toEqual(heard);
      },
    ),
    modelRuns(300),
  );
});
