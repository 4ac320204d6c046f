import { describe, expect, it } from 'vitest';
import { equity, HttpRig } from './http-rig.fixture.ts';

const promise = { source: 'engine-1', heartbeatMs: 5_000 };

/** What a snapshot shows of sources. */
const shown = async (rig: HttpRig, account = 'main'): Promise<readonly object[]> =>
  (await rig.get(`/v1/snapshot?account=${account}&kinds=source-status`)).json().events.map(({ data }) => data);

describe('POST /v1/heartbeat', () => {
  it('answers how long the source may be quiet now, and everybody of the account sees it', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/heartbeat', promise);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ ...promise, account: 'main', status: 'live', silentAfterMs: 12_500 });
    expect(await shown(rig)).toMatchObject([{ ...promise, publisher: 'desk', status: 'live' }]);
    expect(await shown(rig, 'spare')).toEqual([]);
  });

  it('stands for what is published too', async () => {
    const rig = await HttpRig.open();
    await rig.post('/v1/heartbeat', promise);
    rig.clock.advance(10_000);
    await rig.post('/v1/events', equity(1, { source: 'engine-1' }));
    rig.clock.advance(10_000);
    expect(await shown(rig)).toMatchObject([{ status: 'live' }]);
    rig.clock.advance(2_500);
    await new Promise(setImmediate);
    expect(await shown(rig)).toMatchObject([{ status: 'silent' }]);
  });

  it('takes a goodbye, which is all it needs to say', async () => {
    const rig = await HttpRig.open();
    await rig.post('/v1/heartbeat', promise);
    const response = await rig.post('/v1/heartbeat', { source: 'engine-1', bye: true });
    expect(response.json()).toEqual({ source: 'engine-1', account: 'main', status: 'gone' });
    expect(await shown(rig)).toMatchObject([{ status: 'gone' }]);
  });

  it('tells who says goodbye without having promised that nobody waited', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/heartbeat', { source: 'engine-1', bye: true });
    expect(response.json()).toMatchObject({ status: 'unknown' });
    expect(await shown(rig)).toEqual([]);
  });

  it('is for publishers alone, each for its own accounts', async () => {
    const rig = await HttpRig.open();
    const stranger = await rig.post('/v1/heartbeat', promise, { authorization: 'Bearer nobody' });
    expect([stranger.statusCode, stranger.json().error.code]).toEqual([401, 'UNAUTHENTICATED']);
    const narrow = { authorization: 'Bearer narrow-token' };
    const foreign = await rig.post('/v1/heartbeat', { ...promise, account: 'main' }, narrow);
    expect([foreign.statusCode, foreign.json().error.code]).toEqual([403, 'FORBIDDEN_ACCOUNT']);
    await rig.post('/v1/heartbeat', promise, narrow);
    expect([await shown(rig), (await shown(rig, 'other')).length]).toEqual([[], 1]);
  });

  it.each([
    ['no promise', { source: 'engine-1' }, 400, '/heartbeatMs'],
    ['a promise that no network keeps', { heartbeatMs: 10 }, 422, '/body/heartbeatMs'],
    ['a promise for tomorrow', { heartbeatMs: 86_400_000 }, 422, '/body/heartbeatMs'],
    ['a name of two lines', { source: 'a\nb', heartbeatMs: 5_000 }, 422, '/body/source'],
    ['an account that cannot be', { account: '@shared', heartbeatMs: 5_000 }, 422, '/body/account'],
    ['a list', [promise], 422, '/body'],
  ])('refuses %s', async (_, body, status, path) => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/heartbeat', body);
    expect(response.statusCode).toBe(status);
    expect(response.json().error.problems.map((problem) => problem.path)).toContain(path);
    expect(await shown(rig)).toEqual([]);
  });

  it('costs of the publisher’s rate what an event costs', async () => {
    const rig = await HttpRig.open({ options: { publishEventsPerSecond: 1 } });
    const statuses: number[] = [];
    for (let beat = 0; beat < 3; beat += 1) statuses.push((await rig.post('/v1/heartbeat', promise)).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('is the only way to say how a source is', async () => {
    const rig = await HttpRig.open();
    const data = { source: 'engine-1', publisher: 'desk', status: 'live', heartbeatMs: 5_000, lastHeardAt: 1 };
    const response = await rig.post('/v1/events', { kind: 'source-status', data });
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'FORBIDDEN_KIND']);
  });
});
