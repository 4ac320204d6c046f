import { expect, it } from 'vitest';
import { equity, HttpRig, position } from './http-rig.fixture.ts';

const market = { kind: 'market', data: { symbol: 'BTC', price: '1.5' } };

it('gives the present values of the caller’s account and of shared kinds, with seq as text and no publisher', async () => {
  const rig = await HttpRig.open();
  await rig.publish(
    equity(1),
    equity(2),
    position('BTC', 'opened', 1),
    position('ETH', 'opened', 1),
    position('ETH', 'closed', 0),
    market,
  );
  await rig.publish(equity(9, { account: 'spare' }));
  const { cursor, events } = (await rig.get('/v1/snapshot?account=main')).json();
  expect(cursor).toBe('e1.6');
  expect(events.map((event) => [event.kind, event.seq])).toEqual([
    ['equity', '2'],
    ['position', '3'],
    ['market', '6'],
  ]);
  expect(events[0]).toMatchObject({ account: 'main', key: 'equity', data: { equity: 2 } });
  expect(events[0]?.publisher).toBeUndefined();
});

// Promise: ruling-11.isolation-snapshot
it('never tells of another account, not even by its cursor', async () => {
  const rig = await HttpRig.open();
  await rig.publish(equity(1), equity(9, { account: 'spare' }));
  expect((await rig.get('/v1/snapshot?account=main')).json().cursor).toBe('e1.1');
  expect((await rig.get('/v1/snapshot?account=*')).json().events).toHaveLength(2);
});

it('gives who shows no token the one account outside of development, also for a star', async () => {
  const rig = await HttpRig.open({ identity: { dev: false } });
  await rig.publish(equity(1), equity(9, { account: 'spare' }));
  for (const query of ['', '?account=main', '?account=*']) {
    expect((await rig.get(`/v1/snapshot${query}`)).json().events).toMatchObject([{ account: 'main' }]);
  }
  const refusals = await Promise.all(['spare', 'nobody'].map((account) => rig.get(`/v1/snapshot?account=${account}`)));
  expect(refusals.map(({ statusCode }) => statusCode)).toEqual([403, 403]);
  expect(refusals[0]?.body).toBe(refusals[1]?.body);
});

it('gives only the kinds that are named', async () => {
  const rig = await HttpRig.open();
  await rig.publish(equity(1), position('BTC', 'opened', 1));
  expect((await rig.get('/v1/snapshot?kinds=position,')).json().events).toHaveLength(1);
  const unknown = await rig.get('/v1/snapshot?kinds=nonsense');
  expect([unknown.statusCode, unknown.json().error.code]).toEqual([422, 'UNKNOWN_KIND']);
  expect((await rig.get('/v1/snapshot?account=%20')).json().error.code).toBe('INVALID_REQUEST');
});

it('answers 304 until something changes, and not for another choice of kinds', async () => {
  const rig = await HttpRig.open();
  await rig.publish(equity(1));
  const { etag } = (await rig.get('/v1/snapshot')).headers;
  const known = { 'if-none-match': String(etag) };
  expect((await rig.get('/v1/snapshot', known)).statusCode).toBe(304);
  expect((await rig.get('/v1/snapshot?kinds=equity', known)).statusCode).toBe(200);
  await rig.publish(equity(2));
  expect((await rig.get('/v1/snapshot', known)).statusCode).toBe(200);
});

it('writes a big snapshot in pieces of one moment', async () => {
  const rig = await HttpRig.open();
  await rig.publish(...Array.from({ length: 1_200 }, (_, n) => position(`S${n}`, 'opened', n)));
  const { cursor, events } = (await rig.get('/v1/snapshot')).json();
  expect([cursor, events.length, events.at(-1)?.data.size]).toEqual(['e1.1200', 1_200, 1_199]);
});
