import { createServer, request as httpRequest } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { equity, HttpRig } from './http-rig.fixture.ts';

it('a long poll ends when its client goes away', async () => {
  const rig = await HttpRig.open();
  await rig.publish(equity(1));
  const { cursor } = (await rig.get('/ws/probe/poll')).json();
  const server = createServer((request, response) => rig.app.routing(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = httpRequest({ host: '127.0.0.1', port, path: `/ws/probe/poll?since=${cursor}&wait=20` });
  client.on('error', () => undefined);
  client.end();
  while (rig.clock.timerCount === 0) await turn();
  client.destroy();
  while (rig.clock.timerCount > 0) await turn();
  expect(rig.clock.timerCount).toBe(0);
  await new Promise((resolve) => server.close(resolve));
});

it('a refused body does not keep its connection from the next request', async () => {
  const rig = await HttpRig.open({ options: { maxBodyBytes: 1_000 } });
  const server = createServer((request, response) => rig.app.routing(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const headers = { 'content-type': 'application/json', authorization: 'Bearer desk-token' };
  const big = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: 'x'.repeat(200_000) });
  expect([big.status, Reflect.get(Object(await big.json()), 'error')]).toMatchObject([
    413,
    { code: 'PAYLOAD_TOO_LARGE' },
  ]);
  const next = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(equity(1)) });
  expect(next.status).toBe(200);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
