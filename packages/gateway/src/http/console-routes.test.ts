import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ConsoleFiles } from './console-files.ts';
import { consolePolicy } from './console-routes.ts';
import { HttpRig } from './http-rig.fixture.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const built: ConsoleFiles = {
  pages: ['trades', 'logs'],
  index: bytes('<!doctype html><title>Pitwall</title>'),
  assets: new Map([
    ['index-a1.js', bytes('run()')],
    ['inter-b2.woff2', bytes('font')],
  ]),
};

const html = { accept: 'text/html' };

const open = (identity = {}) => HttpRig.open({ console: built, identity });

describe('the console', () => {
  it.each(['/', '/trades', '/logs?level=error'])('is what people are answered with at %s', async (url) => {
    const { statusCode, headers, body } = await (await open()).inject({ url, headers: html });
    expect(statusCode).toBe(200);
    expect(body).toContain('<title>Pitwall</title>');
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  });

  it('runs no script but its own, and stands in no frame', async () => {
    const { headers } = await (await open()).inject({ url: '/trades', headers: html });
    expect(headers['content-security-policy']).toBe(consolePolicy);
    expect(consolePolicy).toContain("script-src 'self';");
    expect(consolePolicy).toContain("frame-ancestors 'none'");
    expect(consolePolicy).not.toMatch(/script-src[^;]*(?:unsafe|\*|https?:)/);
  });

  it('shows itself without a token, for it knows nothing by itself', async () => {
    const rig = await open({ dev: false, auth: 'required', jwtSecret: 'a secret of more than thirty-two bytes!' });
    expect((await rig.inject({ url: '/trades', headers: html })).statusCode).toBe(200);
    expect((await rig.inject({ url: '/v1/snapshot' })).statusCode).toBe(401);
  });

  it('answers no path that it has no page for', async () => {
    const rig = await open();
    for (const url of ['/nothing', '/trades/1', '/v1/nothing', '/assets', '/assets/../index.html']) {
      const answer = await rig.inject({ url, headers: html });
      expect([url, answer.statusCode, answer.json().error.code]).toEqual([url, 404, 'NOT_FOUND']);
    }
  });

  it('still lists for programs where to go', async () => {
    const { body } = await (await open()).inject({ url: '/', headers: { accept: 'application/json' } });
    expect(JSON.parse(body)).toMatchObject({ name: 'pitwall' });
  });
});

describe('a part of the console', () => {
  it('is kept for good, for its name changes with its content', async () => {
    const { headers, body } = await (await open()).inject({ url: '/assets/index-a1.js' });
    expect(body).toBe('run()');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  it('is compressed for who takes that, unless it is already', async () => {
    const rig = await open();
    const headers = { 'accept-encoding': 'br, gzip' };
    const script = await rig.app.inject({ url: '/assets/index-a1.js', headers });
    expect(script.headers['content-encoding']).toBe('gzip');
    expect(script.headers.vary).toContain('Accept-Encoding');
    expect(gunzipSync(script.rawPayload).toString()).toBe('run()');
    const font = await rig.app.inject({ url: '/assets/inter-b2.woff2', headers });
    expect([font.headers['content-encoding'], font.headers['content-type']]).toEqual([undefined, 'font/woff2']);
  });

  it('that is of an older version is not there, and nobody keeps that answer', async () => {
    const answer = await (await open()).inject({ url: '/assets/index-old.js' });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json().error.how).toContain('Load the page anew');
  });
});

it('says how to build the console where it is not built', async () => {
  const { body, headers } = await (await HttpRig.open()).inject({ url: '/', headers: html });
  expect(body).toContain('npm run build');
  expect(headers['content-security-policy']).not.toContain('script-src');
});
