import { modelRuns } from '@pitwall/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Client } from './client.fixture.ts';
import { asJson } from './replica.fixture.ts';
import { anySteps } from './steps.fixture.ts';
import { World } from './world.fixture.ts';

const sorted = (map: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));

// Promises: ruling-7.no-gap, ruling-15.catches-up
it('leaves every replica equal to the state and gives each every update once and in order, however readers come, lag, change and return', async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 0, 1, 5, 12)), async (steps, delays) => {
      const world = new World(() => Number(delays.next().value ?? 0));
      for (const one of steps) await world.run(one);
      await world.settle();
      for (const client of world.clients) {
        expect(client.replica.problems).toEqual([]);
        expect(client.replica.everySeqs).toEqual(client.owed);
        const expected = world.expected(client);
        const heard = [...client.replica.states].filter(([unit]) => expected.has(unit) || hearsUnit(client, unit));
        expect(sorted(new Map(heard))).toEqual(sorted(expected));
        expect(heardOrders(client)).toEqual(ordersOf(world, client));
      }
    }),
    modelRuns(300),
  );
});

/** Whether the client's present topics include a unit: states of topics it left are stale by right. */
const hearsUnit = (client: Client, unit: string): boolean => {
  const kind = unit.split(' ')[1] ?? '';
  const topicOf: Record<string, string> = { position: 'positions', equity: 'equity', market: 'market' };
  return client.hearing.topics.has(topicOf[kind] ?? 'backtests');
};

/** The list of orders as the client holds it; what it held of a topic that it left does not count. */
const heardOrders = (client: Client): unknown[] =>
  client.hearing.topics.has('orders') ? [...client.replica.orders] : [];

const ordersOf = (world: World, client: Client): unknown[] => {
  if (!client.hearing.topics.has('orders')) return [];
  const { events } = world.delivery.state.list(client.hearing.accounts[0] ?? '', 'order');
  return events.map((event) => [event.key, asJson(event.data)]);
};
