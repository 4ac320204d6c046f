import { describe, expect, it } from 'vitest';
import { FakeClock } from '@pitwall/testkit';
import { ModelWorld, happened } from './model-gateway/model-world.fixture.ts';
import { Tokens } from './tokens.ts';

const alert = {
  kind: 'alert',
  account: 'main',
  key: 'a',
  data: { alertId: 'a', severity: 'info', title: 'a' },
} as const;

describe('the token of a client', () => {
  it('is asked for again when it was refused', async () => {
    const reasons: string[] = [];
    const world = new ModelWorld(1, {
      getToken: (reason) => {
        reasons.push(reason);
        return `token ${reasons.length}`;
      },
    });
    world.gateway.goodToken = 'token%202';
    await world.pass(5_000);
    expect(reasons).toEqual(['connect', 'refused']);
    expect(world.client.status.state).toBe('live');
    await world.close();
  });

  it('that ends under many requests at once counts as one refusal', async () => {
    const tokens = new Tokens({ getToken: () => 'a token', maxTokenRefusals: 2 }, new FakeClock());
    await tokens.current();
    expect([1, 2, 3].map(() => tokens.refused())).toEqual([true, true, true]);
    await tokens.current();
    expect(tokens.refused()).toBe(false);
  });

  it('is not asked for without end', async () => {
    let asked = 0;
    const world = new ModelWorld(1, { getToken: () => `bad ${(asked += 1)}` });
    world.gateway.goodToken = 'good';
    const { subscription } = world.watch({});
    await world.pass(120_000, 5_000);
    expect(asked).toBe(3);
    expect(world.client.status).toMatchObject({ state: 'failed', why: { code: 'UNAUTHENTICATED' } });
    await expect(subscription.updates().next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await world.close();
  });

  it('is tried again when it could not be had', async () => {
    let asked = 0;
    const world = new ModelWorld(1, {
      getToken: () => ((asked += 1) < 3 ? Promise.reject(new Error('the issuer is down')) : 'good'),
    });
    world.gateway.goodToken = 'good';
    await world.pass(10_000);
    expect(world.client.status.state).toBe('live');
    await world.close();
  });

  it('that is fixed and refused ends the client at once', async () => {
    const world = new ModelWorld(1, { token: 'bad' });
    world.gateway.goodToken = 'good';
    await world.pass(1_000);
    expect(world.client.status.state).toBe('failed');
    expect(world.gateway.opened).toBe(1);
    await world.close();
  });

  it('is renewed in place when the gateway says that it ends', async () => {
    const reasons: string[] = [];
    const world = new ModelWorld(1, { getToken: (reason) => (reasons.push(reason), 'good') });
    world.gateway.goodToken = 'good';
    const { told } = world.watch({ kinds: ['alert'] });
    await world.pass(1_000);
    for (const session of world.gateway.sessions) session.say({ type: 'notice', notice: 'token-expiring' });
    await world.pass(1_000);
    expect(reasons).toEqual(['connect', 'expiring']);
    expect(world.gateway.sessions[0]?.heard).toContainEqual({ type: 'authenticate', id: 'token', token: 'good' });
    world.publish(alert);
    await world.pass(1_000);
    expect(happened(told)).toHaveLength(1);
    expect(world.gateway.opened).toBe(1);
    await world.close();
  });
});
