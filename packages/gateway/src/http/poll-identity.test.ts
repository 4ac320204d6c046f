import { setImmediate as turn } from 'node:timers/promises';
import { probeDialect } from '@pitwall/testkit';
import type { Dialect } from '@pitwall/dialects';
import { describe, expect, it } from 'vitest';
import { nowSeconds, sign, testSecret } from '../identity/identity-rig.fixture.ts';
import { equity, HttpRig, position } from './http-rig.fixture.ts';
import type { TestResponse } from './http-rig.fixture.ts';
import { poll } from './poll-client.fixture.ts';

const identity = { dev: false, jwtSecret: testSecret, auth: 'required' } as const;
const alice = (more: object = {}) => sign({ sub: 'alice', accounts: ['main'], jti: 'a1', ...more });

/** Starts a poll and lets the loop turn until it waits: for what is published, and for the end of its token. */
const startWaiting = async (rig: HttpRig, token: string): Promise<{ readonly answer: Promise<TestResponse> }> => {
  const { cursor } = await poll(rig, `token=${token}`);
  const answer = rig.inject({ method: 'GET', url: `/ws/probe/poll?since=${cursor}&wait=25&token=${token}` });
  for (let turns = 0; rig.clock.timerCount !== 2; turns += 1) {
    if (turns > 1_000) throw new Error('The poll does not wait');
    await turn();
  }
  return { answer };
};

/** The probe dialect as a page that is polled at a path of its own, and greets. */
const greeting: Dialect = {
  ...probeDialect,
  traits: { ...probeDialect.traits, routes: { main: [], legacy: [], poll: ['/api/ws/poll'] } },
  encodeReply: (reply) => ({ type: `reply:${reply.say}` }),
};

describe('a poll that waits', () => {
  it('is answered at once when its token is revoked', async () => {
    const rig = await HttpRig.open({ identity });
    await rig.publish(equity(1));
    const waiting = await startWaiting(rig, await alice());
    await rig.identity.revocations.revoke({ tokenId: 'other' });
    expect(rig.clock.timerCount).toBe(2);
    await rig.identity.revocations.revoke({ tokenId: 'a1' });
    const answer = await rig.settle(waiting.answer);
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'INVALID_TOKEN']);
    expect(rig.clock.timerCount).toBe(0);
  });

  it('is answered at once when its token expires', async () => {
    const rig = await HttpRig.open({ identity });
    await rig.publish(equity(1));
    const waiting = await startWaiting(rig, await alice({ exp: nowSeconds + 10 }));
    rig.clock.advance(10_000);
    const answer = await rig.settle(waiting.answer);
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'TOKEN_EXPIRED']);
  });
});

describe('a page’s own path of polling', () => {
  // Promise: fleet.poll-greeting
  it('says what the dialect’s does, the first answer with the dialect’s welcome before it', async () => {
    const rig = await HttpRig.open({ dialects: [greeting] });
    await rig.publish(equity(1));
    for (const path of ['/api/ws/poll', '/ws/probe/poll']) {
      const first = (await rig.get(`${path}?types=equity`)).json();
      expect(first.messages).toMatchObject([{ type: 'reply:poll-welcome' }, { type: 'equity' }]);
      const next = (await rig.get(`${path}?types=equity&since=${first.cursor}`)).json();
      expect([next.recovered, next.messages]).toEqual([true, []]);
      expect((await rig.get(`${path}?types=equity&since=other.1`)).json().messages).toMatchObject([{ type: 'equity' }]);
    }
  });

  it('counts the welcome among the messages of an answer', async () => {
    const rig = await HttpRig.open({ dialects: [greeting], options: { maxPollMessages: 2 } });
    await rig.publish(equity(1), position('BTC', 'opened', 1));
    const first = (await rig.get('/api/ws/poll?types=equity,positions')).json();
    expect([first.messages.length, first.more]).toEqual([2, true]);
    const next = (await rig.get(`/api/ws/poll?types=equity,positions&since=${first.cursor}`)).json();
    expect(next.messages).toMatchObject([{ type: 'position' }]);
  });

  // Promise: fleet.poll-auth
  it('asks for a token where its WebSocket does', async () => {
    const open = (authRoutes: { [route: string]: 'required' | 'none' }, listener?: string) =>
      HttpRig.open({
        dialects: [greeting],
        identity: { dev: true, jwtSecret: testSecret, authRoutes },
        ...(listener === undefined ? {} : { listenerOf: () => listener }),
      });
    const statuses = async (rig: HttpRig) =>
      Promise.all(['/api/ws/poll', '/ws/probe/poll'].map(async (path) => (await rig.get(path)).statusCode));
    expect(await statuses(await open({ 'main/api/ws': 'required' }))).toEqual([401, 200]);
    expect(await statuses(await open({ probe: 'required', 'main/api/ws': 'none' }))).toEqual([200, 401]);
    expect(await statuses(await open({ '8000/api/ws': 'required' }))).toEqual([200, 200]);
    expect(await statuses(await open({ '8000/api/ws': 'required' }, '8000'))).toEqual([401, 200]);
  });

  it.each(['/api/%77s/poll', '/%61pi/ws/poll', '/ws/%70robe/poll', '/ws/probe/%70oll', '/%77s/probe/poll'])(
    'asks for it however the path is escaped: %s',
    async (path) => {
      const authRoutes = { 'main/api/ws': 'required', 'main/ws/probe': 'required', probe: 'none' } as const;
      const rig = await HttpRig.open({
        dialects: [greeting],
        identity: { dev: true, jwtSecret: testSecret, authRoutes },
      });
      expect((await rig.get(path)).statusCode).toBe(401);
    },
  );
});
