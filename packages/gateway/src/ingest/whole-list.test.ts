import type { Dialect, Publication } from '@pitwall/dialects';
import { probeDialect } from '@pitwall/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig, outcomes, position } from './ingest-rig.fixture.ts';
import type { PublishResult } from './publish-result.ts';
import type { Publisher } from './publisher.ts';

const tellList = (rig: IngestRig, ...symbols: readonly string[]): Promise<readonly PublishResult[]> =>
  rig.ingest.publishMessage(engine, probeDialect, {
    list: 'position',
    facts: symbols.map((symbol) => position('updated', symbol)),
  });

/** A dialect all of whose messages mean the same. */
const saying = (publication: Publication): Dialect => ({ ...probeDialect, decodeEvent: () => publication });

const positionsOf = (rig: IngestRig, account = 'alice'): readonly string[] =>
  [...rig.state.values(account, 'position')].map((event) => event.key.replace(':long', '')).toSorted();

const finished = async <T>(rig: IngestRig, all: readonly Promise<T>[]): Promise<readonly T[]> => {
  for (let round = 0; round < all.length; round += 1) await rig.pass();
  return Promise.all(all);
};

describe('a whole list', () => {
  it('ends what a list still on its way began', async () => {
    for (const delayMs of [undefined, 100]) {
      const rig = new IngestRig(delayMs === undefined ? {} : { delayMs });
      const told = await finished(rig, [tellList(rig, 'A', 'B'), tellList(rig, 'A'), tellList(rig, 'C')]);
      expect(told.map((results) => outcomes(results))).toEqual([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      expect(positionsOf(rig)).toEqual(['C']);
    }
  });

  it('ends no fact of another publisher, who knows things that this one does not', async () => {
    const rig = new IngestRig();
    await rig.ingest.publish({ ...engine, name: 'other-engine' }, [position('opened', 'X')]);
    await tellList(rig, 'A', 'B');
    await tellList(rig, 'A');
    expect(positionsOf(rig)).toEqual(['A', 'X']);
  });

  it('ends what a fact still on its way began, and nothing that came after the list', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    await finished<unknown>(rig, [
      rig.publish([position('opened', 'A'), position('opened', 'B')]),
      tellList(rig, 'A'),
      rig.publish([position('opened', 'C'), position('updated', 'A', 7)]),
    ]);
    expect(positionsOf(rig)).toEqual(['A', 'C']);
    expect(rig.state.value('alice', 'position', 'A:long')?.data).toMatchObject({ size: 7 });
  });

  it('holds up nothing that is about other facts', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const told = [rig.publish([position('opened', 'A')]), tellList(rig, 'A')];
    const other = [rig.publish([equity(1)]), rig.publish([{ ...position('opened', 'B'), account: 'bob' }])];
    const all = await finished(rig, [...told, ...other]);
    expect(all.map((results) => outcomes(results))).toEqual([[1], [4], [2], [3]]);
  });

  it('answers bad items beside it while others wait for it', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const told = [rig.publish([position('opened', 'A')]), tellList(rig, 'A')];
    const all = await finished(rig, [...told, rig.publish([null, position('opened', 'C'), 'text'])]);
    expect(outcomes(all.at(-1) ?? [])).toEqual(['INVALID_EVENT', 3, 'INVALID_EVENT']);
  });

  it('leaves no trace of its turn: what follows is appended at once', async () => {
    const rig = new IngestRig();
    await tellList(rig, 'A');
    const published = rig.publish([position('opened', 'B')]);
    await Promise.resolve();
    expect(positionsOf(rig)).toEqual(['A', 'B']);
    await published;
  });

  it('is refused as OVERLOADED when too many wait, and so is what would have to wait behind it', async () => {
    const rig = new IngestRig({ delayMs: 100, maxWaitingBatches: 1 });
    const all = [
      rig.publish([position('opened', 'A')]),
      tellList(rig, 'A'),
      tellList(rig, 'A', 'B'),
      rig.publish([position('opened', 'C'), position('opened', 'D')]),
    ];
    expect((await finished(rig, all)).map((results) => outcomes(results))).toEqual([
      [1],
      [2],
      ['OVERLOADED'],
      ['OVERLOADED', 'OVERLOADED'],
    ]);
    expect((await finished(rig, [tellList(rig, 'B')])).map((results) => outcomes(results))).toEqual([[3, 4]]);
  });

  it('waits for an append that fails, and ends what is retained', async () => {
    const rig = new IngestRig({ maxPendingBatches: 1 });
    await rig.publish([position('opened', 'A')]);
    const all = await Promise.all([rig.publish([equity(1)]), rig.publish([position('closed', 'A')]), tellList(rig)]);
    expect(all.map((results) => outcomes(results))).toEqual([[2], ['OVERLOADED'], [3]]);
    expect(positionsOf(rig)).toEqual([]);
  });

  it('of an account or kind that its publisher may not write is refused before anything is read', async () => {
    const rig = new IngestRig();
    const read: string[] = [];
    const { state } = rig;
    const values = state.values.bind(state);
    state.values = (account, kind) => {
      read.push(account);
      return values(account, kind);
    };
    const carol: Publisher = { ...engine, name: 'carol', accounts: ['carol'], defaultAccount: 'carol' };
    await rig.publish([position('opened', 'A'), position('opened', 'B')]);
    read.length = 0;
    const tell = (publisher: Publisher, publication: Publication): Promise<readonly PublishResult[]> =>
      rig.ingest.publishMessage(publisher, saying(publication), {});
    const ofAlice: Publication = { drafts: [], replaces: { kind: 'position', account: 'alice' } };
    expect(outcomes(await tell(carol, ofAlice))).toEqual(['FORBIDDEN_ACCOUNT']);
    expect(outcomes(await tell({ ...engine, kinds: ['equity'] }, ofAlice))).toEqual(['FORBIDDEN_KIND']);
    expect(outcomes(await tell(engine, { drafts: [], replaces: { kind: 'market' } }))).toEqual(['FORBIDDEN_KIND']);
    expect(read).toEqual([]);
    expect(positionsOf(rig)).toEqual(['A', 'B']);
  });

  it('of a shared kind ends what all see', async () => {
    const rig = new IngestRig();
    const speaker: Publisher = { ...engine, shared: true };
    const market = (symbol: string) => ({ kind: 'market' as const, data: { symbol, price: 1 } });
    await rig.publish([market('A'), market('B')], speaker);
    const list = saying({ drafts: [market('A')], replaces: { kind: 'market' } });
    expect(outcomes(await rig.ingest.publishMessage(speaker, list, {}))).toEqual([3, 4]);
    expect([...rig.state.values('@shared', 'market')].map(({ key }) => key)).toEqual(['A']);
  });

  it('ends what it lacks at the time that it tells of', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'A')]);
    const list = saying({ drafts: [], replaces: { kind: 'position', occurredAt: 1_706_400_000_000 } });
    await rig.ingest.publishMessage(engine, list, {});
    expect(rig.batches.at(-1)).toMatchObject([{ key: 'A:long', occurredAt: 1_706_400_000_000 }]);
  });

  it('ends nothing that it could not have contained', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'A'), position('opened', 'B')]);
    const couldTell = ({ key }: { readonly key: string }): boolean => key !== 'A:long';
    await rig.ingest.publishMessage(engine, saying({ drafts: [], replaces: { kind: 'position', couldTell } }), {});
    expect(positionsOf(rig)).toEqual(['A']);
  });

  it('keeps facts of its own kind and account alone', async () => {
    const rig = new IngestRig();
    await rig.publish([position('opened', 'A')]);
    const inBob = { ...position('opened', 'A'), account: 'bob' };
    const list = saying({ drafts: [inBob], replaces: { kind: 'position', account: 'alice' } });
    await rig.ingest.publishMessage(engine, list, {});
    expect([positionsOf(rig), positionsOf(rig, 'bob')]).toEqual([[], ['A']]);
  });

  it('leaves, with any lists and facts on their way at once, what they leave one after the other', async () => {
    const symbol = fc.constantFrom('A', 'B', 'C');
    const step = fc.oneof(
      fc.record({ list: fc.uniqueArray(symbol) }),
      fc.record({ action: fc.constantFrom('opened', 'closed'), symbol }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.array(fc.nat(3)), async (steps, passes) => {
        const expected = new Set<string>();
        const rig = new IngestRig({ delayMs: 700 });
        const all: Promise<unknown>[] = [];
        for (const [index, one] of steps.entries()) {
          if ('list' in one) {
            all.push(tellList(rig, ...one.list));
            expected.clear();
            for (const name of one.list) expected.add(name);
          } else {
            all.push(rig.publish([position(one.action, one.symbol)]));
            if (one.action === 'opened') expected.add(one.symbol);
            else expected.delete(one.symbol);
          }
          rig.clock.advance((passes[index] ?? 0) * 350);
          await new Promise(setImmediate);
        }
        await finished(rig, all);
        expect(positionsOf(rig)).toEqual([...expected].toSorted());
      }),
      { numRuns: 60 },
    );
  });
});
