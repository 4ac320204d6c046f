import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { testParts } from '../command-parts.fixture.ts';
import type { TestParts } from '../command-parts.fixture.ts';
import { runTail } from './run-tail.ts';
import { tailTarget } from './tail-dialects.ts';
import type { TailRequest } from './follow.ts';

let server: WebSocketServer;
let parts: TestParts;

beforeEach(async () => {
  parts = testParts();
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});

afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

const request = (dialect: string, more: Partial<TailRequest> = {}): TailRequest => {
  const { port } = server.address() as AddressInfo;
  const target = tailTarget(`127.0.0.1:${port}`, dialect);
  return { ...target, topics: [], resume: false, json: false, wait: false, ...more };
};

const nextConnection = async (): Promise<{ socket: WebSocket; upgrade: IncomingMessage; heard: string[] }> => {
  const [socket, upgrade] = (await once(server, 'connection')) as [WebSocket, IncomingMessage];
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  return { socket, upgrade, heard };
};

describe('tail', () => {
  it('shows what comes, one line a message, until Ctrl-C', async () => {
    const connected = nextConnection();
    const tail = runTail(request('titan'), parts);
    const { socket, upgrade } = await connected;
    expect(upgrade.url).toBe('/ws/titan');
    socket.send(JSON.stringify({ type: 'EQUITY_UPDATE', timestamp: 0, data: { equity: 4900 } }));
    await expect.poll(() => parts.terminal.said).toHaveLength(1);
    expect(parts.terminal.said[0]).toContain('4,900.00');
    parts.signals.emit('SIGINT', 'SIGINT');
    expect(await tail).toBe('OK');
    expect(parts.terminal.noted.at(-1)).toMatch(/^1 message in [0-9.]+ s$/);
    expect(parts.signals.listenerCount('SIGINT')).toBe(0);
  });

  it('subscribes to the topics of a dialect that says nothing by itself', async () => {
    const connected = nextConnection();
    const tail = runTail(request('quantmind', { topics: ['backtest'], token: 'secret' }), parts);
    const { heard, upgrade } = await connected;
    await expect.poll(() => heard).toEqual(['{"action":"subscribe","topic":"backtest"}']);
    expect(upgrade.headers.authorization).toBe('Bearer secret');
    parts.signals.emit('SIGTERM', 'SIGTERM');
    expect(await tail).toBe('OK');
  });

  it('hands on the messages as they came with --json', async () => {
    const connected = nextConnection();
    const tail = runTail(request('titan', { json: true }), parts);
    const { socket } = await connected;
    socket.send('{"price": 1.10}');
    socket.send('{\n  "a": 1\n}');
    await expect.poll(() => parts.terminal.said).toEqual(['{"price": 1.10}', '{ "a": 1 }']);
    parts.signals.emit('SIGINT', 'SIGINT');
    await tail;
  });

  it('comes back after a loss, and goes on after the last message it saw', async () => {
    const first = nextConnection();
    const tail = runTail(request('titan', { resume: true }), parts);
    const { socket, upgrade } = await first;
    expect(upgrade.url).toBe('/ws/titan?resume=1');
    socket.send(JSON.stringify({ type: 'X', seq: 'abc.41' }));
    await expect.poll(() => parts.terminal.said).toHaveLength(1);
    const second = nextConnection();
    socket.terminate();
    expect((await second).upgrade.url).toBe('/ws/titan?since=abc.41');
    expect(parts.terminal.noted).toContain('the connection was lost; next attempt in 0.0 s');
    parts.signals.emit('SIGINT', 'SIGINT');
    await tail;
  });

  it.each([
    [1008, 'Invalid token', 'DENIED'],
    [4401, '', 'DENIED'],
    [1000, 'bye', 'OK'],
  ] as const)('ends when it is closed with %i, and says why', async (code, reason, exit) => {
    const connected = nextConnection();
    const tail = runTail(request('titan'), parts);
    (await connected).socket.close(code, reason);
    expect(await tail).toBe(exit);
    expect(parts.terminal.noted.join('\n')).toContain(`the gateway closed: ${code}`);
  });

  it('says that nobody is there', async () => {
    const nowhere = request('titan');
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(await runTail(nowhere, parts)).toBe('UNAVAILABLE');
    expect(parts.terminal.noted.join('\n')).toMatch(/cannot be reached: .*ECONNREFUSED/);
  });
});
