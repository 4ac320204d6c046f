import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testParts } from '../command-parts.fixture.ts';
import type { TestParts } from '../command-parts.fixture.ts';
import { runPublish } from './run-publish.ts';
import type { PublishTarget } from './post-chunk.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly lines: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let server: Server;
let url: URL;
let received: Received[];
let answers: Answer[];
let parts: TestParts;

const accepted = (count: number): Answer => ({
  status: 200,
  body: { accepted: count, refused: 0, results: Array.from({ length: count }, () => ({ ok: true, duplicate: false })) },
});

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const lines = (await text(request)).split('\n');
  received.push({ path: request.url ?? '', headers: request.headers, lines });
  const isSign = request.url === '/v1/heartbeat';
  const { status, headers, body } = (isSign ? undefined : answers.shift()) ?? accepted(lines.length);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

beforeEach(async () => {
  received = [];
  answers = [];
  parts = testParts();
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const publish = (content: string, target: Omit<PublishTarget, 'address'> = {}) =>
  runPublish(
    (async function* () {
      yield content;
    })(),
    { address: { url, token: 'secret' }, ...target },
    parts,
  );

describe('publishing a file', () => {
  it('sends NDJSON with the token and tells how many were accepted', async () => {
    expect(await publish('{"kind":"a"}\n{"kind":"b"}\n')).toBe('OK');
    expect(received).toMatchObject([
      {
        path: '/v1/events',
        headers: { authorization: 'Bearer secret', 'content-type': 'application/x-ndjson' },
        lines: ['{"kind":"a"}', '{"kind":"b"}'],
      },
    ]);
    expect(parts.terminal.said.join()).toMatch(/^2 accepted, 0 refused/);
  });

  it('names the line of each refused value and fails, but publishes the others', async () => {
    const error = { code: 'UNKNOWN_KIND', message: 'there is no kind "x"' };
    answers.push({
      status: 207,
      body: {
        results: [
          { ok: true, duplicate: true },
          { ok: false, line: 2, error },
          { ok: true, duplicate: false },
        ],
      },
    });
    expect(await publish('{"kind":"a"}\n\n{"kind":"x"}\n{"kind":"b"}')).toBe('FAILED');
    expect(parts.terminal.noted).toEqual(['line 3  UNKNOWN_KIND: there is no kind "x"']);
    expect(parts.terminal.said.join()).toMatch(/^2 accepted \(1 had come before\), 1 refused/);
  });

  it('waits as long as it is told and sends the same again', async () => {
    answers.push({ status: 429, body: {}, headers: { 'retry-after': '0' } }, { status: 503, body: {} });
    expect(await publish('{"kind":"a"}')).toBe('OK');
    expect(received.map(({ lines }) => lines)).toEqual([['{"kind":"a"}'], ['{"kind":"a"}'], ['{"kind":"a"}']]);
    expect(parts.terminal.noted).toEqual(['HTTP 429; next attempt in 0.0 s', 'HTTP 503; next attempt in 0.0 s']);
  });

  it('gives canonical events ids of their lines, which an own id overrides', async () => {
    await publish('{}\n{"kind":"a","id":"mine"}', { idPrefix: 'run-1/' });
    expect(received[0]?.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 'run-1/1' },
      { id: 'mine', kind: 'a' },
    ]);
  });

  it('gives a chunk of a page’s messages an idempotency key', async () => {
    await publish('{"type":"A"}', { dialect: 'titan', idPrefix: 'run-1/' });
    expect(received).toMatchObject([
      { path: '/v1/ingest/titan', headers: { 'idempotency-key': 'run-1/1' }, lines: ['{"type":"A"}'] },
    ]);
  });

  it('names a source, which an own one overrides, and tells that it lives until the input ends', async () => {
    await publish('{"kind":"a"}\n{"kind":"b","source":"mine"}', { source: 'engine' });
    const events = received.filter(({ path }) => path === '/v1/events');
    expect(events.flatMap(({ lines }) => lines).map((line) => JSON.parse(line) as unknown)).toEqual([
      { source: 'engine', kind: 'a' },
      { source: 'mine', kind: 'b' },
    ]);
    const signs = received.filter(({ path }) => path === '/v1/heartbeat');
    expect(signs).toMatchObject([
      { headers: { authorization: 'Bearer secret' }, lines: ['{"source":"engine","heartbeatMs":5000}'] },
      { headers: { authorization: 'Bearer secret' }, lines: ['{"source":"engine","bye":true}'] },
    ]);
  });

  it('stops when the gateway does not know the token', async () => {
    const error = { code: 'UNAUTHENTICATED', message: 'The bearer token is not known here', how: 'Send one.' };
    answers.push({ status: 401, body: { error } });
    await expect(publish('{"kind":"a"}')).rejects.toMatchObject({
      exit: 'DENIED',
      message:
        'The bearer token is not known here. Give a token that is good here in the variable PITWALL_TOKEN, or with --token-file FILE. (UNAUTHENTICATED)',
    });
  });

  it('says that nobody is there', async () => {
    server.close();
    server.closeAllConnections();
    await expect(publish('{"kind":"a"}')).rejects.toMatchObject({ exit: 'UNAVAILABLE' });
  });
});
