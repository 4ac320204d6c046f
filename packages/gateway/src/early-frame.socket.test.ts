import { connect } from 'node:net';
import { dialects } from '@pitwall/dialects';
import { FrameReader } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const handshake = [
  'GET /telemetry HTTP/1.1',
  'Host: 127.0.0.1',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');

/** A text frame of less than 126 bytes with a mask that changes nothing. */
const frameOf = (message: unknown): Buffer => {
  const payload = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, 0x80 + payload.length, 0, 0, 0, 0]), payload]);
};

// Promise: mci.ack-first
it('a subscribe that comes with the handshake waits until the session was acknowledged', async () => {
  const gateway: Gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true },
    { dialects, logger: pino({ level: 'silent' }), version: 'test' },
  );
  cleanups.push(() => gateway.stop());
  const { main } = await gateway.start();
  const socket = connect(main.port, '127.0.0.1');
  cleanups.push(() => socket.destroy());
  const subscribe = frameOf({ event: 'subscribe', data: { channels: ['activity'] } });
  socket.write(Buffer.concat([Buffer.from(handshake), subscribe]));
  let received = Buffer.alloc(0);
  const events = (): unknown[] => {
    const body = received.indexOf('\r\n\r\n') + 4;
    if (body < 4) return [];
    const messages = new FrameReader().take(received.subarray(body)).map(({ payload }) => payload.toString());
    return messages.map((text) => (JSON.parse(text) as { event: string }).event);
  };
  socket.on('data', (bytes: Buffer) => (received = Buffer.concat([received, bytes])));
  await expect.poll(events).toEqual(['connection:ack', 'subscribed']);
});
