import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FakeClock } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { Listeners } from './listeners.ts';
import type { ListenerPlan, OpenListener } from './listeners.ts';

/** An address that is set aside for examples (RFC 3849), so that no machine has it. */
const nowhere = '2001:db8::1';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

class Rig {
  readonly warnings: string[] = [];
  readonly seen: string[] = [];
  readonly clock = new FakeClock();
  /** Answers that the test gives. */
  readonly held: ServerResponse[] = [];
  readonly upgraded: Duplex[] = [];
  readonly listeners = new Listeners({
    clock: this.clock,
    onRequest: (listener, request, response) => {
      this.seen.push(`${listener} ${request.url ?? ''}`);
      if (request.url === '/held') this.held.push(response);
      else response.end('hello');
    },
    onUpgrade: (listener, request, socket) => {
      this.seen.push(`upgrade ${listener}`);
      // What `new URL` does with a path that it cannot read.
      if (request.url === '//') throw new TypeError('Invalid URL');
      this.upgraded.push(socket);
      if (request.url === '/held') return;
      socket.end('HTTP/1.1 426 Upgrade Required\r\n\r\n');
    },
    onWarning: (message) => this.warnings.push(message),
  });

  constructor() {
    cleanups.push(() => {
      this.listeners.stopListening();
      this.listeners.closeAll();
    });
  }

  open(plan: Partial<ListenerPlan> = {}): Promise<OpenListener | undefined> {
    return this.listeners.open({ name: 'main', port: 0, hosts: ['127.0.0.1'], required: true, ...plan });
  }
}

/** Somebody else's server on a port of the system's choice. */
const occupy = async (): Promise<number> => {
  const server: Server = createServer();
  cleanups.push(() => server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('A server that listens has an address');
  return address.port;
};

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const port = await occupy();
  for (const cleanup of cleanups.splice(-1)) cleanup();
  return port;
};

/** Everything that a server answers to these bytes until it ends the connection. */
const answerTo = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });

/** A client that never ends its half, and what became of its connection. */
const halfOpen = (port: number, bytes: string): { readonly socket: Socket; text: string; isClosed: boolean } => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(bytes));
  const client = { socket, text: '', isClosed: false };
  cleanups.push(() => socket.destroy());
  socket.on('data', (data: Buffer) => (client.text += data.toString()));
  socket.on('error', () => undefined);
  socket.on('close', () => (client.isClosed = true));
  return client;
};

/** How many connections this process holds, at either end. */
const openSockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

const upgradeTo = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

