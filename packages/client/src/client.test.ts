import { describe, expect, it } from 'vitest';
import { happened, ModelWorld, shown } from './model-gateway/model-world.fixture.ts';

const alert = (id: string) =>
  ({ kind: 'alert', account: 'main', key: id, data: { alertId: id, severity: 'info', title: id } }) as const;

describe('a client', () => {
  it('tells what happens, as it happens', async () => {
    const world = new ModelWorld(1);
    const { told } = world.watch({ kinds: ['alert'] });
    await world.pass(1_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport: 'websocket' });
    const { wire } = world.publish(alert('a'));
    await world.pass(1_000);
    expect(happened(told)).toEqual([wire.seq]);
    await world.close();
    expect(world.gateway.clock.timerCount).toBe(0);
  });

  it('keeps a replica of the latest values', async () => {
    const world = new ModelWorld(2);
    for (let count = 0; count < 50; count += 1) world.publishAny();
    const replica = world.client.state();
    await world.pass(1_000);
    for (let count = 0; count < 50; count += 1) world.publishAny();
    await world.pass(1_000);
    world.gateway.ping();
    await world.pass(1_000);
    expect(shown(replica.list())).toEqual(world.values({}));
    expect(replica.freshness.isLive).toBe(true);
    await world.close();
    expect(replica.freshness.isLive).toBe(false);
  });

  it('goes on where it was when the gateway comes back', async () => {
    const world = new ModelWorld(3);
    const { told } = world.watch({ kinds: ['alert'] });
    await world.pass(1_000);
    world.gateway.cut();
    world.gateway.isDown = true;
    const missed = ['a', 'b', 'c'].map((id) => world.publish(alert(id)).wire.seq);
    await world.pass(5_000);
    world.gateway.isDown = false;
    await world.pass(40_000);
    expect(happened(told)).toEqual(missed);
    expect(told.filter(({ type }) => type === 'gap')).toEqual([]);
    await world.close();
  });

  it('says what is missing where the gateway cannot go on', async () => {
    const world = new ModelWorld(4);
    const { told } = world.watch({ kinds: ['alert'] });
    await world.pass(1_000);
    world.publish(alert('a'));
    await world.pass(1_000);
    world.gateway.cut();
    world.publish(alert('b'));
    world.gateway.log.forget(world.gateway.log.head);
    await world.pass(5_000);
    expect(told.filter(({ type }) => type === 'gap')).toMatchObject([{ reason: 'expired' }]);
    await world.close();
  });

  it.each([
    ['a WebSocket', 'websocket', true],
    ['HTTP', 'sse', false],
  ] as const)('comes back over %s as soon as somebody asks it to try', async (_way, transport, socketsGetThrough) => {
    const world = new ModelWorld(9, { backoff: { firstDelayMs: 20_000, jitter: 'none' } });
    world.gateway.socketsGetThrough = socketsGetThrough;
    world.watch({ kinds: ['alert'] });
    await world.pass(120_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport });
    world.gateway.cut();
    world.gateway.http.cut();
    world.gateway.isDown = true;
    const waitMs = (): number => (world.client.status.retryAtMs ?? 0) - world.gateway.clock.now();
    for (let count = 0; count < 100 && waitMs() < 15_000; count += 1) await world.pass(500);
    expect(waitMs()).toBeGreaterThan(15_000);
    world.gateway.isDown = false;
    world.client.retryNow();
    await world.pass(5_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport });
    await world.close();
    expect(world.gateway.clock.timerCount).toBe(0);
  });

  // Promise: sdk.fallback
  it('reads over HTTP while no WebSocket gets through, and comes back to it', async () => {
    const world = new ModelWorld(5);
    world.gateway.socketsGetThrough = false;
    const { told } = world.watch({ kinds: ['alert'] });
    const replica = world.client.state();
    await world.pass(10_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport: 'sse' });
    const first = world.publish(alert('a')).wire.seq;
    for (let count = 0; count < 20; count += 1) world.publishAny();
    await world.pass(2_000, 20);
    expect(shown(replica.list())).toEqual(world.values({}));
    expect(happened(told)[0]).toBe(first);
    world.gateway.http.streamsGetThrough = false;
    world.gateway.http.cut();
    await world.pass(60_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport: 'polling' });
    for (let count = 0; count < 20; count += 1) world.publishAny();
    await world.pass(2_000, 20);
    expect(shown(replica.list())).toEqual(world.values({}));
    world.gateway.socketsGetThrough = true;
    await world.pass(40_000);
    expect(world.client.status).toMatchObject({ state: 'live', transport: 'websocket' });
    for (let count = 0; count < 20; count += 1) world.publishAny();
    world.gateway.ping();
    await world.pass(2_000, 20);
    expect(shown(replica.list())).toEqual(world.values({}));
    const alerts = world.published.filter(({ wire }) => wire.kind === 'alert').map(({ wire }) => wire.seq);
    expect(happened(told)).toEqual(alerts);
    await world.close();
  });
});
