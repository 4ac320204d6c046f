import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { carry, fleet } from '@pitwall/dialects';
import { afterEach, describe, expect, it } from 'vitest';
import { answerLegacyRequest } from './legacy-answer.ts';
import type { LegacyParts } from './legacy-answer.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const parts: LegacyParts = {
  routes: [
    { listener: '8000', port: 8000, path: '/ws', dialect: carry },
    { listener: '8000', port: 8000, path: '/api/ws', dialect: fleet },
    { listener: '3101', port: 3101, path: '/elsewhere', dialect: fleet },
  ],
  judge: ({ headers }) =>
    headers.host === 'evil.example' ? { status: 421, code: 'MISDIRECTED_HOST', message: 'not here' } : undefined,
  readerOf: ({ headers }) => (headers.origin === 'https://console.example' ? headers.origin : undefined),
  factsFor: ({ name }) => ({
    healthy: true,
    activeConnections: name === 'carry' ? 2 : 99,
    version: '1.2.3',
    nowMs: Date.parse('2024-01-15T10:30:00.000Z'),
  }),
};

const ask = async (
  path: string,
  options: { listener?: string; method?: string; headers?: Record<string, string>; parts?: LegacyParts } = {},
): Promise<Response> => {
  const server = createServer((request, response) =>
    answerLegacyRequest(options.listener ?? '8000', { request, response }, options.parts ?? parts),
  );
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { method = 'GET', headers = {} } = options;
  return fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
};

describe('a plain request to the port of carry and fleet', () => {
  // Promise: carry.health
  it('for /health is answered as carry’s page says, with carry’s connections', async () => {
    const answer = await ask('/health?probe=1');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'healthy',
      active_connections: 2,
      timestamp: '2024-01-15T10:30:00.000Z',
    });
  });

  // Promise: carry.health-degraded
  it('for /health of a gateway that is not well says so, with 503', async () => {
    const unwell = { ...parts, factsFor: () => ({ ...parts.factsFor(carry), healthy: false }) };
    const answer = await ask('/health', { parts: unwell });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: 'degraded' });
  });

  // Promise: carry.root
  it('for / tells what the service is', async () => {
    const answer = await ask('/');
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('1.2.3');
  });

  it('for anything else names the paths that speak WebSocket here, and no others', async () => {
    const answer = await ask('/ws');
    expect(answer.status).toBe(426);
    expect(await answer.json()).toMatchObject({
      spoken: [
        { dialect: 'carry', path: '/ws' },
        { dialect: 'fleet', path: '/api/ws' },
      ],
    });
  });

  it('for a page of another port’s dialect names the paths', async () => {
    expect((await ask('/health', { listener: '3101' })).status).toBe(426);
  });

  it.each(['/constructor', '/__proto__', '/toString'])('finds no page at %s', async (path) => {
    expect((await ask(path)).status).toBe(426);
  });

  it('refuses methods that a page does not offer', async () => {
    const answer = await ask('/health', { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('answers HEAD without a body', async () => {
    const answer = await ask('/health', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  // Promise: carry.cors
  it('lets only listed pages of other sites read, and says so to caches', async () => {
    const listed = await ask('/health', { headers: { origin: 'https://console.example' } });
    const other = await ask('/health', { headers: { origin: 'https://other.example' } });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://console.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    expect(other.headers.get('vary')).toBe('Origin');
  });

  it('carries the headers of every answer', async () => {
    const { headers } = await ask('/health');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
