import { describe, expect, it } from 'vitest';
import { engine, equity } from '../ingest/ingest-rig.fixture.ts';
import { Watch } from './watch.fixture.ts';

describe('when the log refuses', () => {
  it('a first heartbeat is refused too, and nothing is watched', async () => {
    const watch = new Watch({ rig: { maxRetainedKeys: 1 } });
    await watch.rig.publish([equity(1)]);
    await expect(watch.beat()).rejects.toMatchObject({ code: 'STATE_FULL' });
    await watch.pass(10_000);
    expect([watch.said, watch.rig.clock.timerCount]).toEqual([[], 0]);
  });

  it('a change is said later, once, as it then is', async () => {
    let isFull = false;
    const watch = new Watch({
      rig: {
        wrapLog: (inner) => ({
          epoch: inner.epoch,
          headSeq: () => inner.headSeq(),
          horizonSeq: () => inner.horizonSeq(),
          append: (batch) => (isFull ? Promise.reject(new Error('no room')) : inner.append(batch)),
          read: (request) => inner.read(request),
          seqBefore: (time) => inner.seqBefore(time),
          follow: (hear) => inner.follow(hear),
          close: () => inner.close(),
        }),
      },
    });
    await watch.beat();
    isFull = true;
    await watch.pass(2_500);
    await watch.pass(3_000);
    expect(watch.refused.length).toBeGreaterThan(1);
    expect(watch.said).toEqual(['alice bot live']);
    isFull = false;
    await watch.pass(1_000);
    expect(watch.said).toEqual(['alice bot live', 'alice bot silent']);
  });

  it('what changes while it is being written is said after it', async () => {
    const watch = new Watch({ rig: { delayMs: 100 } });
    const beaten = watch.beat();
    const left = watch.sources.leave(engine, { source: 'bot' });
    await watch.rig.pass();
    await watch.rig.pass();
    await Promise.all([beaten, left]);
    expect(watch.said).toEqual(['alice bot live', 'alice bot gone']);
  });
});

describe('after a restart', () => {
  it('a source is what the log says until its time has passed', async () => {
    const watch = new Watch();
    for (const source of ['a', 'b']) await watch.beat({ source, heartbeatMs: 1_000 });
    const heardAt = watch.rig.clock.now();
    await watch.sources.leave(engine, { source: 'b' });
    watch.sources.stop();
    // An hour in which nobody could be heard.
    await watch.pass(3_600_000);
    const startedAt = watch.rig.clock.now();
    watch.restart();
    await watch.pass(2_499);
    expect(watch.said).toEqual(['alice a live', 'alice b live', 'alice b gone']);
    await watch.pass(1);
    expect(watch.shown()).toMatchObject([
      { source: 'a', status: 'silent', lastHeardAt: heardAt, silentSince: startedAt + 1_000 },
      { source: 'b', status: 'gone' },
    ]);
    await watch.beat({ source: 'a', heartbeatMs: 1_000 });
    await watch.rig.publish([{ ...equity(1), source: 'b' }]);
    expect(watch.shown()).toMatchObject([
      { source: 'a', status: 'live' },
      { source: 'b', status: 'gone' },
    ]);
  });
});
