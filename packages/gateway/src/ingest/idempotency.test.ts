import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { engine, equity, IngestRig, outcomes } from './ingest-rig.fixture.ts';

/** A clock whose wall time somebody sets; the time that passes is the same. */
class SetClock extends FakeClock {
  setMs = 0;

  override now(): number {
    return super.now() + this.setMs;
  }
}

describe('an id that comes again', () => {
  it('with the same body is answered with the place of the first and written once', async () => {
    const rig = new IngestRig();
    expect(outcomes(await rig.publish([equity(1, { id: 'a' }), equity(2), equity(1, { id: 'a' })]))).toEqual([
      1,
      2,
      '= 1',
    ]);
    expect(outcomes(await rig.publish([equity(1, { id: 'a' })]))).toEqual(['= 1']);
    expect(rig.events).toHaveLength(2);
    expect(rig.ingest.stats.duplicates).toBe(2);
    expect(rig.ingest.stats.acceptedByKind).toEqual(new Map([['equity', 2]]));
  });

  it('while the first is still being written waits for it and is answered with its place', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const first = rig.publish([equity(1), equity(2, { id: 'a' })]);
    const second = rig.publish([equity(2, { id: 'a' })]);
    let answered = false;
    void second.then(() => (answered = true));
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    await rig.pass();
    expect(outcomes(await first)).toEqual([1, 2]);
    expect(outcomes(await second)).toEqual(['= 2']);
    expect(rig.events).toHaveLength(2);
  });

  it('with another body is refused, also while the first is still being written', async () => {
    const rig = new IngestRig({ delayMs: 100 });
    const results = [rig.publish([equity(1, { id: 'a' })]), rig.publish([equity(2, { id: 'a' })])];
    await rig.pass();
    expect((await Promise.all(results)).flatMap((result) => outcomes(result))).toEqual([1, 'ID_REUSED']);
    const otherKind = { kind: 'log', id: 'a', data: { level: 'info', message: 'hello' } };
    expect(outcomes(await rig.publish([otherKind]))).toEqual(['ID_REUSED']);
  });

  it('is another one in another account or from another publisher', async () => {
    const rig = new IngestRig();
    await rig.publish([equity(1, { id: 'a' })]);
    expect(outcomes(await rig.publish([equity(2, { id: 'a', account: 'bob' })]))).toEqual([2]);
    expect(outcomes(await rig.publish([equity(3, { id: 'a' })], { ...engine, name: 'other' }))).toEqual([3]);
  });

  it('cannot be made to look like one of another scope by the names around it', async () => {
    const rig = new IngestRig();
    const publisher = { ...engine, accounts: '*' as const };
    await rig.publish([equity(1, { account: 'x', id: 'y:z' })], publisher);
    expect(outcomes(await rig.publish([equity(1, { account: 'x:y', id: 'z' })], publisher))).toEqual([2]);
  });

  it('counts as new when its window of time is over', async () => {
    const rig = new IngestRig({ idWindowMs: 1_000 });
    await rig.publish([equity(1, { id: 'a' })]);
    rig.clock.advance(999);
    expect(outcomes(await rig.publish([equity(1, { id: 'a' })]))).toEqual(['= 1']);
    rig.clock.advance(1);
    expect(outcomes(await rig.publish([equity(5, { id: 'a' })]))).toEqual([2]);
  });

  it('counts as new when more ids came after it than are remembered', async () => {
    const rig = new IngestRig({ maxIds: 2 });
    await rig.publish(['a', 'b', 'c'].map((id) => equity(1, { id })));
    expect(outcomes(await rig.publish([equity(1, { id: 'b' }), equity(1, { id: 'a' })]))).toEqual(['= 2', 4]);
  });

  it('is not pushed out by the ids of another publisher', async () => {
    const rig = new IngestRig({ maxIds: 2 });
    await rig.publish([equity(1, { id: 'quiet' })]);
    const noisy = { ...engine, name: 'noisy' };
    await rig.publish(
      ['a', 'b', 'c'].map((id) => equity(1, { id })),
      noisy,
    );
    expect(outcomes(await rig.publish([equity(1, { id: 'quiet' })]))).toEqual(['= 1']);
  });

  it('ages by the time that passes, whatever the wall clock is set to', async () => {
    const clock = new SetClock();
    const rig = new IngestRig({ idWindowMs: 1_000, clock });
    await rig.publish([equity(1, { id: 'a' })]);
    clock.setMs = 3_600_000;
    expect(outcomes(await rig.publish([equity(1, { id: 'a' })]))).toEqual(['= 1']);
    clock.setMs = -3_600_000;
    clock.advance(1_000);
    expect(outcomes(await rig.publish([equity(1, { id: 'a' })]))).toEqual([2]);
  });

  it('counts as new after a write that failed, so that the retry succeeds', async () => {
    const rig = new IngestRig({ maxPendingBatches: 1 });
    const busy = rig.publish([equity(0)]);
    const failing = [rig.publish([equity(1, { id: 'a' })]), rig.publish([equity(1, { id: 'a' })])];
    // The second hangs on the first one's fate.
    expect((await Promise.all(failing)).flatMap((result) => outcomes(result))).toEqual(['OVERLOADED', 'OVERLOADED']);
    await busy;
    expect(outcomes(await rig.publish([equity(1, { id: 'a' })]))).toEqual([2]);
    expect(rig.ingest.stats.refusedByCode).toEqual(new Map([['OVERLOADED', 2]]));
    expect(rig.ingest.stats.acceptedByKind).toEqual(new Map([['equity', 2]]));
  });

  it('is recognised after a restart by what the log holds', async () => {
    const before = new IngestRig();
    await before.publish([equity(0), equity(1, { id: 'a' })]);
    const after = new IngestRig();
    for (const event of before.events) after.ingest.restore(event);
    expect(outcomes(await after.publish([equity(1, { id: 'a' }), equity(2, { id: 'a' })]))).toEqual([
      '= 2',
      'ID_REUSED',
    ]);
    after.clock.advance(599_999);
    expect(outcomes(await after.publish([equity(1, { id: 'a' })]))).toEqual(['= 2']);
    after.clock.advance(1);
    expect(outcomes(await after.publish([equity(2, { id: 'a' })]))).toEqual([1]);
  });

  it('has after a restart the age that it had, also where the log holds them out of order', async () => {
    const before = new IngestRig();
    before.clock.advance(500);
    await before.publish([equity(1, { id: 'young' })]);
    const old = new IngestRig();
    await old.publish([equity(1, { id: 'old' })]);
    const clock = new FakeClock();
    clock.advance(1_000);
    const after = new IngestRig({ idWindowMs: 1_000, clock });
    for (const event of [...before.events, ...old.events]) after.ingest.restore(event);
    expect(outcomes(await after.publish([equity(1, { id: 'young' }), equity(1, { id: 'old' })]))).toEqual(['= 1', 1]);
  });
});
