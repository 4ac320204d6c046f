import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Type } from 'typebox';
import { isAllowedHost } from './allowed-host.ts';
import { isAllowedOrigin } from './allowed-origin.ts';
import { equity, HttpRig } from './http-rig.fixture.ts';
import { callerOf } from './request-caller.ts';
import type { RoutePlugin } from './route-plugin.ts';

describe('the Host check', () => {
  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.0.0.1:3101', '[::1]', '[::1]:8080'])(
    'takes %s as this machine',
    (host) => {
      expect(isAllowedHost(host, [])).toBe(true);
    },
  );

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost:8080@evil',
    '::1',
    '[::1',
    'localhost:',
    '0.0.0.0',
  ])('refuses %s', (host) => {
    expect(isAllowedHost(host, [])).toBe(false);
  });

  it('takes listed names on any port, or on the listed one', () => {
    expect(isAllowedHost('Pit.example:9', ['pit.example'])).toBe(true);
    expect(isAllowedHost('pit.example:9', ['pit.example:8'])).toBe(false);
    expect(isAllowedHost('pit.example:8', ['pit.example:8'])).toBe(true);
  });

  it('never takes a name of more than three labels that nobody listed, whatever it begins with', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('localhost.', '127.0.0.1.', ''), (domain, before) => {
        expect(isAllowedHost(`${before}${domain}`, [])).toBe(false);
      }),
    );
  });
});

describe('the Origin check', () => {
  it.each([
    [undefined, 'any.example'],
    ['http://localhost:5173', 'localhost:8080'],
    ['https://127.0.0.1', 'localhost:8080'],
    ['http://[::1]:3000', 'localhost:8080'],
    ['http://pit.example:8080', 'pit.example:8080'],
    ['https://pit.example', 'pit.example:443'],
    ['http://pit.example', 'PIT.example'],
  ])('takes %s at %s', (origin, host) => {
    expect(isAllowedOrigin(origin, host, [])).toBe(true);
  });

  it.each([
    'null',
    '',
    'http://evil.example',
    'http://localhost.evil.example',
    'http://pit.example',
    'file://',
    'http://localhost@evil.example',
    'chrome-extension://abc',
  ])('refuses %s', (origin) => {
    expect(isAllowedOrigin(origin, 'pit.example:8080', [])).toBe(false);
  });

  it('takes a page of the same name that came in the clear for a foreign one where TLS is spoken', () => {
    expect(isAllowedOrigin('https://pit.example', 'pit.example', [], true)).toBe(true);
    expect(isAllowedOrigin('http://pit.example', 'pit.example', [], true)).toBe(false);
    expect(isAllowedOrigin('http://pit.example', 'pit.example', ['http://pit.example'], true)).toBe(true);
    expect(isAllowedOrigin('http://localhost:5173', 'pit.example', [], true)).toBe(true);
  });

  it('takes listed origins, whose port and scheme count', () => {
    const listed = ['https://desk.example'];
    expect(isAllowedOrigin('https://desk.example', 'localhost', listed)).toBe(true);
    expect(isAllowedOrigin('https://desk.example:444', 'localhost', listed)).toBe(false);
    expect(isAllowedOrigin('http://desk.example', 'localhost', listed)).toBe(false);
  });
});