describe('listeners', () => {
  it('open a port of the system’s choice and pass on what comes, with the name of the listener', async () => {
    const rig = new Rig();
    const opened = await rig.open();
    expect(opened).toEqual({ name: 'main', port: expect.any(Number) });
    const port = opened?.port ?? 0;
    expect(await answerTo(port, 'GET /path HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('hello');
    expect(rig.seen).toEqual(['main /path']);
  });

  it('answer who offers another protocol than WebSocket by the way as if nothing were offered', async () => {
    const rig = new Rig();
    const port = (await rig.open())?.port ?? 0;
    const offer = 'GET /path HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n';
    expect(await answerTo(port, offer)).toContain('hello');
    expect(rig.seen).toEqual(['main /path']);
  });

  it('take a machine without one of the addresses for no failure', async () => {
    const rig = new Rig();
    expect(await rig.open({ hosts: ['127.0.0.1', nowhere] })).toMatchObject({ name: 'main' });
    expect(await rig.open({ hosts: [nowhere, '127.0.0.1'] })).toMatchObject({ name: 'main' });
    expect(await rig.open({ hosts: [nowhere] })).toBeUndefined();
    expect(rig.warnings).toEqual([]);
  });

  it('fail when a port that is required is in use', async () => {
    const rig = new Rig();
    const port = await occupy();
    await expect(rig.open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([[['127.0.0.1', '127.0.0.2']], [['127.0.0.2', '127.0.0.1']]])(
    'warn and do without one that is not required when another program has its port on any of %j',
    async (hosts) => {
      const rig = new Rig();
      const port = await occupy();
      expect(await rig.open({ name: '8000', port, hosts, required: false })).toBeUndefined();
      expect(rig.warnings).toEqual([expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`)]);
      // The other address is left alone as well, so somebody else may have it.
      expect(await rig.open({ port, hosts: ['127.0.0.2'] })).toEqual({ name: 'main', port });
    },
  );

  it('answer bytes that are no HTTP with 400', async () => {
    const rig = new Rig();
    const opened = await rig.open();
    expect(await answerTo(opened?.port ?? 0, '\u0016\u0003\u0001 nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('end the connection of an upgrade that cannot be handled, and live on', async () => {
    const rig = new Rig();
    const port = (await rig.open())?.port ?? 0;
    expect(await answerTo(port, upgradeTo('//'))).toBe('');
    expect(await answerTo(port, upgradeTo('/'))).toMatch(/^HTTP\/1\.1 426 /);
    expect(rig.seen).toEqual(['upgrade main', 'upgrade main']);
  });

  it('take nobody in any more when they stopped', async () => {
    const rig = new Rig();
    const port = (await rig.open())?.port ?? 0;
    rig.listeners.stopListening();
    expect(await answerTo(port, 'GET / HTTP/1.1\r\n\r\n')).toBe('');
    expect(rig.seen).toEqual([]);
  });

  it('let go of a peer that sent no HTTP and keeps its half open', async () => {
    const rig = new Rig();
    const client = halfOpen((await rig.open())?.port ?? 0, 'garbage\r\n\r\n');
    await expect.poll(() => client.text).toMatch(/^HTTP\/1\.1 400 /);
    await expect.poll(openSockets).toBe(1);
    expect(client.isClosed).toBe(false);
    expect(rig.clock.timerCount).toBe(0);
  });

  it('cut off upgraded sockets, too, when everything is to be closed', async () => {
    const rig = new Rig();
    const client = halfOpen((await rig.open())?.port ?? 0, upgradeTo('/held'));
    await expect.poll(() => rig.upgraded).toHaveLength(1);
    rig.listeners.stopListening();
    expect(rig.upgraded[0]?.destroyed).toBe(false);
    rig.listeners.closeAll();
    expect(rig.upgraded[0]?.destroyed).toBe(true);
    await expect.poll(() => client.socket.readableEnded || client.isClosed).toBe(true);
  });
});

describe('listeners that stop', () => {
  it.each([
    ['before one is opened', 0],
    ['while the first host is opened', 1],
  ])('%s open nothing', async (_when, stopAt) => {
    const rig = new Rig();
    const port = await freePort();
    if (stopAt === 0) rig.listeners.stopListening();
    const opening = rig.open({ port, hosts: ['127.0.0.1', '127.0.0.2'] });
    rig.listeners.stopListening();
    expect(await opening).toBeUndefined();
    // Both addresses can be had by others.
    expect(await new Rig().open({ port, hosts: ['127.0.0.1', '127.0.0.2'] })).toEqual({ name: 'main', port });
  });

  it('wait for the answer that is under way, which is the last of its connection', async () => {
    const rig = new Rig();
    const port = (await rig.open())?.port ?? 0;
    const answer = answerTo(port, 'GET /held HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => rig.held).toHaveLength(1);
    rig.listeners.stopListening();
    let isAnswered = false;
    const answered = rig.listeners.answered(1_000).then(() => (isAnswered = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    rig.held[0]?.end('at last');
    await answered;
    rig.listeners.closeAll();
    const text = await answer;
    expect(text).toMatch(/Connection: close/i);
    expect(text).toMatch(/at last/);
    expect(rig.clock.timerCount).toBe(0);
  });

  it('wait no longer than they are told, and not for clients that went away, also in the middle of a pipeline', async () => {
    const rig = new Rig();
    const client = halfOpen((await rig.open())?.port ?? 0, 'GET /held HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    await expect.poll(() => rig.held).toHaveLength(3);
    const answered = rig.listeners.answered(1_000);
    rig.clock.advance(1_000);
    await answered;
    const again = rig.listeners.answered(1_000);
    client.socket.destroy();
    await again;
    expect(rig.clock.timerCount).toBe(0);
  });

  it('have nothing to wait for when nothing was asked', async () => {
    const rig = new Rig();
    await rig.open();
    await rig.listeners.answered(1_000);
    expect(rig.clock.timerCount).toBe(0);
  });
});
