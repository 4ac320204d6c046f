import { PitwallError } from '@pitwall/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig, outcomes, position } from './ingest-rig.fixture.ts';

describe('publishing', () => {
  it('answers each item for itself in its order, with bad ones in between', async () => {
    const rig = new IngestRig();
    const values = [equity(1), null, position('opened', 'BTC'), { kind: 'nonsense', data: {} }, 'text', equity(2)];
    expect(outcomes(await rig.publish(values))).toEqual([1, 'INVALID_EVENT', 2, 'UNKNOWN_KIND', 'INVALID_EVENT', 3]);
    expect(rig.batches.map((batch) => batch.length)).toEqual([3]);
    expect(rig.ingest.stats.refusedByCode).toEqual(
      new Map([
        ['INVALID_EVENT', 2],
        ['UNKNOWN_KIND', 1],
      ]),
    );
  });

  it('of nothing good writes nothing', async () => {
    const rig = new IngestRig();
    expect(await rig.publish([])).toEqual([]);
    expect(outcomes(await rig.publish([1, 2]))).toEqual(['INVALID_EVENT', 'INVALID_EVENT']);
    expect(rig.batches).toEqual([]);
  });

  it('is answered only when the log has confirmed', async () => {
    const rig = new IngestRig({ delayMs: 50 });
    let answered = false;
    const published = rig.publish([equity(1)]).finally(() => (answered = true));
    rig.clock.advance(50);
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    await rig.pass();
    expect(outcomes(await published)).toEqual([1]);
  });

  it('becomes several batches when it is large, with a turn of the event loop between them', async () => {
    const rig = new IngestRig({ maxAppendEvents: 3 });
    const published = rig.publish(Array.from({ length: 8 }, (_, index) => equity(index)));
    const sizes: number[][] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise(setImmediate);
      sizes.push(rig.batches.map((batch) => batch.length));
      rig.clock.endTurn();
    }
    expect(sizes).toEqual([[3], [3, 3], [3, 3, 2]]);
    expect(outcomes(await published)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('of a new key beyond the bound of its account is refused, of a known one and in other accounts not', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 2 });
    await rig.publish([position('opened', 'BTC'), position('opened', 'ETH')]);
    const results = await rig.publish([
      position('opened', 'SOL'),
      position('updated', 'BTC'),
      { kind: 'log', data: { level: 'info', message: 'retains nothing' } },
      { ...position('opened', 'SOL'), account: 'bob' },
    ]);
    expect(outcomes(results)).toEqual(['STATE_FULL', 3, 4, 5]);
    await rig.publish([position('closed', 'BTC')]);
    expect(outcomes(await rig.publish([position('opened', 'SOL')]))).toEqual([7]);
  });

  it('never retains more keys than the bound, also with all of them new and on their way at once', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 2, delayMs: 10 });
    const results = [
      rig.publish(['A', 'B', 'C', 'A'].map((symbol) => position('opened', symbol))),
      rig.publish(['D', 'B'].map((symbol) => position('opened', symbol))),
      rig.publish([{ ...position('opened', 'D'), account: 'bob' }]),
    ];
    await rig.pass();
    expect((await Promise.all(results)).map((result) => outcomes(result))).toEqual([
      [1, 2, 'STATE_FULL', 3],
      ['STATE_FULL', 4],
      [5],
    ]);
    expect(rig.state.keyCount('alice')).toBe(2);
  });

  it('keeps the place of a key that is closed and opened again on the way', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 1 });
    await rig.publish([position('opened', 'A')]);
    const results = await rig.publish([position('closed', 'A'), position('opened', 'A'), position('opened', 'B')]);
    expect(outcomes(results)).toEqual([2, 3, 'STATE_FULL']);
  });

  it('keeps the place of a key that is opened again while its end is written already', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 1, delayMs: 100 });
    const opened = rig.publish([position('opened', 'A')]);
    await rig.pass();
    await opened;
    const results = [rig.publish([position('closed', 'A')])];
    rig.clock.advance(50);
    results.push(rig.publish([position('opened', 'A')]));
    rig.clock.advance(50);
    await new Promise(setImmediate);
    expect(rig.state.keyCount('alice')).toBe(0);
    results.push(rig.publish([position('opened', 'B')]));
    await rig.pass();
    expect((await Promise.all(results)).map((result) => outcomes(result))).toEqual([[2], [3], ['STATE_FULL']]);
  });

  it('gives the place of a key back when its write fails or its key ends', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 1, maxPendingBatches: 1 });
    const busy = rig.publish([{ ...equity(1), account: 'bob' }]);
    expect(outcomes(await rig.publish([position('opened', 'A')]))).toEqual(['OVERLOADED']);
    await busy;
    expect(outcomes(await rig.publish([position('opened', 'B')]))).toEqual([2]);
    await rig.publish([position('closed', 'B')]);
    expect(outcomes(await rig.publish([position('opened', 'C')]))).toEqual([4]);
  });

  it('counts a key once that is retained and on its way', async () => {
    const rig = new IngestRig({ maxRetainedKeys: 2, delayMs: 10 });
    const first = rig.publish([position('opened', 'A')]);
    await rig.pass();
    await first;
    const results = [rig.publish([position('updated', 'A'), position('opened', 'B')])];
    await rig.pass();
    expect((await Promise.all(results)).map((result) => outcomes(result))).toEqual([[2, 3]]);
  });

  it('refuses what follows in a request after the log refused a part of it', async () => {
    let appends = 0;
    const rig = new IngestRig({
      maxAppendEvents: 1,
      wrapLog: (inner) => ({
        epoch: inner.epoch,
        headSeq: () => inner.headSeq(),
        horizonSeq: () => inner.horizonSeq(),
        append: (batch) => {
          appends += 1;
          return appends === 2 ? Promise.reject(new PitwallError('OVERLOADED', 'too much waits')) : inner.append(batch);
        },
        read: (request) => inner.read(request),
        seqBefore: (time) => inner.seqBefore(time),
        follow: (hear) => inner.follow(hear),
        close: () => inner.close(),
      }),
    });
    const published = rig.publish([equity(1), position('opened', 'B'), position('closed', 'B'), null]);
    for (let turn = 0; turn < 4; turn += 1) {
      await new Promise(setImmediate);
      rig.clock.endTurn();
    }
    expect(outcomes(await published)).toEqual([1, 'OVERLOADED', 'OVERLOADED', 'OVERLOADED']);
    expect(rig.events.map(({ kind }) => kind)).toEqual(['equity']);
    expect(rig.ingest.stats.refusedByCode).toEqual(new Map([['OVERLOADED', 3]]));
  });

  it('after the log was closed is refused and says so', async () => {
    const rig = new IngestRig();
    await rig.log.close();
    expect(outcomes(await rig.publish([equity(1), null]))).toEqual(['SHUTTING_DOWN', 'INVALID_EVENT']);
  });

  // Promises: ruling-5.lint, titan.drawdown
  it('counts and tells what contradicts itself, and passes it on as it is', async () => {
    const rig = new IngestRig();
    const odd = { kind: 'equity', data: { equity: 90, highWatermark: 100, drawdown: -2 } };
    await rig.publish([odd, odd, { ...odd, data: { ...odd.data, drawdown: -10 } }]);
    expect(rig.ingest.stats.oddities).toEqual(new Map([['equity drawdown-mismatch', 2]]));
    expect(rig.oddities).toEqual(['equity drawdown-mismatch', 'equity drawdown-mismatch']);
    expect(rig.events[0]?.data).toEqual(odd.data);
  });

  // Promise: ruling-4.unknown-words
  it('counts words that no enumeration knows, by kind and field, and passes them on', async () => {
    const rig = new IngestRig();
    await rig.publish([position('rolled', 'BTC'), position('rolled', 'ETH'), position('opened', 'SOL')]);
    expect(rig.ingest.stats.unknownWords).toEqual(new Map([['position/data/action', 2]]));
    expect(rig.events[0]?.data).toMatchObject({ action: 'rolled' });
  });

  it('never rejects, whatever JSON stands in it, and answers every item', async () => {
    const rig = new IngestRig({ maxAppendEvents: 1_000 });
    const nearlyDraft = fc.record(
      {
        kind: fc.constantFrom('equity', 'position', 'constructor', '__proto__', 'log', 'market', 'order'),
        data: fc.oneof(fc.jsonValue(), fc.constant({ equity: 1 }), fc.constant({ level: 'info', message: 'm' })),
        account: fc.oneof(fc.string(), fc.constantFrom('alice', 'bob', '@shared')),
        id: fc.oneof(fc.string(), fc.constantFrom('a', 'b')),
        occurredAt: fc.oneof(fc.jsonValue(), fc.integer()),
        extra: fc.jsonValue(),
      },
      { requiredKeys: ['kind', 'data'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), nearlyDraft), { maxLength: 20 }), async (values) => {
        const written = rig.events.length;
        const results = await rig.publish(values, engine);
        expect(results).toHaveLength(values.length);
        const accepted = results.filter((result) => result.ok && !result.duplicate);
        expect(rig.events).toHaveLength(written + accepted.length);
        expect(outcomes(results)).not.toContain('INTERNAL');
      }),
    );
  });
});
