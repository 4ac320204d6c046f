import { PitwallError } from '@pitwall/model';
import type { Dialect } from '@pitwall/dialects';
import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig, outcomes, position } from './ingest-rig.fixture.ts';
import type { PublishResult } from './publish-result.ts';

const tell = (rig: IngestRig, message: unknown, idempotencyKey?: string): Promise<readonly PublishResult[]> =>
  rig.ingest.publishMessage(engine, probeDialect, message, idempotencyKey);

const positionsOf = (rig: IngestRig, account = 'alice'): readonly string[] =>
  [...rig.state.values(account, 'position')].map((event) => event.key).toSorted();

describe('a message in the words of a page', () => {
  it('becomes one batch of all its facts', async () => {
    const rig = new IngestRig();
    expect(outcomes(await tell(rig, { facts: [equity(1), position('opened', 'BTC'), equity(2)] }))).toEqual([1, 2, 3]);
    expect(rig.batches.map((batch) => batch.length)).toEqual([3]);
  });

  it('stays one batch when it has more facts than a request is cut into', async () => {
    const rig = new IngestRig({ maxAppendEvents: 2 });
    await tell(rig, { facts: [equity(1), equity(2), equity(3)] });
    expect(rig.batches.map((batch) => batch.length)).toEqual([3]);
  });

  it('that is none of the page’s is refused as one item and counted', async () => {
    const rig = new IngestRig();
    expect(outcomes(await tell(rig, 'nonsense'))).toEqual(['UNTRANSLATABLE']);
    expect(rig.ingest.stats.refusedByCode).toEqual(new Map([['UNTRANSLATABLE', 1]]));
  });

  it('that makes its dialect fail is an internal error of this item alone', async () => {
    const rig = new IngestRig();
    const broken = {
      ...probeDialect,
      decodeEvent: () => {
        throw new TypeError('cannot read this');
      },
    };
    const [result] = await rig.ingest.publishMessage(engine, broken, {});
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL', message: 'cannot read this' } });
    expect(result?.ok === false && result.error instanceof PitwallError).toBe(true);
  });

  it('that is a whole list ends in the same batch what it no longer contains', async () => {
    const rig = new IngestRig();
    await rig.publish([
      position('opened', 'BTC'),
      position('opened', 'ETH'),
      { ...position('opened', 'ETH'), account: 'bob' },
    ]);
    const results = await tell(rig, {
      list: 'position',
      facts: [position('updated', 'BTC', 5), position('opened', 'SOL')],
    });
    expect(outcomes(results)).toEqual([4, 5, 6]);
    expect(rig.batches.at(-1)?.map((event) => `${event.key} ${JSON.stringify(event.data)}`)).toEqual([
      expect.stringContaining('BTC:long {"action":"updated"'),
      expect.stringContaining('SOL:long {"action":"opened"'),
      expect.stringContaining('ETH:long {"action":"closed"'),
    ]);
    expect(positionsOf(rig)).toEqual(['BTC:long', 'SOL:long']);
    // Other accounts have lists of their own.
    expect(positionsOf(rig, 'bob')).toEqual(['ETH:long']);
  });

  it('that is the whole list of another account of its publisher ends what is missing there', async () => {
    const rig = new IngestRig();
    const inBob = { ...position('opened', 'BTC'), account: 'bob' };
    await rig.publish([position('opened', 'BTC'), inBob]);
    const bobsList: Dialect = {
      ...probeDialect,
      decodeEvent: () => ({ drafts: [], replaces: { kind: 'position', account: 'bob' } }),
    };
    await rig.ingest.publishMessage(engine, bobsList, {});
    expect([positionsOf(rig), positionsOf(rig, 'bob')]).toEqual([['BTC:long'], []]);
  });

  it('that is an empty list ends everything', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'BTC'), position('opened', 'ETH')]);
    await tell(rig, { list: 'position', facts: [] });
    expect(positionsOf(rig)).toEqual([]);
  });

  it('that is a list with a bad row ends nothing', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'BTC')]);
    expect(outcomes(await tell(rig, { list: 'position', facts: [{ kind: 'position', data: {} }] }))).toEqual([
      'INVALID_EVENT',
    ]);
    expect(positionsOf(rig)).toEqual(['BTC:long']);
  });
});
