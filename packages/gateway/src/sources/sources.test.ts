import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { engine, equity } from '../ingest/ingest-rig.fixture.ts';
import { everySecond, Watch } from './watch.fixture.ts';

describe('a source that promised heartbeats', () => {
  it('is live from the first, and no heartbeat in time is an event', async () => {
    const watch = new Watch();
    expect(await watch.beat()).toEqual({
      source: 'bot',
      account: 'alice',
      status: 'live',
      heartbeatMs: 1_000,
      silentAfterMs: 2_500,
    });
    for (let beat = 0; beat < 20; beat += 1) {
      await watch.pass(1_000);
      await watch.beat();
    }
    expect(watch.said).toEqual(['alice bot live']);
    expect(watch.rig.clock.timerCount).toBe(1);
  });

  it('is silent half an interval after the heartbeats it may miss, since the first that was due', async () => {
    const watch = new Watch();
    const heardAt = watch.rig.clock.now();
    await watch.beat();
    await watch.pass(2_499);
    expect(watch.said).toEqual(['alice bot live']);
    await watch.pass(1);
    expect(watch.shown()).toEqual([
      {
        source: 'bot',
        publisher: 'engine',
        status: 'silent',
        heartbeatMs: 1_000,
        lastHeardAt: heardAt,
        silentSince: heardAt + 1_000,
      },
    ]);
  });

  it('is gone after it was silent for long, and forgotten at last', async () => {
    const watch = new Watch();
    const heardAt = watch.rig.clock.now();
    await watch.beat();
    await watch.pass(2_500);
    await watch.pass(60_000);
    expect(watch.shown()).toMatchObject([{ status: 'gone', lastHeardAt: heardAt, silentSince: heardAt + 1_000 }]);
    await watch.pass(3_600_000);
    expect(watch.shown()).toEqual([]);
    expect(watch.said).toEqual(['alice bot live', 'alice bot silent', 'alice bot gone', 'alice bot forgotten']);
    expect(watch.rig.clock.timerCount).toBe(0);
  });

  it.each([2_500, 63_000])('is live again as soon as it is heard, after %i ms', async (silenceMs) => {
    const watch = new Watch();
    await watch.beat();
    await watch.pass(2_500);
    await watch.pass(silenceMs);
    await watch.beat();
    expect(watch.shown()).toMatchObject([{ status: 'live', lastHeardAt: watch.rig.clock.now() }]);
    expect(watch.shown()).not.toMatchObject([{ silentSince: expect.anything() as unknown }]);
  });

  it('is heard by whatever it publishes', async () => {
    const watch = new Watch();
    await watch.beat();
    for (let event = 0; event < 5; event += 1) {
      await watch.pass(2_000);
      await watch.rig.publish([{ ...equity(event), source: 'bot' }]);
    }
    expect(watch.said).toEqual(['alice bot live']);
  });

  it('is not heard by what others publish, or it itself in another account', async () => {
    const watch = new Watch();
    await watch.beat();
    await watch.pass(2_000);
    await watch.rig.publish([
      { ...equity(1), source: 'another' },
      { ...equity(1, { account: 'bob' }), source: 'bot' },
    ]);
    await watch.rig.publish([{ ...equity(1), source: 'bot' }], { ...engine, name: 'somebody else' });
    await watch.pass(500);
    expect(watch.said).toEqual(['alice bot live', 'alice bot silent']);
  });

  it('is heard in all its accounts by a fact that is for all', async () => {
    const watch = new Watch();
    await watch.beat();
    await watch.beat({ ...everySecond, account: 'bob' });
    await watch.pass(2_000);
    await watch.rig.publish([{ kind: 'market', source: 'bot', data: { symbol: 'BTC', price: 1 } }], {
      ...engine,
      shared: true,
    });
    await watch.pass(2_000);
    expect(watch.said).toEqual(['alice bot live', 'bob bot live']);
  });

  it('says that it promises another interval', async () => {
    const watch = new Watch();
    await watch.beat();
    await watch.beat({ source: 'bot', heartbeatMs: 10_000 });
    expect(watch.shown()).toMatchObject([{ status: 'live', heartbeatMs: 10_000 }]);
    await watch.pass(24_000);
    expect(watch.said).toEqual(['alice bot live', 'alice bot live']);
  });

  it('is called as its publisher where it gives no name, as events are', async () => {
    const watch = new Watch();
    await watch.beat({ heartbeatMs: 1_000 });
    await watch.pass(2_000);
    await watch.rig.publish([equity(1)]);
    await watch.pass(2_000);
    expect(watch.said).toEqual(['alice engine live']);
  });
});

describe('a goodbye', () => {
  it('makes a source gone at once, and not silent', async () => {
    const watch = new Watch();
    await watch.beat();
    expect(await watch.sources.leave(engine, { source: 'bot' })).toMatchObject({ status: 'gone' });
    expect(watch.shown()).toMatchObject([{ status: 'gone' }]);
    expect(watch.shown()).not.toMatchObject([{ silentSince: expect.anything() as unknown }]);
    await watch.sources.leave(engine, { source: 'bot' });
    expect(watch.said).toEqual(['alice bot live', 'alice bot gone']);
  });

  it('is not undone by an event that comes late, but by a heartbeat', async () => {
    const watch = new Watch();
    await watch.beat();
    await watch.sources.leave(engine, { source: 'bot' });
    await watch.rig.publish([{ ...equity(1), source: 'bot' }]);
    expect(watch.shown()).toMatchObject([{ status: 'gone' }]);
    await watch.beat();
    expect(watch.shown()).toMatchObject([{ status: 'live' }]);
  });

  it('of a source that promised nothing says nothing', async () => {
    const watch = new Watch();
    expect(await watch.sources.leave(engine, { source: 'bot' })).toEqual({
      source: 'bot',
      account: 'alice',
      status: 'unknown',
    });
    expect(watch.said).toEqual([]);
  });
});

describe('a source that promised nothing', () => {
  it('is never judged, however long it is quiet', async () => {
    const watch = new Watch();
    await watch.rig.publish([equity(1)]);
    await watch.pass(100_000_000);
    expect(watch.said).toEqual([]);
    expect(watch.rig.clock.timerCount).toBe(0);
  });
});

it('one timer serves them all', async () => {
  const clock = new FakeClock();
  const watch = new Watch({ rig: { clock } });
  for (const source of ['a', 'b', 'c']) await watch.beat({ source, heartbeatMs: 1_000 });
  await watch.pass(1_700);
  await watch.beat({ source: 'b', heartbeatMs: 1_000 });
  expect(clock.timerCount).toBe(1);
  await watch.pass(800);
  expect(watch.said.slice(3)).toEqual(['alice a silent', 'alice c silent']);
  expect(clock.timerCount).toBe(1);
});
