import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { EventDraft } from '@pitwall/model';
import { dialects } from '@pitwall/dialects';
import { probeDialect, RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import type { Gateway, GatewayParts } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import type { EventLog } from './log/event-log.ts';
import { MemoryLog } from './log/memory-log.ts';
import { defaultGatewayOptions } from './options.ts';
import type { GatewayOptions } from './options.ts';

const running: Gateway[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const gateway of running.splice(0)) await gateway.stop();
});

const create = (options: Partial<GatewayOptions> = {}, parts: Partial<GatewayParts> = {}): Gateway => {
  const gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true, drainSpreadMs: 0, ...options },
    { dialects: [...dialects, probeDialect], logger: pino({ level: 'silent' }), version: 'test', ...parts },
  );
  running.push(gateway);
  return gateway;
};

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const gateway = create();
  const { main } = await gateway.start();
  await gateway.stop();
  return main.port;
};

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false));
    sockets.push(socket);
  });

/** An upgrade to a path by a client that never ends its half, and what it was answered. */
const upgradeHalfOpen = (port: number, path: string) => {
  const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(head + key));
  sockets.push(socket);
  const client = {
    text: '',
    /** Whether the connection is gone by now; only a side that holds it no more answers bytes with a reset. */
    isClosedAfter(bytes: string): boolean {
      socket.write(bytes);
      return socket.destroyed;
    },
  };
  socket.on('data', (data: Buffer) => (client.text += data.toString()));
  socket.on('error', () => undefined);
  return client;
};

describe('the end of a gateway', () => {
  it.each(['stop', 'drain'] as const)('by %s during its start leaves nothing open', async (end) => {
    const port = await freePort();
    const gateway = create({ port });
    const started = gateway.start().catch((thrown: unknown) => thrown);
    await gateway[end]();
    expect(await isOpen(port)).toBe(false);
    expect(await started).toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(await isOpen(port)).toBe(false);
  });

  it('by stop cuts a drain short that waits for a client', async () => {
    const gateway = create({ drainTimeoutMs: 3_600_000 });
    const { main } = await gateway.start();
    const client = await RawClient.open({ port: main.port, path: '/ws/probe' });
    client.answersClose = false;
    client.socket.pause();
    const drained = gateway.drain();
    await gateway.stop();
    await drained;
    client.destroy();
    expect(await isOpen(main.port)).toBe(false);
  });

  it('by drain answers polls that wait, with nothing new and as the last answer of their connection', async () => {
    let waits = 0;
    const gateway = create(
      {},
      {
        clock: {
          ...systemClock,
          after(delayMs, run) {
            if (delayMs > 20_000 && delayMs <= 25_000) waits += 1;
            return systemClock.after(delayMs, run);
          },
        },
      },
    );
    const { main } = await gateway.start();
    await gateway.publish([{ kind: 'equity', data: { equity: 1 } }]);
    const url = `${main.url}/ws/probe/poll`;
    const { cursor } = Object(await (await fetch(url)).json());
    const waiting = fetch(`${url}?since=${cursor}&wait=25`);
    await expect.poll(() => waits).toBe(1);
    const drained = gateway.drain();
    const answer = await waiting;
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(await answer.json()).toMatchObject({ cursor, recovered: true, messages: [] });
    await drained;
  });

  it('by drain waits for the answer to a request that is under way', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<string>();
    const gateway = create(
      {},
      {
        routes: [
          {
            prefix: '/held',
            register(scope) {
              scope.get('/', () => {
                asked.resolve();
                return answer.promise;
              });
            },
          },
        ],
      },
    );
    const { main } = await gateway.start();
    const response = fetch(`${main.url}/held/`);
    await asked.promise;
    const drained = gateway.drain();
    await expect.poll(() => isOpen(main.port)).toBe(false);
    answer.resolve('at last');
    expect(await (await response).text()).toBe('at last');
    await drained;
  });

  it('by stop ends the reading of a log that takes long', async () => {
    const log = new MemoryLog({ epoch: 'e1' });
    const drafts = Array.from({ length: 3_000 }, (_, index): EventDraft => ({
      kind: 'equity',
      data: { equity: index },
    }));
    const first = create({}, { log });
    for (let from = 0; from < drafts.length; from += 500) await first.publish(drafts.slice(from, from + 500));
    let reads = 0;
    const reading = Promise.withResolvers<void>();
    const counted: EventLog = {
      epoch: log.epoch,
      append: (batch) => log.append(batch),
      headSeq: () => log.headSeq(),
      horizonSeq: () => log.horizonSeq(),
      seqBefore: (time) => log.seqBefore(time),
      follow: (follower) => log.follow(follower),
      close: () => log.close(),
      read(request) {
        reads += 1;
        reading.resolve();
        return log.read(request);
      },
    };
    const gateway = create({}, { log: counted });
    const started = gateway.start().catch((thrown: unknown) => thrown);
    await reading.promise;
    await gateway.stop();
    expect(await started).toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(reads).toBe(1);
  });
});

describe('a client that was refused before the handshake', () => {
  it('is let go of though it keeps its half open', async () => {
    const gateway = create();
    const { main } = await gateway.start();
    const client = upgradeHalfOpen(main.port, '/nowhere');
    await expect.poll(() => client.text).toMatch(/^HTTP\/1\.1 404 /);
    await expect.poll(() => client.isClosedAfter('more')).toBe(true);
  });
});
