import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { equity, HttpRig, position } from './http-rig.fixture.ts';
import { numbers, poll, trade } from './poll-client.fixture.ts';

describe('a poll', () => {
  // Promise: fleet.poll-snapshot
  it('without a cursor gives the present states in the page’s own words', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), equity(2), position('BTC', 'opened', 1), trade(1));
    const answer = await poll(rig, 'types=equity,positions,trades');
    expect(answer).toMatchObject({ recovered: false, more: false, seq: 'e1.4' });
    expect(answer.messages).toMatchObject([
      { type: 'equity', n: 2 },
      { type: 'position', n: 3 },
    ]);
    expect(answer.messages[0]?.seq).toBeUndefined();
  });

  // Promise: fleet.poll
  it('with a cursor gives what came since: each `every` update in order, then changed states, each with its seq', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), position('BTC', 'opened', 1));
    const first = await poll(rig);
    await rig.publish(trade(1), equity(2), equity(3), position('BTC', 'closed', 0), trade(2));
    const answer = await poll(rig, `since=${first.cursor}`);
    expect(answer).toMatchObject({ recovered: true, more: false, seq: 'e1.7' });
    expect(answer.messages.map((message) => [message.type, message.n, message.seq])).toEqual([
      ['trade', 3, 'e1.3'],
      ['position', 6, 'e1.6'],
      ['trade', 7, 'e1.7'],
      ['equity', 5, 'e1.7'],
    ]);
    expect((await poll(rig, `since=${answer.cursor}`)).messages).toEqual([]);
  });

  it('takes the cursor of a WebSocket message, which says nothing of states, and gives all of them', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), trade(1));
    const answer = await poll(rig, 'since=e1.2');
    expect(answer.recovered).toBe(true);
    expect(answer.messages.some((message) => message.type === 'equity')).toBe(true);
  });

  it('gives the states of topics that its cursor did not include', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), position('BTC', 'opened', 1));
    const { cursor } = await poll(rig, 'types=equity');
    expect(numbers(await poll(rig, `since=${cursor}&types=positions`))).toEqual([2]);
    expect(numbers(await poll(rig, `since=${cursor}&types=equity`))).toEqual([]);
  });

  it('says honestly when it could not go on: foreign epoch, future, and beyond retention', async () => {
    const rig = await HttpRig.open({ memory: { maxEvents: 4 } });
    await rig.publish(equity(1), trade(1));
    const { cursor } = await poll(rig, 'types=equity');
    for (const since of ['other.1', 'e1.99', 'e1.99.99.00000000']) {
      const answer = await poll(rig, `since=${since}&types=equity`);
      expect([answer.recovered, numbers(answer)]).toEqual([false, [1]]);
    }
    await rig.publish(...[2, 3, 4, 5, 6, 7].map((id) => trade(id)));
    expect((await poll(rig, `since=${cursor}&types=equity`)).recovered).toBe(false);
  });

  it('stays recovered for an account of which nothing came, however far retention went on for others', async () => {
    const rig = await HttpRig.open({ memory: { maxEvents: 4 } });
    await rig.publish(equity(1));
    const { cursor } = await poll(rig);
    await rig.publish(...[1, 2, 3, 4, 5, 6].map((n) => equity(n, { account: 'spare' })));
    expect(await poll(rig, `since=${cursor}`)).toMatchObject({ recovered: true, messages: [], seq: 'e1.1' });
  });

  it.each([
    '',
    'x',
    'e1',
    'e1.',
    'e1.1.2',
    'e1.1.2.zz',
    'e1.99999999999999999999',
    '..',
    'e1.1.99999999999999999.00000000',
  ])('refuses the cursor "%s"', async (since) => {
    const rig = await HttpRig.open();
    const response = await rig.get(`/ws/probe/poll?since=${since}`);
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'INVALID_CURSOR']);
  });

  it.each([
    ['types=nonsense', 'INVALID_REQUEST'],
    ['wait=soon', 'INVALID_REQUEST'],
    ['wait=-1', 'INVALID_REQUEST'],
    ['account=a%20b', 'INVALID_REQUEST'],
    ['since=e1.1&since=e1.2', 'INVALID_REQUEST'],
  ])('refuses ?%s with %s', async (query, code) => {
    const rig = await HttpRig.open();
    expect((await rig.get(`/ws/probe/poll?${query}`)).json().error.code).toBe(code);
  });

  it('is offered only by dialects that have it', async () => {
    const silent = { ...probeDialect, name: 'silent', traits: { ...probeDialect.traits, offersPolling: false } };
    const rig = await HttpRig.open({ dialects: [probeDialect, silent] });
    const response = await rig.get('/ws/silent/poll');
    expect([response.statusCode, response.json().error.message]).toEqual([
      404,
      expect.stringContaining('those that can: probe'),
    ]);
  });

  // Promise: ruling-11.isolation-poll
  it('shows only its account, and names accounts when it shows several', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1), equity(2, { account: 'spare' }));
    const one = await poll(rig, 'account=spare&types=equity');
    expect(one.messages).toMatchObject([{ account: 'spare' }]);
    expect((await poll(rig, 'account=*&types=equity')).messages).toMatchObject([
      { data: { account: 'main' } },
      { data: { account: 'spare' } },
    ]);
  });

  // Promise: fleet.poll-etag
  it('answers 304 to the tag of its last answer while nothing is new', async () => {
    const rig = await HttpRig.open();
    await rig.publish(equity(1));
    const first = await rig.get('/ws/probe/poll');
    const url = `/ws/probe/poll?since=${first.json().cursor}`;
    const known = { 'if-none-match': String(first.headers.etag) };
    const nothing = await rig.get(url, known);
    expect([nothing.statusCode, nothing.body]).toEqual([304, '']);
    expect((await rig.get(url)).statusCode).toBe(200);
    await rig.publish(equity(2));
    expect((await rig.get(url, known)).statusCode).toBe(200);
    expect((await rig.get('/ws/probe/poll', known)).statusCode).toBe(200);
  });
});
