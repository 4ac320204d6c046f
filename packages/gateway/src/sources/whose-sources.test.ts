import { describe, expect, it } from 'vitest';
import { engine } from '../ingest/ingest-rig.fixture.ts';
import type { Publisher } from '../ingest/publisher.ts';
import { everySecond, Watch } from './watch.fixture.ts';

describe('whose a source is', () => {
  it('follows from the credential', async () => {
    const watch = new Watch();
    await watch.beat({ ...everySecond, account: 'bob' });
    await expect(watch.beat({ ...everySecond, account: 'carol' })).rejects.toMatchObject({ code: 'FORBIDDEN_ACCOUNT' });
    expect([watch.shown('alice'), watch.shown('bob').length, watch.shown('carol')]).toEqual([[], 1, []]);
  });

  it('cannot be claimed by the same name of another publisher', async () => {
    const watch = new Watch();
    await watch.beat();
    await watch.beat(everySecond, { ...engine, name: 'other' });
    await watch.sources.leave({ ...engine, name: 'other' }, { source: 'bot' });
    expect(watch.shown()).toMatchObject([
      { publisher: 'engine', status: 'live' },
      { publisher: 'other', status: 'gone' },
    ]);
  });

  it.each(['engine', '@gateway'])('cannot be published by anybody, whatever the name: %s', async (name) => {
    const watch = new Watch();
    await watch.beat();
    const [shown] = watch.shown();
    const forged = { kind: 'source-status', data: { ...shown, status: 'gone' } };
    const forger: Publisher = { ...engine, name, accounts: '*', kinds: ['source-status'], shared: true };
    for (const publisher of [forger, { ...forger, kinds: '*' as const }]) {
      const [result] = await watch.rig.publish([forged], publisher);
      expect(result).toMatchObject({ ok: false, error: { code: 'FORBIDDEN_KIND' } });
    }
    expect(watch.said).toEqual(['alice bot live']);
  });
});

describe('the number of sources', () => {
  it('of a publisher is bounded, and one that is gone makes room', async () => {
    const watch = new Watch();
    for (const source of ['a', 'b', 'c']) await watch.beat({ source, heartbeatMs: 1_000 });
    await expect(watch.beat({ source: 'd', heartbeatMs: 1_000 })).rejects.toMatchObject({ code: 'STATE_FULL' });
    await watch.beat({ source: 'd', heartbeatMs: 1_000 }, { ...engine, name: 'other' });
    await watch.sources.leave(engine, { source: 'b' });
    await watch.beat({ source: 'd', heartbeatMs: 1_000 });
    expect(watch.said.slice(4)).toEqual(['alice b gone', 'alice b forgotten', 'alice d live']);
    expect(watch.sources.countByStatus()).toEqual(
      new Map([
        ['live', 4],
        ['silent', 0],
        ['gone', 0],
      ]),
    );
  });
});
