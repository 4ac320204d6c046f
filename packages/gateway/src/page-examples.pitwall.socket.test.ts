import { readFileSync } from 'node:fs';
import { pitwall } from '@pitwall/dialects';
import { kindNames } from '@pitwall/model';
import { RawClient } from '@pitwall/testkit';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { exampleOf, PageGateway } from './page-gateway.fixture.ts';

const gateway = new PageGateway();

const samples = JSON.parse(
  readFileSync(new URL('../../model/fixtures/kinds.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, { readonly data: object }>>;

const schema = pitwall.schemas?.server ?? {};

/** Says requests and reads the answers up to the last of a type, a batch message by message. */
class Reader {
  readonly #client: RawClient;
  readonly read: Readonly<Record<string, unknown>>[] = [];

  constructor(client: RawClient) {
    this.#client = client;
  }

  static async open(path = '/v1/stream'): Promise<Reader> {
    return new Reader(await RawClient.open({ port: gateway.port, path }));
  }

  say(message: object): void {
    this.#client.sendJson(message);
  }

  async until(
    fits: (message: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>>> {
    for (;;) {
      const frame: unknown = JSON.parse((await this.#client.nextText()) ?? 'null');
      const messages = (Array.isArray(frame) ? frame : [frame]) as Readonly<Record<string, unknown>>[];
      this.read.push(...messages);
      const found = messages.find(fits);
      if (found !== undefined) return found;
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

const ofType = (type: string) => (message: Readonly<Record<string, unknown>>) => message['type'] === type;

describe('what pitwall.v1 says over a socket', () => {
  it('passes its schemas: every kind as present value, event and change, and every answer', async () => {
    await gateway.post(
      '/v1/events',
      kindNames.map((kind) => ({ kind, data: samples[kind]?.data })),
    );
    const reader = await Reader.open();
    await reader.until(ofType('welcome'));
    reader.say({ ...(exampleOf('pitwall', 'subscribe.json') as object), accounts: ['demo'] });
    expect(await reader.until(ofType('gap'))).toMatchObject({ since: 'k3Jx9.1042', reason: 'other-epoch' });
    await reader.until(ofType('live'));
    reader.say({ type: 'subscribe', id: 'all', delta: true });
    await reader.until(ofType('live'));
    reader.say({ type: 'subscribe', id: 'batches', batch: true, snapshot: false });
    await reader.until(ofType('live'));
    for (let round = 0; round < 3; round += 1) {
      await gateway.post(
        '/v1/events',
        kindNames.map((kind) => ({ kind, data: samples[kind]?.data })),
      );
    }
    await reader.until(ofType('delta'));
    reader.say({ type: 'subscribe', id: 'again', delta: true });
    reader.say({ type: 'subscribe', kinds: ['prices'] });
    reader.say(exampleOf('pitwall', 'unsubscribe.json') as object);
    reader.say(exampleOf('pitwall', 'authenticate.json') as object);
    reader.say(exampleOf('pitwall', 'client-pong.json') as object);
    reader.say(exampleOf('pitwall', 'client-ping.json') as object);
    expect(await reader.until(ofType('pong'))).toMatchObject({ echo: 7 });
    const codes = reader.read.filter(ofType('error')).map(({ code }) => code);
    expect(codes).toEqual(['INVALID_REQUEST', 'INVALID_REQUEST', 'NOT_FOUND', 'INVALID_REQUEST']);
    expect(reader.read.filter((message) => !Check(schema, message))).toEqual([]);
    const kinds = new Set(reader.read.filter(ofType('event')).map(({ kind }) => String(kind)));
    expect([...kinds].toSorted()).toEqual(kindNames.filter((kind) => kind !== 'source-status').toSorted());
    reader.close();
  });

  it('can be published again as it was recorded', async () => {
    const reader = await Reader.open();
    reader.say({ type: 'subscribe', kinds: ['trade'], symbols: ['REC'] });
    await reader.until(ofType('live'));
    const data = { tradeId: 'rec-1', symbol: 'REC', side: 'buy', status: 'filled', price: '1.10' };
    await gateway.post('/v1/events', { kind: 'trade', data, source: 'recorder', occurredAt: 1_700_000_000_000 });
    const recorded = await reader.until(ofType('event'));
    expect(await gateway.post('/v1/ingest/pitwall', recorded)).toMatchObject({ accepted: 1 });
    const again = await reader.until(ofType('event'));
    expect(again).toMatchObject({ data, source: 'recorder', occurredAt: 1_700_000_000_000, prev: recorded['seq'] });
    expect(again['seq']).not.toBe(recorded['seq']);
    reader.close();
  });
});