describe('the front door', () => {
  // Promise: ruling-10.host
  it('answers 421 to a request for another host, on every path', async () => {
    const rig = await HttpRig.open();
    for (const url of ['/', '/health', '/nothing', '/docs']) {
      const response = await rig.get(url, { host: 'evil.example' });
      expect([response.statusCode, response.json().error.code]).toEqual([421, 'MISDIRECTED_HOST']);
    }
    expect((await rig.get('/health', { host: '[::1]:8080' })).statusCode).toBe(200);
  });

  it('refuses to change anything for a page of a foreign origin, and gives it no CORS headers', async () => {
    const rig = await HttpRig.open();
    const foreign = { origin: 'https://evil.example' };
    const post = await rig.post('/v1/events', equity(1), foreign);
    expect([post.statusCode, post.json().error.code]).toEqual([403, 'FORBIDDEN_ORIGIN']);
    expect(rig.delivery.headSeq).toBe(0);
    expect((await rig.get('/v1/snapshot', foreign)).headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await rig.inject({
      method: 'OPTIONS',
      url: '/v1/events',
      headers: { ...foreign, 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers['access-control-allow-methods']).toBeUndefined();
  });

  // Promises: carry.cors, carry.cors-and-origins
  it('answers preflights of pages that may read, and lets them, but not change anything', async () => {
    const rig = await HttpRig.open({ options: { corsOrigins: ['https://desk.example'] } });
    const headers = { origin: 'https://desk.example', 'access-control-request-method': 'POST' };
    const preflight = await rig.inject({ method: 'OPTIONS', url: '/v1/events', headers });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': 'https://desk.example',
      'access-control-allow-headers': expect.stringContaining('idempotency-key'),
      vary: 'Origin',
    });
    const read = await rig.get('/v1/snapshot', { origin: 'https://desk.example' });
    expect(read.headers['access-control-allow-origin']).toBe('https://desk.example');
    expect(read.headers['vary']).toContain('Origin');
    expect((await rig.post('/v1/events', equity(1), { origin: 'https://desk.example' })).statusCode).toBe(403);
  });

  // Promise: carry.cors-and-origins
  it('lets pages that may act send, and tells them nothing by the answer', async () => {
    const origin = 'https://desk.example';
    const rig = await HttpRig.open({ options: { allowedOrigins: [origin] } });
    const headers = { origin, 'access-control-request-method': 'POST' };
    const preflight = await rig.inject({ method: 'OPTIONS', url: '/v1/events', headers });
    expect(preflight.headers['access-control-allow-origin']).toBe(origin);
    const post = await rig.post('/v1/events', equity(1), { origin });
    expect([post.statusCode, post.headers['access-control-allow-origin']]).toEqual([200, undefined]);
    expect((await rig.get('/v1/snapshot', { origin })).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('answers OPTIONS with the methods of a path, and 404 where there is none', async () => {
    const rig = await HttpRig.open();
    const options = await rig.inject({ method: 'OPTIONS', url: '/v1/ingest/probe' });
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'POST, OPTIONS']);
    expect((await rig.inject({ method: 'OPTIONS', url: '/nothing' })).statusCode).toBe(404);
  });

  it('answers 404 for unknown paths and 405 with Allow for wrong methods, as JSON', async () => {
    const rig = await HttpRig.open();
    const unknown = await rig.get('/nothing?token=abcdefgh');
    expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'NOT_FOUND']);
    expect(unknown.body).not.toContain('abcdefgh');
    const wrong = await rig.get('/v1/ingest/probe');
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'POST']);
    expect(wrong.json().error.how).toBe('Use POST.');
    expect((await rig.post('/health', {})).statusCode).toBe(405);
    expect((await rig.get('/%zz')).statusCode).toBe(400);
  });

  it('puts headers on every answer that keep browsers from guessing and caches from keeping', async () => {
    const rig = await HttpRig.open();
    for (const url of ['/health', '/nothing', '/metrics']) {
      expect((await rig.get(url)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
  });

  // Promise: ruling-9.redaction
  it('never writes a token into the log, and counts each answer by its route', async () => {
    const rig = await HttpRig.open();
    await rig.get('/v1/snapshot?token=s3cr3t-s3cr3t&account=main');
    await rig.get('/nothing?a=1&%74oken=s3cr3t-s3cr3t');
    await rig.post('/v1/events', equity(1), { authorization: 'Bearer s3cr3t-s3cr3t' });
    const lines = rig.logLines.join('');
    expect(lines).toContain('token=[redacted]');
    expect(lines).not.toContain('s3cr3t-s3cr3t');
    expect([...rig.stats.responses]).toEqual([
      ['GET 200 /v1/snapshot', 1],
      ['GET 404 unknown', 1],
      ['POST 401 /v1/events', 1],
    ]);
  });
});

describe('routes about the gateway', () => {
  it('tells its health, with 503 only when degraded', async () => {
    const rig = await HttpRig.open();
    expect((await rig.get('/health')).json()).toMatchObject({ status: 'healthy', activeConnections: 2, epoch: 'e1' });
    rig.status = 'draining';
    expect((await rig.get('/health')).statusCode).toBe(200);
    rig.status = 'degraded';
    expect((await rig.get('/health')).statusCode).toBe(503);
  });

  it('is ready until it drains', async () => {
    const rig = await HttpRig.open();
    expect((await rig.get('/ready')).json()).toEqual({ ready: true });
    rig.status = 'draining';
    const draining = await rig.get('/ready');
    expect([draining.statusCode, draining.json().error.code]).toEqual([503, 'SHUTTING_DOWN']);
    expect(draining.headers['retry-after']).toBe('1');
  });

  it('gives metrics as text, answers HEAD like GET without a body', async () => {
    const rig = await HttpRig.open();
    const metrics = await rig.get('/metrics');
    expect([metrics.headers['content-type'], metrics.body]).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      '# HELP up Up.\n',
    ]);
    const head = await rig.inject({ method: 'HEAD', url: '/health' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  it('greets programs with JSON and people with a page', async () => {
    const rig = await HttpRig.open();
    expect((await rig.get('/')).json()).toMatchObject({
      name: 'pitwall',
      version: '0.1.0',
      links: { openapi: '/openapi.json' },
    });
    const page = await rig.get('/', { accept: 'text/html,*/*' });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('href="/docs"');
  });
});

describe('routes of others', () => {
  const plugin: RoutePlugin = {
    prefix: '/api/things',
    register: (scope) => {
      scope.post('/', { schema: { body: Type.Object({ name: Type.String() }) } }, (request) => ({
        name: request.body.name,
        by: callerOf(request).name,
      }));
      scope.get('/:id', (request) => {
        throw new Error(`no luck with ${callerOf(request).name}`);
      });
    },
  };
  const things = '/api/things';

  it('get requests that carry who calls and a checked body', async () => {
    const rig = await HttpRig.open({ routes: [plugin] });
    expect((await rig.post(things, { name: 'a' })).json()).toEqual({ name: 'a', by: 'desk' });
    const invalid = await rig.post(things, { name: 1 });
    expect([invalid.statusCode, invalid.json().error]).toMatchObject([
      422,
      { code: 'INVALID_EVENT', problems: [{ path: '/body/name' }] },
    ]);
    expect((await rig.post(things, '{')).json().error.code).toBe('INVALID_JSON');
    expect((await rig.post(things, '{"__proto__":{}}')).json().error.code).toBe('INVALID_JSON');
    expect((await rig.post(things, '')).statusCode).toBe(422);
    expect((await rig.post(things, 'x', { 'content-type': 'text/plain' })).statusCode).toBe(415);
  });

  it('ask for a credential, keep a budget, and answer what they throw without its words', async () => {
    const rig = await HttpRig.open({
      routes: [plugin],
      options: { routeRequestsPerSecond: 1 },
      identity: { dev: false },
    });
    expect((await rig.get(`${things}/1`)).statusCode).toBe(401);
    const headers = { authorization: 'Bearer desk-token' };
    const failed = await rig.get(`${things}/1`, headers);
    expect([failed.statusCode, failed.body.includes('no luck')]).toEqual([500, false]);
    await rig.get(`${things}/1`, headers);
    const limited = await rig.get(`${things}/1`, headers);
    expect([limited.statusCode, limited.headers['retry-after']]).toEqual([429, '1']);
  });

  it('refuse bodies over their bound', async () => {
    const rig = await HttpRig.open({ routes: [plugin], options: { maxRouteBodyBytes: 10 } });
    expect((await rig.post(things, { name: 'long enough' })).statusCode).toBe(413);
  });
});
