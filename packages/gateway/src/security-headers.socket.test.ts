import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dialects } from '@pitwall/dialects';
import { probeDialect } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';
import { securityHeaders } from './security-headers.ts';

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

let gateway: Gateway;
const ports = { main: 0, legacy: 0 };

beforeAll(async () => {
  ports.legacy = await freePort();
  const legacy = [{ port: ports.legacy, path: '/old' }];
  const traits = { ...probeDialect.traits, routes: { main: [], legacy } };
  const pages = { '/page': () => ({ status: 200, body: { fine: true } }) as const };
  const withoutLegacy = dialects.map((dialect) => ({
    ...dialect,
    traits: { ...dialect.traits, routes: { ...dialect.traits.routes, legacy: [] } },
  }));
  gateway = createGateway(
    { ...defaultGatewayOptions, port: 0 },
    {
      dialects: [...withoutLegacy, { ...probeDialect, traits, pages }],
      logger: pino({ level: 'silent' }),
      version: '9.9.9-test',
    },
  );
  ports.main = (await gateway.start()).main.port;
});

afterAll(() => gateway.stop());

/** Sends bytes and reads the head of the answer. */
const headOf = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (!text.includes('\r\n\r\n')) return;
      resolve(text.slice(0, text.indexOf('\r\n\r\n')));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });

const request = (line: string, ...headers: readonly string[]): string =>
  [`${line} HTTP/1.1`, ...headers, '', ''].join('\r\n');

const host = 'Host: localhost';
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

const answers: readonly (readonly [string, keyof typeof ports, string, number])[] = [
  ['a page', 'main', request('GET /health', host), 200],
  ['metrics', 'main', request('GET /metrics', host), 200],
  ['a path that does not exist', 'main', request('GET /nowhere', host), 404],
  ['a path that cannot be read', 'main', request('GET /%zz', host), 400],
  ['a method that is not offered', 'main', request('DELETE /health', host), 405],
  ['the methods of a path', 'main', request('OPTIONS /health', host), 204],
  ['a host that is not served', 'main', request('GET /health', 'Host: evil.example'), 421],
  ['no host', 'main', request('GET /health'), 421],
  ['an expectation', 'main', request('GET /health', host, 'Expect: miracles'), 200],
  ['a page elsewhere', 'main', request('POST /v1/events', host, 'Origin: https://evil.example'), 403],
  ['no token', 'main', request('POST /v1/events', host, 'Content-Length: 0'), 401],
  ['bytes that are no HTTP', 'main', 'HELLO\r\n\r\n', 400],
  ['an upgrade to nothing', 'main', request('GET /ws/nothing', host, ...upgrade), 404],
  ['an upgrade of another host', 'main', request('GET /ws/titan', 'Host: evil.example', ...upgrade), 421],
  [
    'an upgrade of another page',
    'main',
    request('GET /ws/titan', host, 'Origin: https://evil.example', ...upgrade),
    403,
  ],
  ['a page of a dialect', 'legacy', request('GET /page', host), 200],
  ['a method that the page does not offer', 'legacy', request('POST /page', host, 'Content-Length: 0'), 405],
  ['a path without a page', 'legacy', request('GET /old', host), 426],
  ['a host that is not served there', 'legacy', request('GET /page', 'Host: evil.example'), 421],
  ['an upgrade to nothing there', 'legacy', request('GET /nothing', host, ...upgrade), 404],
  ['bytes that are no HTTP there', 'legacy', 'HELLO\r\n\r\n', 400],
];

describe('every answer', () => {
  it.each(answers)('has the headers that keep it in its place: %s (%s)', async (_what, listener, bytes, status) => {
    const head = (await headOf(ports[listener], bytes)).toLowerCase();
    expect(head).toMatch(new RegExp(`^http/1.1 ${status} `));
    for (const [name, value] of Object.entries(securityHeaders))
      expect(head).toContain(`${name}: ${value.toLowerCase()}`);
    expect(head).not.toMatch(/\r\n(?:server|x-powered-by):/);
    expect(head).not.toContain('9.9.9-test');
  });

  it('that is a page for people has a policy of its own, which lets in no other site', async () => {
    const head = (await headOf(ports.main, request('GET /docs', host))).toLowerCase();
    expect(head).toMatch(/content-security-policy: .*default-src 'self'/);
    expect(head).not.toMatch(/content-security-policy: [^\r]*https?:\/\//);
    expect(head).toContain('x-frame-options: deny');
  });
});
