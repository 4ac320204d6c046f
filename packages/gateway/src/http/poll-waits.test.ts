import { setImmediate as turn } from 'node:timers/promises';
import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { defaultHttpOptions } from './http-options.ts';
import { equity, HttpRig } from './http-rig.fixture.ts';
import type { RigChoices, TestBody } from './http-rig.fixture.ts';
import { numbers, poll, trade } from './poll-client.fixture.ts';
import { hearingOfPoll } from './poll-request.ts';
import { PollWaits } from './poll-waits.ts';

/** A rig with a state, and the cursor of a client that has it. */
const openCurrent = async (choices: RigChoices = {}) => {
  const rig = await HttpRig.open(choices);
  await rig.publish(equity(1));
  return { rig, cursor: (await poll(rig)).cursor };
};
/** Starts a poll that may wait. */
const start = (rig: HttpRig, query: string) => rig.inject({ method: 'GET', url: `/ws/probe/poll?${query}` });
/** Lets the loop turn until so many polls wait. */
const waits = async (rig: HttpRig, timers: number): Promise<void> => {
  for (let turns = 0; rig.clock.timerCount !== timers; turns += 1) {
    if (turns > 1_000) throw new Error(`${rig.clock.timerCount} timers, not ${timers}`);
    await turn();
  }
};

describe('a long poll', () => {
  // Promise: fleet.poll-wait
  it('waits, is woken by what it hears, and answers with it', async () => {
    const { rig, cursor } = await openCurrent();
    const waiting = start(rig, `since=${cursor}&wait=20`);
    await waits(rig, 1);
    await rig.publish(equity(2));
    const answer: TestBody = (await rig.settle(waiting)).json();
    expect(numbers(answer)).toEqual([2]);
    expect(rig.clock.timerCount).toBe(0);
  });

  // Promise: fleet.poll-wait
  it('ends when its time is over, which is at most 25 s, with 304 for a known tag', async () => {
    const { rig, cursor } = await openCurrent();
    const waiting = rig.inject({
      method: 'GET',
      url: `/ws/probe/poll?since=${cursor}&wait=9999`,
      headers: { 'if-none-match': `"${cursor}"` },
    });
    await waits(rig, 1);
    rig.clock.advance(24_999);
    await turn();
    expect(rig.clock.timerCount).toBe(1);
    rig.clock.advance(1);
    expect((await waiting).statusCode).toBe(304);
  });

  it('does not wait when there is something, or when it starts anew', async () => {
    const { rig, cursor } = await openCurrent();
    await rig.publish(equity(2));
    expect(numbers((await start(rig, `since=${cursor}&wait=20`)).json())).toEqual([2]);
    expect((await start(rig, 'wait=20')).json().recovered).toBe(false);
    expect((await start(rig, 'since=gone.1&wait=20')).json().recovered).toBe(false);
  });

  it('is refused with 503 when too many wait already, and room is made by those that end', async () => {
    const { rig, cursor } = await openCurrent({ options: { maxWaitingPolls: 1 } });
    const first = start(rig, `since=${cursor}&wait=5`);
    await waits(rig, 1);
    const second = await start(rig, `since=${cursor}&wait=5`);
    expect([second.statusCode, second.headers['retry-after'], second.json().error.code]).toEqual([
      503,
      '1',
      'OVERLOADED',
    ]);
    expect((await start(rig, `since=${cursor}`)).statusCode).toBe(200);
    rig.clock.advance(5_000);
    expect((await first).statusCode).toBe(200);
    const third = start(rig, `since=${cursor}&wait=5`);
    await waits(rig, 1);
    rig.clock.advance(5_000);
    expect((await third).statusCode).toBe(200);
  });

  it('bounds the polls of one address', async () => {
    const { rig, cursor } = await openCurrent({ options: { maxWaitingPollsPerAddress: 1 } });
    const url = `/ws/probe/poll?since=${cursor}&wait=5`;
    const first = rig.inject({ method: 'GET', url });
    await waits(rig, 1);
    expect((await rig.inject({ method: 'GET', url })).statusCode).toBe(503);
    const other = rig.inject({ method: 'GET', url, remoteAddress: '10.0.0.9' });
    await waits(rig, 2);
    rig.clock.advance(5_000);
    expect([(await first).statusCode, (await other).statusCode]).toEqual([200, 200]);
    const next = rig.inject({ method: 'GET', url });
    await waits(rig, 1);
    rig.clock.advance(5_000);
    expect((await next).statusCode).toBe(200);
  });

  it('is answered at once when the application closes', async () => {
    const { rig, cursor } = await openCurrent();
    const waiting = start(rig, `since=${cursor}&wait=20`);
    await waits(rig, 1);
    const closed = rig.app.close();
    expect((await waiting).json().messages).toEqual([]);
    await closed;
    expect(rig.clock.timerCount).toBe(0);
  });
});

describe('the waits', () => {
  const hearing = hearingOfPoll({
    dialect: probeDialect,
    accounts: ['main'],
    topics: new Set(['equity', 'orders']),
    cursor: true,
  });
  const order = { kind: 'order', data: { orderId: 'o1', status: 'new', symbol: 'BTC', side: 'buy' } };

  it.each([
    ['another topic', trade(1), 'asleep'],
    ['another account', equity(1, { account: 'spare' }), 'asleep'],
    ['what the dialect has no words for', { kind: 'phase', data: { toPhase: 'two' } }, 'asleep'],
    ['a fact of its topics', equity(1), 'published'],
    ['a fact of a list', order, 'published'],
  ])('answer to %s of one turn together, as they should', async (_what, draft, expected) => {
    const rig = await HttpRig.open();
    const desk = new PollWaits(defaultHttpOptions, rig);
    let woken = 'asleep';
    void desk
      .wait({ hearing, address: 'here', waitMs: 1_000, gone: new AbortController().signal })
      .then((why) => (woken = why));
    expect(await rig.publish(draft, draft)).toMatchObject([{ ok: true }, { ok: true }]);
    rig.clock.endTurns();
    await turn();
    expect([woken, desk.size]).toEqual([expected, expected === 'asleep' ? 1 : 0]);
  });

  it('count the addresses of an IPv6 network as one', async () => {
    const rig = await HttpRig.open();
    const desk = new PollWaits({ ...defaultHttpOptions, maxWaitingPollsPerAddress: 1 }, rig);
    const gone = new AbortController();
    const wait = (address: string) => desk.wait({ hearing, address, waitMs: 1_000, gone: gone.signal });
    const first = wait('2001:db8::1');
    expect(() => wait('2001:db8::2')).toThrow('Too many polls');
    const other = wait('2001:db8:0:1::2');
    gone.abort();
    expect(await Promise.all([first, other])).toEqual(['over', 'over']);
    await expect(wait('2001:db8::2')).resolves.toBe('over');
  });
});
