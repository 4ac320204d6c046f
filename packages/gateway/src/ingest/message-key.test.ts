import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig, outcomes, position } from './ingest-rig.fixture.ts';
import type { PublishResult } from './publish-result.ts';

const tell = (
  rig: IngestRig,
  message: unknown,
  idempotencyKey?: string,
  publisher = engine,
): Promise<readonly PublishResult[]> => rig.ingest.publishMessage(publisher, probeDialect, message, idempotencyKey);

const listOf = (...symbols: readonly string[]) => ({
  list: 'position',
  facts: symbols.map((symbol) => position('updated', symbol)),
});

const positionsOf = (rig: IngestRig): readonly string[] =>
  [...rig.state.values('alice', 'position')].map((event) => event.key).toSorted();

describe('an idempotency key', () => {
  it('makes the retry of a message harmless, fact by fact', async () => {
    const rig = new IngestRig();
    const message = { facts: [equity(1), equity(2)] };
    expect(outcomes(await tell(rig, message, 'key'))).toEqual([1, 2]);
    expect(outcomes(await tell(rig, message, 'key'))).toEqual(['= 1', '= 2']);
    expect(outcomes(await tell(rig, message, 'other'))).toEqual([3, 4]);
    expect(outcomes(await tell(rig, message))).toEqual([5, 6]);
  });

  it('is refused for another message', async () => {
    const rig = new IngestRig();
    await tell(rig, { facts: [equity(1)] }, 'key');
    expect(outcomes(await tell(rig, { facts: [equity(2)] }, 'key'))).toEqual(['ID_REUSED']);
  });

  it('makes the retry of a whole list end nothing twice', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'BTC'), position('opened', 'ETH')]);
    const list = { list: 'position', facts: [position('updated', 'BTC', 5)] };
    expect(outcomes(await tell(rig, list, 'key'))).toEqual([3, 4]);
    expect(outcomes(await tell(rig, list, 'key'))).toEqual(['= 3', '= 4']);
    expect(rig.events).toHaveLength(4);
  });

  it('lets the retry of a whole list end nothing that began since', async () => {
    const rig = new IngestRig();
    await tell(rig, listOf('A'), 'key');
    await rig.publish([position('opened', 'C')]);
    expect(outcomes(await tell(rig, listOf('A'), 'key'))).toEqual(['= 1']);
    expect(positionsOf(rig)).toEqual(['A:long', 'C:long']);
    expect(rig.ingest.stats.duplicates).toBe(1);
  });

  it('lets the retry of an empty list end nothing, whether the first ended something or not', async () => {
    const rig = new IngestRig();
    expect(outcomes(await tell(rig, listOf(), 'key'))).toEqual([]);
    await rig.publish([position('opened', 'C')]);
    expect(outcomes(await tell(rig, listOf(), 'key'))).toEqual([]);
    expect(outcomes(await tell(rig, listOf(), 'other'))).toEqual([2]);
    await rig.publish([position('opened', 'D')]);
    expect(outcomes(await tell(rig, listOf(), 'other'))).toEqual(['= 2']);
    expect(positionsOf(rig)).toEqual(['D:long']);
  });

  it('answers the retry of a whole list also while the first is being written, and refuses another one', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const told = [tell(rig, listOf('A'), 'key'), tell(rig, listOf('A'), 'key'), tell(rig, listOf(), 'key')];
    await rig.pass();
    expect((await Promise.all(told)).map((results) => outcomes(results))).toEqual([[1], ['= 1'], ['ID_REUSED']]);
    expect(rig.events).toHaveLength(1);
  });

  it('is refused where the same words come in another dialect', async () => {
    const rig = new IngestRig();
    await tell(rig, listOf('A'), 'key');
    const other = { ...probeDialect, name: 'other' };
    expect(outcomes(await rig.ingest.publishMessage(engine, other, listOf('A'), 'key'))).toEqual(['ID_REUSED']);
  });

  it('stands for a message of its publisher alone', async () => {
    const rig = new IngestRig();
    await tell(rig, listOf('A'), 'key');
    expect(outcomes(await tell(rig, listOf('B'), 'key', { ...engine, name: 'other' }))).toEqual([2]);
  });

  it('counts as new when its window of time is over, or more facts came after it than are remembered', async () => {
    const rig = new IngestRig({ idWindowMs: 1_000, maxIds: 3 });
    await tell(rig, listOf(), 'key');
    rig.clock.advance(1_000);
    expect(outcomes(await tell(rig, listOf('A'), 'key'))).toEqual([1]);
    await tell(rig, { facts: [equity(1), equity(2), equity(3)] }, 'large');
    expect(outcomes(await tell(rig, { facts: [equity(4)] }, 'key'))).toEqual([5]);
  });

  it('is forgotten when the write of its message fails, so that the retry succeeds', async () => {
    const rig = new IngestRig({ maxPendingBatches: 1 });
    const busy = rig.publish([equity(0)]);
    expect(outcomes(await tell(rig, { facts: [equity(1), equity(2)] }, 'key'))).toEqual(['OVERLOADED', 'OVERLOADED']);
    await busy;
    expect(outcomes(await tell(rig, { facts: [equity(1), equity(2)] }, 'key'))).toEqual([2, 3]);
  });

  it('lets the retry write what was refused alone, and end nothing that began since', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 1 });
    expect(outcomes(await tell(rig, listOf('A', 'B'), 'key'))).toEqual([1, 'STATE_FULL']);
    await rig.publish([position('closed', 'A')]);
    await rig.publish([position('opened', 'C')]);
    expect(outcomes(await tell(rig, listOf('A', 'B'), 'key'))).toEqual(['= 1', 'STATE_FULL']);
    expect(positionsOf(rig)).toEqual(['C:long']);
  });

  it('is known after a restart by the facts and the endings of its message', async () => {
    const before = new IngestRig();
    await before.publish([position('opened', 'B'), position('opened', 'D')]);
    await tell(before, listOf('A', 'D'), 'facts');
    await tell(before, listOf(), 'endings');
    const after = new IngestRig();
    for (const event of before.events) after.ingest.restore(event);
    await after.publish([position('opened', 'C')]);
    expect(outcomes(await tell(after, listOf('A', 'D'), 'facts'))).toEqual(['= 3', '= 4']);
    expect(outcomes(await tell(after, listOf(), 'endings'))).toEqual([]);
    expect(positionsOf(after)).toEqual(['C:long']);
  });

  it('gives endings ids that stay the same with more facts or fewer', async () => {
    const rig = new IngestRig();
    const idsOf = async (key: string, ...symbols: readonly string[]): Promise<readonly unknown[]> => {
      await rig.publish([position('opened', 'Z')]);
      await tell(rig, listOf(...symbols), key);
      return (
        rig.batches
          .at(-1)
          ?.filter((event) => event.key === 'Z:long')
          .map(({ id }) => id) ?? []
      );
    };
    expect([await idsOf('one', 'A'), await idsOf('two', 'A', 'B', 'C')]).toEqual([['one#ended/0'], ['two#ended/0']]);
  });
});
