import { probeDialect } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { equity, HttpRig, position } from './http-rig.fixture.ts';

const ndjson = { 'content-type': 'application/x-ndjson' };

describe('POST /v1/ingest/:dialect', () => {
  it('takes a message that means several facts, and tells of each', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/ingest/probe', { facts: [equity(1), position('BTC', 'opened', 1)] });
    expect(response.json()).toMatchObject({
      accepted: 2,
      results: [
        { seq: '1', item: 0 },
        { seq: '2', item: 0 },
      ],
    });
  });

  it('ends what a whole list no longer contains, also when the list follows in the same request', async () => {
    const rig = await HttpRig.open();
    const messages = [
      { facts: [position('BTC', 'opened', 1), position('ETH', 'opened', 1)] },
      { list: 'position', facts: [position('ETH', 'updated', 2)] },
    ];
    expect((await rig.post('/v1/ingest/probe', messages)).statusCode).toBe(200);
    expect([...rig.delivery.state.values('main', 'position')].map((event) => event.key)).toEqual(['ETH:long']);
  });

  it('recognises a repeated message by its Idempotency-Key, one or several at a time', async () => {
    const rig = await HttpRig.open();
    const key = { 'idempotency-key': 'k1' };
    const message = { facts: [equity(1), equity(2)] };
    await rig.post('/v1/ingest/probe', message, key);
    const again = await rig.post('/v1/ingest/probe', message, key);
    expect(again.json().results).toMatchObject([
      { seq: '1', duplicate: true },
      { seq: '2', duplicate: true },
    ]);
    const several = [{ facts: [equity(3)] }, { facts: [equity(4)] }];
    await rig.post('/v1/ingest/probe', several, { 'idempotency-key': 'k2' });
    const repeat = await rig.post('/v1/ingest/probe', several, { 'idempotency-key': 'k2' });
    expect(repeat.json().results).toMatchObject([
      { seq: '3', duplicate: true },
      { seq: '4', duplicate: true },
    ]);
    expect(rig.delivery.headSeq).toBe(4);
  });

  it('refuses an Idempotency-Key that no id can hold', async () => {
    const rig = await HttpRig.open();
    const response = await rig.post('/v1/ingest/probe', { facts: [equity(1)] }, { 'idempotency-key': 'x'.repeat(161) });
    expect([response.statusCode, response.json().error.problems[0]?.path]).toEqual([400, '/Idempotency-Key']);
  });

  it('reads several messages as NDJSON and sinks none for a bad one', async () => {
    const rig = await HttpRig.open();
    const lines = [
      JSON.stringify({ facts: [equity(1)] }),
      'no json',
      JSON.stringify({ facts: [] }),
      JSON.stringify({ facts: [equity(2)] }),
    ];
    const response = await rig.post('/v1/ingest/probe', lines.join('\n'), ndjson);
    expect(response.statusCode).toBe(207);
    expect(response.json().results).toMatchObject([
      { ok: true, item: 0 },
      { ok: false, line: 2, item: 1, error: { code: 'INVALID_JSON' } },
      { ok: false, line: 3, item: 2, error: { code: 'UNTRANSLATABLE' } },
      { ok: true, item: 3 },
    ]);
  });

  it('names the known dialects when it knows the asked one not', async () => {
    const rig = await HttpRig.open({ dialects: [probeDialect, { ...probeDialect, name: 'other' }] });
    const response = await rig.post('/v1/ingest/nonsense', {});
    expect([response.statusCode, response.json().error.message]).toEqual([
      404,
      expect.stringContaining('probe, other'),
    ]);
  });
});
