import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { testParts } from '../command-parts.fixture.ts';
import type { TestParts } from '../command-parts.fixture.ts';
import type { OutputFlags } from './output-files.ts';
import { runBacktest } from './run-backtest.ts';

let server: Server;
let sockets: WebSocketServer;
let parts: TestParts;
let status: string;
let requests: string[];

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  requests.push(`${request.method} ${request.url}`);
  if (request.url?.endsWith('/cancel') === true) status = 'cancelled';
  const started = request.method === 'GET' ? 200 : 202;
  const asked = { strategy: 'moving-average-cross', seed: 0, data: 'sp500-daily.csv', created_at: '2024-01-15' };
  const backtest = { backtest_id: 'b1', account: 'main', status, symbol: 'SPX', error: 'no bars', ...asked };
  response.writeHead(started, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...backtest, result: { final_balance: 5000.5, return_pct: 2.05 } }));
};

beforeEach(async () => {
  parts = testParts();
  status = 'running';
  requests = [];
  server = createServer(answer);
  sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  server.close();
  server.closeAllConnections();
});

const run = (more: { readonly outputs?: OutputFlags; readonly showLog?: boolean } = {}) => {
  const { port } = server.address() as AddressInfo;
  const address = { url: new URL(`http://127.0.0.1:${port}`) };
  return runBacktest({ address, body: { fast: 5 }, outputs: {}, showLog: false, ...more }, parts);
};

/** The console that subscribes to the backtest. */
const follower = async (): Promise<WebSocket> => {
  const [socket, upgrade] = (await once(sockets, 'connection')) as [WebSocket, IncomingMessage];
  expect(upgrade.url).toBe('/ws/quantmind?account=main');
  const [frame] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(frame.toString())).toEqual({ action: 'subscribe', topic: 'backtest:b1' });
  return socket;
};

const say = (socket: WebSocket, type: string, data: object = {}): void =>
  socket.send(JSON.stringify({ type, data: { backtest_id: 'b1', ...data } }));

describe('pitwall backtest --url', () => {
  it('starts it, follows it as a console does, and shows its results', async () => {
    const following = follower();
    const running = run({ showLog: true });
    const socket = await following;
    say(socket, 'backtest_start', { symbol: 'SPX' });
    say(socket, 'log_entry', { level: 'INFO', message: 'Bought 1 SPX' });
    status = 'complete';
    say(socket, 'backtest_complete');
    expect(await running).toBe('OK');
    expect(requests).toEqual(['POST /api/backtests', 'GET /api/backtests/b1']);
    expect(parts.terminal.noted.join('\n')).toMatch(/backtest b1\n.*START.*SPX.*\n.*Bought 1 SPX/);
    expect(parts.terminal.said.join('\n')).toMatch(/final balance.*5,000\.50/);
  });

  it('hands on the gateway’s answer with --json', async () => {
    const following = follower();
    const running = run({ outputs: { json: true } });
    status = 'complete';
    say(await following, 'backtest_complete');
    await running;
    expect(JSON.parse(parts.terminal.said.join(''))).toMatchObject({
      status: 'complete',
      result: { return_pct: 2.05 },
    });
  });

  it('fails with the reason of the backtest', async () => {
    const following = follower();
    const running = run();
    status = 'failed';
    say(await following, 'backtest_error', { error: 'no bars' });
    await expect(running).rejects.toMatchObject({ exit: 'FAILED', message: 'The backtest failed: no bars' });
  });

  it('cancels it at Ctrl-C and waits for its end', async () => {
    const following = follower();
    const running = run();
    const socket = await following;
    parts.signals.emit('SIGINT', 'SIGINT');
    await expect.poll(() => requests).toContain('POST /api/backtests/b1/cancel');
    say(socket, 'backtest_error', { error: 'Backtest cancelled' });
    expect(await running).toBe('INTERRUPTED');
    expect(parts.terminal.noted).toContain('The backtest was cancelled');
    expect(parts.signals.listenerCount('SIGINT')).toBe(0);
  });

  it('cancels it also when Ctrl-C came before it had begun', async () => {
    const following = follower();
    const running = run();
    parts.signals.emit('SIGINT', 'SIGINT');
    say(await following, 'backtest_error', { error: 'Backtest cancelled' });
    expect(await running).toBe('INTERRUPTED');
    expect(requests).toContain('POST /api/backtests/b1/cancel');
  });

  it('asks for the result when it may not watch', async () => {
    sockets.once('connection', (socket) => {
      status = 'complete';
      socket.close(4403);
    });
    expect(await run()).toBe('OK');
    expect(parts.terminal.noted.join('\n')).toContain('asking for the result instead');
  });
});
