import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChaosProxy } from './chaos-proxy.ts';

/** Says back what it hears; remembers how its connections ended. */
class Echo {
  readonly server: Server;
  readonly heard: Buffer[] = [];
  readonly sockets: Socket[] = [];

  constructor() {
    this.server = createServer({ allowHalfOpen: true }, (socket) => {
      this.sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        this.heard.push(chunk);
        socket.write(chunk);
      });
      socket.on('end', () => socket.end());
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}

let echo: Echo;
let proxy: ChaosProxy;
let waiting: (() => void)[];
let waitsMs: number[];
let clients: Socket[];

beforeEach(async () => {
  echo = new Echo();
  await new Promise<void>((resolve) => echo.server.listen(0, '127.0.0.1', resolve));
  waiting = [];
  waitsMs = [];
  clients = [];
  proxy = await ChaosProxy.start({
    targetPort: () => echo.port,
    schedule: (afterMs, run) => {
      waitsMs.push(afterMs);
      waiting.push(run);
    },
  });
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await proxy.stop();
  for (const socket of echo.sockets) socket.destroy();
  await new Promise<void>((resolve) => echo.server.close(() => resolve()));
});

const open = async (): Promise<Socket> => {
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => undefined);
  clients.push(client);
  await once(client, 'connect');
  return client;
};

const read = async (client: Socket, bytes: number): Promise<string> => {
  let text = '';
  while (text.length < bytes) {
    const [chunk] = (await once(client, 'data')) as [Buffer];
    text += chunk.toString('latin1');
  }
  return text;
};

const closing = (socket: Socket): Promise<'reset' | 'ended'> =>
  new Promise((resolve) => socket.once('close', (hadError) => resolve(hadError ? 'reset' : 'ended')));

/** Both ways have been there: what was said before has arrived. */
const settled = async (client: Socket): Promise<void> => {
  client.write('!');
  expect(await read(client, 1)).toBe('!');
};

/** Runs what is scheduled, as it comes, until the client has read so much. */
const readWhileScheduled = async (client: Socket, bytes: number): Promise<string> => {
  let text = '';
  client.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await expect
    .poll(
      () => {
        for (const run of waiting.splice(0)) run();
        return text.length;
      },
      { interval: 1 },
    )
    .toBe(bytes);
  return text;
};

describe('a chaos proxy', () => {
  it('passes bytes both ways while it is calm', async () => {
    const client = await open();
    const text = 'x'.repeat(300_000);
    client.write(text);
    expect(await read(client, text.length)).toBe(text);
    expect(proxy.openCount).toBe(1);
  });

  it('holds everything back while it stalls, and loses nothing of it', async () => {
    const client = await open();
    await settled(client);
    proxy.disturb('to-client', { stalled: true });
    let heardBefore = '';
    client.on('data', (chunk: Buffer) => (heardBefore += chunk.toString()));
    client.write('late');
    await expect.poll(() => Buffer.concat(echo.heard).toString()).toBe('!late');
    expect(heardBefore).toBe('');
    proxy.calm();
    await expect.poll(() => heardBefore).toBe('late');
  });

  it('delays each chunk for as long as it is told', async () => {
    const client = await open();
    await settled(client);
    proxy.disturb('to-client', { delayMs: 250 });
    client.write('later');
    expect(await readWhileScheduled(client, 5)).toBe('later');
    expect(waitsMs).toEqual([250]);
  });

  it('throttles: so many bytes take so long, in order', async () => {
    const client = await open();
    await settled(client);
    proxy.disturb('to-client', { bytesPerSecond: 2048 });
    const text = Array.from({ length: 4096 }, (_, index) => String(index % 10)).join('');
    client.write(text);
    expect(await readWhileScheduled(client, text.length)).toBe(text);
    expect(waitsMs.reduce((sum, ms) => sum + ms, 0)).toBe(2000);
  });

  it('cuts: both ends find the connection reset', async () => {
    const client = await open();
    await settled(client);
    const [server] = echo.sockets;
    if (server === undefined) throw new Error('nobody came');
    const ends = [closing(client), closing(server)];
    proxy.cut();
    expect(await Promise.all(ends)).toEqual(['reset', 'reset']);
    expect(proxy.openCount).toBe(0);
  });

  it('corrupts one chunk, and no other', async () => {
    const client = await open();
    await settled(client);
    proxy.corrupt('to-client');
    client.write('abcde');
    expect(await read(client, 5)).not.toBe('abcde');
    client.write('abcde');
    expect(await read(client, 5)).toBe('abcde');
  });

  it('closes one half: the other still speaks', async () => {
    const client = await open();
    await settled(client);
    const ended = once(client, 'end');
    client.resume();
    proxy.halfClose('to-client');
    await ended;
    client.write('still here');
    await expect.poll(() => Buffer.concat(echo.heard).toString()).toBe('!still here');
  });

  it('refuses who comes, until it accepts again', async () => {
    proxy.refuse();
    const refused = connect({ port: proxy.port, host: '127.0.0.1' });
    refused.on('error', () => undefined);
    clients.push(refused);
    expect(await closing(refused)).toBe('reset');
    proxy.accept();
    await settled(await open());
    expect(proxy.acceptedCount).toBe(1);
  });

  it('passes on the end that one side makes', async () => {
    const client = await open();
    await settled(client);
    const ended = once(client, 'end');
    client.resume();
    client.end();
    await ended;
    expect(client.readableEnded).toBe(true);
  });
});
