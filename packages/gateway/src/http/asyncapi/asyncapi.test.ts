import { Parser } from '@asyncapi/parser';
import { dialects, examplesOf, pitwall } from '@pitwall/dialects';
import type { JsonObject } from '@pitwall/dialects';
import { kindNames } from '@pitwall/model';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { HttpRig } from '../http-rig.fixture.ts';
import type { WebSocketRoute } from '../http-parts.ts';

/** As the transport has them, listeners of pages included. */
const webSocketRoutes: readonly WebSocketRoute[] = dialects.flatMap((dialect) => [
  ...[`/ws/${dialect.name}`, ...dialect.traits.routes.main].map((path) => ({ listener: 'main', path, dialect })),
  ...dialect.traits.routes.legacy.map(({ port, path }) => ({ listener: String(port), port, path, dialect })),
]);

interface Message {
  readonly name: string;
  readonly payload: { readonly $ref: string };
  readonly examples?: readonly { readonly payload: JsonObject }[];
}

interface Channel {
  readonly address: string;
  readonly servers: readonly { readonly $ref: string }[];
  readonly bindings: { readonly ws: { readonly query: { readonly properties: object } } };
}

interface AsyncApi {
  readonly servers: { readonly [server: string]: { readonly host: string; readonly protocol: string } };
  readonly channels: { readonly [channel: string]: Channel };
  readonly operations: { readonly [operation: string]: { readonly action: string; readonly security?: object } };
  readonly components: { readonly messages: { readonly [key: string]: Message }; readonly schemas: object };
}

const open = (more: Parameters<typeof HttpRig.open>[0] = {}): Promise<HttpRig> =>
  HttpRig.open({ dialects: dialects, webSocketRoutes, ...more });

const read = async (rig: HttpRig): Promise<AsyncApi> => JSON.parse((await rig.get('/asyncapi.json')).body) as AsyncApi;

describe('GET /asyncapi.json', () => {
  let rig: HttpRig;
  let document: AsyncApi;

  beforeAll(async () => {
    rig = await open();
    document = await read(rig);
  });

  it('is a valid AsyncAPI 3.0 document', async () => {
    const { diagnostics, document: parsed } = await new Parser().parse(JSON.stringify(document));
    expect(parsed === undefined ? diagnostics : []).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
  }, 60_000);

  it('has a channel for every path of every dialect, on the servers where it is', () => {
    const described = Object.values(document.channels).flatMap(({ address, servers }) =>
      servers.map(({ $ref }) => `${$ref.replace(/^#\/servers\/(port-)?/, '')} ${address}`),
    );
    expect(described.toSorted()).toEqual(webSocketRoutes.map(({ listener, path }) => `${listener} ${path}`).toSorted());
    expect(document.servers['port-3101']).toEqual({ host: 'localhost:3101', protocol: 'ws' });
  });

  it('says what either side may say, with examples that fit their schemas, of the greater part of messages', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addSchema({ $id: 'asyncapi', components: document.components });
    const wrong: unknown[] = [];
    let shown = 0;
    for (const [key, { payload, examples = [] }] of Object.entries(document.components.messages)) {
      const validate = ajv.compile({ $ref: `asyncapi${payload.$ref}` });
      for (const example of examples) {
        shown += 1;
        if (!validate(example.payload)) wrong.push({ key, errors: validate.errors });
      }
      // The schemas refuse something too: an empty object is no message anywhere.
      if (validate({})) wrong.push({ key, accepts: {} });
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(80);
  });

  it.each(dialects)('has the message of every example of $name by its name', ({ name }) => {
    const said = Object.entries(document.components.messages).filter(([key]) => key.startsWith(`${name}.`));
    const named = new Set<unknown>(said.map(([, message]) => message.name));
    const examples: readonly unknown[] = examplesOf(name).map(({ type, event, action }) => type ?? event ?? action);
    expect(examples.filter((example) => !named.has(example))).toEqual([]);
    expect(examples.length).toBeGreaterThan(8);
  });

  it('has the shape of each kind once', () => {
    const schemas = Object.keys(document.components.schemas);
    expect(schemas).toEqual(expect.arrayContaining(kindNames.map((kind) => `kind.${kind}`)));
    const text = JSON.stringify(document);
    expect(text.split('"liquidationPrice":{"anyOf"').length - 1).toBeLessThan(4);
    expect(text.length).toBeLessThan(512 * 1024);
  });

  it('tells which parameters a URL may have, by the habits of the dialect', () => {
    const parametersOf = (channel: string) =>
      Object.keys(document.channels[channel]?.bindings.ws.query.properties ?? {}).filter(
        (name) => !['account', 'token', 'ticket'].includes(name),
      );
    expect(parametersOf('titan.ws.console')).toEqual(['since', 'resume', 'types', 'delta', 'batch']);
    expect(parametersOf('pitwall.v1.stream')).toEqual([]);
  });

  it('names ways to show a token exactly where one is taken', async () => {
    const secured = (operations: AsyncApi['operations']) =>
      Object.entries(operations).flatMap(([name, { security }]) => (security === undefined ? [] : [name]));
    expect(secured(document.operations)).toEqual([]);
    const guarded = await read(await open({ identity: { auth: 'required', jwtSecret: 'x'.repeat(32) } }));
    expect(secured(guarded.operations)).toEqual(Object.keys(guarded.operations));
  });

  it('names the servers as whoever asks has found the gateway', async () => {
    const response = await rig.get('/asyncapi.json', { host: '[::1]:9000' });
    expect((JSON.parse(response.body) as AsyncApi).servers).toMatchObject({
      main: { host: '[::1]:9000', protocol: 'ws' },
      'port-8000': { host: '[::1]:8000' },
    });
  });

  it('answers 304 while nothing changed, and not to somebody who came another way', async () => {
    const { headers } = await rig.get('/asyncapi.json');
    const known = { 'if-none-match': String(headers.etag) };
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await rig.get('/asyncapi.json', known)).statusCode).toBe(304);
    expect((await rig.get('/asyncapi.json', { ...known, host: '127.0.0.1:9000' })).statusCode).toBe(200);
  });

  it('leaves out a dialect that describes no messages', async () => {
    const { schemas: _, ...silent } = pitwall;
    const { channels, operations } = await read(await HttpRig.open({ dialects: [silent] }));
    expect([channels, operations]).toEqual([{}, {}]);
  });

  it('is linked from the page at /', async () => {
    expect((await rig.get('/')).json()).toMatchObject({ links: { asyncapi: '/asyncapi.json' } });
  });
});
