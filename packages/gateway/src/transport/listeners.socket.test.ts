import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
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
  readonly listeners = new Listeners({
    onRequest: (listener, request, response) => {
      this.seen.push(`${listener} ${request.url ?? ''}`);
      response.end('hello');
    },
    onUpgrade: (listener, request, socket) => {
      this.seen.push(`upgrade ${listener}`);
      // What `new URL` does with a path that it cannot read.
      if (request.url === '//') throw new TypeError('Invalid URL');
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

/** Everything that a server answers to these bytes until it ends the connection. */
const answerTo = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });

describe('listeners', () => {
  it('open a port of the system’s choice and pass on what comes, with the name of the listener', async () => {
    const rig = new Rig();
    const opened = await rig.open();
    expect(opened).toEqual({ name: 'main', port: expect.any(Number) });
    const port = opened?.port ?? 0;
    expect(await answerTo(port, 'GET /path HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('hello');
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
    const upgrade = (path: string): string =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    expect(await answerTo(port, upgrade('//'))).toBe('');
    expect(await answerTo(port, upgrade('/'))).toMatch(/^HTTP\/1\.1 426 /);
    expect(rig.seen).toEqual(['upgrade main', 'upgrade main']);
  });

  it('take nobody in any more when they stopped', async () => {
    const rig = new Rig();
    const port = (await rig.open())?.port ?? 0;
    rig.listeners.stopListening();
    expect(await answerTo(port, 'GET / HTTP/1.1\r\n\r\n')).toBe('');
    expect(rig.seen).toEqual([]);
  });
});
