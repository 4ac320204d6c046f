import { describe, expect, it } from 'vitest';
import type { Draft } from '../fact.ts';
import { ModelWorld } from '../model-gateway/model-world.fixture.ts';
import type { NamedDraft } from './publish-contract.ts';

const alert = (title: string): Draft => ({ kind: 'alert', data: { alertId: title, severity: 'info', title } });

const titles = (world: ModelWorld) => world.gateway.published.map(({ entry }) => entry.wire.data['title']);

describe('publishing', () => {
  it('resolves with the place that each fact got, in order', async () => {
    const world = new ModelWorld(1);
    const receipts = world.client.publish([alert('a'), alert('b')]);
    await world.pass(100, 10);
    expect((await receipts).map(({ duplicate }) => duplicate)).toEqual([false, false]);
    expect(titles(world)).toEqual(['a', 'b']);
    await world.close();
  });

  // Promise: sdk.publish-once
  it('keeps what an outage holds up, says when it happened, and doubles nothing', async () => {
    const world = new ModelWorld(1);
    world.gateway.http.isUp = false;
    const atMs = world.gateway.clock.now();
    const receipts = Promise.all(['a', 'b', 'c'].map((title) => world.client.publish(alert(title))));
    await world.pass(20_000);
    expect(titles(world)).toEqual([]);
    world.gateway.http.isUp = true;
    await world.pass(40_000);
    expect(await receipts).toHaveLength(3);
    expect(titles(world)).toEqual(['a', 'b', 'c']);
    expect(world.gateway.published[0]?.entry.wire.occurredAt).toBe(atMs);
    await world.close();
  });

  it('sends again with the same id what may have arrived', async () => {
    const world = new ModelWorld(1);
    world.gateway.latencyMs = 16_000;
    const receipt = world.client.publish(alert('a'));
    await world.pass(15_500);
    world.gateway.latencyMs = 5;
    await world.pass(60_000);
    expect(await receipt).toMatchObject({ duplicate: true });
    expect(titles(world)).toEqual(['a']);
    await world.close();
  });

  // Promise: sdk.publish-bound
  it.each([
    ['refuse', ['a', 'b'], 'c'],
    ['drop-oldest', ['a', 'c'], 'b'],
  ] as const)('with the policy %s keeps no more than its bound', async (whenFull, kept, lost) => {
    const world = new ModelWorld(1, { publish: { maxBuffered: 2, maxBatch: 1, whenFull } });
    world.gateway.http.isUp = false;
    const outcomes: Record<string, unknown> = {};
    for (const title of ['a', 'b', 'c']) {
      void world.client.publish(alert(title)).catch((error: unknown) => (outcomes[title] = error));
      // The first is under way when the others come.
      await world.pass(1, 1);
    }
    expect(outcomes).toEqual({ [lost]: expect.objectContaining({ code: 'BUFFER_FULL' }) });
    world.gateway.http.isUp = true;
    await world.pass(60_000);
    expect(titles(world)).toEqual(kept);
    await world.close();
  });

  it('goes on with what an earlier run left in its store', async () => {
    const kept = new Map<string, NamedDraft>();
    const store = {
      load: () => Promise.resolve([...kept.values()]),
      add: (drafts: readonly NamedDraft[]) => {
        for (const draft of drafts) kept.set(draft.id, draft);
        return Promise.resolve();
      },
      remove: (ids: readonly string[]) => {
        for (const id of ids) kept.delete(id);
        return Promise.resolve();
      },
    };
    const first = new ModelWorld(1, { publish: { store } });
    first.gateway.http.isUp = false;
    first.client.publish(alert('a')).catch(() => undefined);
    await first.pass(1_000);
    await first.close();
    expect(kept.size).toBe(1);
    const second = new ModelWorld(2, { publish: { store } });
    const receipt = second.client.publish(alert('b'));
    await second.pass(1_000, 10);
    await receipt;
    expect(titles(second)).toEqual(['a', 'b']);
    expect(kept.size).toBe(0);
    await second.close();
  });

  it('ends with the client: what waits is refused after a while, and nothing is left behind', async () => {
    const world = new ModelWorld(1);
    world.gateway.http.isUp = false;
    const refused = world.client.publish(alert('a')).catch((error: unknown) => error);
    await world.pass(100);
    await world.close();
    expect(await refused).toMatchObject({ code: 'CLOSED' });
    await expect(world.client.publish(alert('b'))).rejects.toMatchObject({ code: 'CLOSED' });
    expect(world.gateway.clock.timerCount).toBe(0);
  });
});
