import { once } from 'node:events';
import { connect } from 'node:net';
import type { EventStreamClient } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { alert, dataOf, equity, startGateway, strict } from './event-stream-rig.fixture.ts';

describe('a stream’s token', () => {
  // Promise: ruling-9.carriage
  it('is asked for, and taken as header, cookie, ?token= or a ticket', async () => {
    const { port, stream, tokenFor } = await startGateway(strict);
    expect((await stream()).response.statusCode).toBe(401);
    const token = await tokenFor('ann', { accounts: ['ann'] });
    const asked = await fetch(`http://127.0.0.1:${port}/v1/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const { ticket } = (await asked.json()) as { ticket: string };
    const clients = [
      await stream('', { authorization: `Bearer ${token}` }),
      await stream('', { cookie: `pitwall_token=${token}` }),
      await stream(`?token=${token}`),
      await stream(`?ticket=${ticket}`),
    ];
    expect(clients.map(({ response }) => response.statusCode)).toEqual([200, 200, 200, 200]);
    expect((await stream(`?ticket=${ticket}`)).response.statusCode).toBe(401);
    for (const client of clients) client.cut();
  });

  // Promises: ruling-11.isolation-live, ruling-11.isolation-replay, ruling-11.isolation-snapshot
  it('shows its own accounts and no others, live, in the past and at present', async () => {
    const { publish, stream, tokenFor } = await startGateway(strict);
    const token = await tokenFor('ann', { accounts: ['ann'] });
    await publish(equity(1, 'bob'), equity(2, 'ann'), alert('a1', 'bob'), alert('a2', 'ann'));
    const client = await stream(`?token=${token}`);
    const again = await stream(`?token=${token}&since=${(await client.next())?.lastEventId.split('.')[0]}.0`);
    await publish(alert('b3', 'bob'), alert('a3', 'ann'));
    for (const one of [client, again]) {
      const heard: string[] = [];
      await one.until(({ data }) => heard.push(data) > 0 && data.includes('"a3"'));
      expect(heard.filter((data) => data.includes('bob'))).toEqual([]);
      expect(heard.filter((data) => data.includes('ann')).length).toBeGreaterThan(1);
      one.cut();
    }
    expect((await stream(`?token=${token}&account=bob`)).response.statusCode).toBe(403);
  });

  it('ends the stream when it is revoked, and the client is not let in again', async () => {
    const { port, stream, tokenFor } = await startGateway(strict);
    const token = await tokenFor('ann', { accounts: ['ann'] });
    const client = await stream(`?token=${token}`);
    await client.next();
    const answer = await fetch(`http://127.0.0.1:${port}/v1/revocations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor('root', { admin: true })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ subject: 'ann' }),
    });
    expect(answer.status).toBe(204);
    const bye = await client.until(({ event }) => event === 'bye');
    expect(dataOf(bye)).toEqual({ code: 4401, reason: 'invalid token', retry: false });
    expect((await stream(`?token=${token}`)).response.statusCode).toBe(401);
    await client.ended;
  });

  it('ends the stream when it expires', async () => {
    const { stream, tokenFor } = await startGateway(strict);
    const client = await stream(`?token=${await tokenFor('ann', { accounts: ['ann'], ttlMs: 1_500 })}`);
    const bye = await client.until(({ event }) => event === 'bye');
    expect(dataOf(bye)).toEqual({ code: 4401, reason: 'session expired', retry: false });
  });

  it('leaves the connection to further requests when it ends the stream', async () => {
    const { port, tokenFor } = await startGateway(strict);
    const token = await tokenFor('ann', { accounts: ['ann'], ttlMs: 1_500 });
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (more: string) => (text += more));
    socket.write(`GET /v1/sse?token=${token} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    while (!text.endsWith('\r\n0\r\n\r\n')) await once(socket, 'data');
    expect(text).toContain('event: bye');
    socket.write('GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
    while (!text.includes('"ready":true')) await once(socket, 'data');
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    socket.destroy();
  });

  it('of one subject holds so many streams and no more, until one is gone', async () => {
    const { stream, tokenFor } = await startGateway({ ...strict, maxConnectionsPerSubject: 2 });
    const token = await tokenFor('ann', { accounts: ['ann'] });
    const [first, second] = [await stream(`?token=${token}`), await stream(`?token=${token}`)];
    const third = await stream(`?token=${token}`);
    expect([third.response.statusCode, third.response.headers['retry-after']]).toEqual([429, '5']);
    first.cut();
    await first.ended;
    const again = await untilAdmitted(() => stream(`?token=${token}`));
    for (const client of [second, again]) client.cut();
  });
});

/** The server hears of a cut a moment after the client. */
const untilAdmitted = async (open: () => Promise<EventStreamClient>): Promise<EventStreamClient> => {
  for (;;) {
    const client = await open();
    if (client.response.statusCode === 200) return client;
    await client.ended;
  }
};

describe('streams of one address', () => {
  it('count together with its WebSockets', async () => {
    const { stream, port } = await startGateway({ maxConnectionsPerIp: 2 });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/titan`);
    await once(socket, 'open');
    const client = await stream();
    const refused = await stream();
    expect(refused.response.statusCode).toBe(429);
    client.cut();
    await client.ended;
    const again = await untilAdmitted(() => stream());
    again.cut();
    socket.close();
  });

  it('hold no place when their client goes while its token is looked at', async () => {
    const { port, stream, tokenFor } = await startGateway({ ...strict, maxConnectionsPerIp: 1 });
    const path = `/v1/sse?token=${await tokenFor('ann', { accounts: ['ann'] })}`;
    for (let n = 0; n < 5; n += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`, () => socket.destroy());
      await once(socket, 'close');
    }
    const client = await untilAdmitted(() => stream(path.slice('/v1/sse'.length)));
    expect(client.response.statusCode).toBe(200);
    client.cut();
  });

  it('that are refused hold no place', async () => {
    const { stream } = await startGateway({ maxConnectionsPerIp: 2 });
    for (let n = 0; n < 5; n += 1) {
      const refused = await stream('?kinds=nonsense');
      refused.response.resume();
      await refused.ended;
    }
    const client = await untilAdmitted(() => stream());
    expect(client.response.statusCode).toBe(200);
    client.cut();
  });
});

describe('a page that asks for a stream', () => {
  const statusAndReader = async (
    stream: Awaited<ReturnType<typeof startGateway>>['stream'],
    headers: Readonly<Record<string, string>>,
  ) => {
    const { response } = await stream('', headers);
    response.destroy();
    return [response.statusCode, response.headers['access-control-allow-origin']];
  };

  it('is let in from this machine and where it may read, and refused from elsewhere', async () => {
    const { stream } = await startGateway({
      corsOrigins: ['https://desk.example'],
      allowedOrigins: ['https://act.example'],
    });
    const of = (headers: Readonly<Record<string, string>>) => statusAndReader(stream, headers);
    expect(await of({ origin: 'http://localhost:5173' })).toEqual([200, 'http://localhost:5173']);
    expect(await of({ origin: 'https://desk.example' })).toEqual([200, 'https://desk.example']);
    expect(await of({ origin: 'https://act.example' })).toEqual([403, undefined]);
    expect(await of({ origin: 'https://evil.example' })).toEqual([403, undefined]);
    expect(await of({ 'sec-fetch-site': 'cross-site' })).toEqual([403, undefined]);
    expect(await of({ 'sec-fetch-site': 'same-origin' })).toEqual([200, undefined]);
  });

  it('may bring its cursor by itself too', async () => {
    const { port } = await startGateway();
    const preflight = await fetch(`http://127.0.0.1:${port}/v1/sse`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'GET' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toContain('last-event-id');
  });
});
