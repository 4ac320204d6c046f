import { gzipSync } from 'node:zlib';
import { dialects } from '@pitwall/dialects';
import { RawClient } from '@pitwall/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from './gateway-contract.ts';
import { createGateway } from './gateway.ts';
import { defaultGatewayOptions } from './options.ts';

/** Kilobytes that become a hundred megabytes where somebody unpacks them. */
const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));

let gateway: Gateway;
let port: number;

beforeAll(async () => {
  gateway = createGateway(
    { ...defaultGatewayOptions, port: 0, legacyPorts: false, dev: true },
    { dialects, logger: pino({ level: 'silent' }), version: 'test' },
  );
  ({ port } = (await gateway.start()).main);
});

afterAll(() => gateway.stop());

describe('what comes compressed', () => {
  it('over HTTP is refused as it is and never unpacked', async () => {
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'x-gzip', 'gzip, gzip']) {
      for (const path of ['/v1/events', '/v1/ingest/titan']) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-encoding': encoding },
          body: new Uint8Array(bomb),
        });
        expect(answer.status).toBe(415);
        expect(await answer.json()).toMatchObject({ error: { code: 'UNSUPPORTED_MEDIA_TYPE' } });
      }
    }
  });

  it('over a WebSocket is not agreed to, and a frame that says it is closes 1002', async () => {
    const offer = { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' };
    const client = await RawClient.open({ port, path: '/ws/quantmind', headers: offer });
    const rsv1 = 0x40;
    client.sendFrame(rsv1 | 0x1, bomb.subarray(0, 100));
    expect((await client.closed).code).toBe(1002);
  });
});
