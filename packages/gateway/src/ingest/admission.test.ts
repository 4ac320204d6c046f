import { describe, expect, it } from 'vitest';
import { admit } from './admission.ts';
import { engine, equity, IngestRig, outcomes, position } from './ingest-rig.fixture.ts';
import type { Publisher } from './publisher.ts';

const market = { kind: 'market', data: { symbol: 'BTC', price: 1 } };
const anybody: Publisher = { ...engine, name: 'dev', accounts: '*', defaultAccount: 'demo', shared: true };

describe('admission', () => {
  it('puts a fact that names no account into the first of its publisher', () => {
    expect(admit(engine, equity(1), 7)).toEqual({
      kind: 'equity',
      data: { equity: 1 },
      key: 'equity',
      account: 'alice',
      source: 'engine',
      occurredAt: 7,
    });
  });

  // Promise: ruling-11.ownership
  it('lets a publisher choose among its accounts and refuses every other', async () => {
    const rig = new IngestRig();
    const drafts = ['alice', 'bob', 'carol', 'Alice', '@shared', '*'].map((account) => equity(1, { account }));
    expect(outcomes(await rig.publish(drafts))).toEqual([
      1,
      2,
      'FORBIDDEN_ACCOUNT',
      'FORBIDDEN_ACCOUNT',
      'INVALID_EVENT',
      'INVALID_EVENT',
    ]);
    expect(rig.events.map((event) => event.account)).toEqual(['alice', 'bob']);
  });

  it('lets a publisher of any account name any', async () => {
    const rig = new IngestRig();
    await rig.publish([equity(1), equity(1, { account: 'carol' })], anybody);
    expect(rig.events.map((event) => event.account)).toEqual(['demo', 'carol']);
  });

  it('refuses kinds that the credential does not name', async () => {
    const rig = new IngestRig();
    const publisher: Publisher = { ...engine, kinds: ['position'] };
    expect(outcomes(await rig.publish([equity(1), position('opened', 'BTC')], publisher))).toEqual([
      'FORBIDDEN_KIND',
      1,
    ]);
  });

  // Promise: ruling-11.shared-kinds
  it('takes shared kinds only from who may speak to all, and gives them to no account', async () => {
    const rig = new IngestRig();
    expect(outcomes(await rig.publish([market]))).toEqual(['FORBIDDEN_KIND']);
    expect(outcomes(await rig.publish([{ ...market, account: 'alice' }], { ...engine, shared: true }))).toEqual([1]);
    expect(rig.events.map((event) => event.account)).toEqual(['@shared']);
  });

  // Promises: ruling-11.ownership, ruling-3.two-times
  it('never lets a fact say who published it or when it came in', async () => {
    const rig = new IngestRig();
    const forged = { ...equity(1), publisher: 'someone', receivedAt: 1, seq: 99 };
    expect(outcomes(await rig.publish([forged]))).toEqual(['INVALID_EVENT']);
    await rig.publish([equity(1)]);
    expect(rig.events).toMatchObject([{ seq: 1, publisher: 'engine', receivedAt: rig.clock.now() }]);
  });
});
