import { expect, it } from 'vitest';
import { HttpRig } from './http-rig.fixture.ts';

it('describes every public route in OpenAPI, and shows it at /docs', async () => {
  const rig = await HttpRig.open();
  const { openapi, paths } = (await rig.get('/openapi.json')).json();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths).toSorted()).toEqual(
    [
      '/health',
      '/metrics',
      '/ready',
      '/v1/events',
      '/v1/heartbeat',
      '/v1/ingest/{dialect}',
      '/v1/revocations',
      '/v1/series/equity',
      '/v1/series/market',
      '/v1/snapshot',
      '/v1/sse',
      '/v1/tickets',
      '/ws/{dialect}/poll',
    ].toSorted(),
  );
  expect(Object.keys(paths['/v1/events'] ?? {}).toSorted()).toEqual(['get', 'post']);
  expect(JSON.stringify(paths['/v1/events']?.post?.requestBody)).toContain('occurredAt');
  expect((await rig.get('/docs/')).statusCode).toBe(200);
});
