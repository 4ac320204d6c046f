import { randomBytes } from 'node:crypto';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import type { RawClient } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CompressionRig,
  last,
  metric,
  publish,
  readToLast,
  signal,
  status,
  usualOffer,
} from './compression-rig.fixture.ts';

const bombBytes = 100_000_000;
const [text, continuation, rsv1] = [0x1, 0x0, 0x40];

const rig = new CompressionRig();
afterEach(() => rig.stop());

const deflate = (payload: Buffer): Buffer =>
  deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);

const agreedIn = (client: RawClient): string | undefined => /^sec-websocket-extensions: (.*)$/im.exec(client.head)?.[1];

describe('what comes compressed', () => {
  it('over HTTP is refused as it is and never unpacked', async () => {
    const { port } = await rig.start();
    const bomb = gzipSync(Buffer.alloc(bombBytes, 0x20));
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

  it('over a WebSocket is understood where it was agreed on', async () => {
    const { port } = await rig.start();
    const client = await rig.connect(port, '/ws/quantmind', usualOffer);
    for (const topic of ['backtest', 'logs']) {
      client.sendFrame(rsv1 | text, deflate(Buffer.from(JSON.stringify({ action: 'subscribe', topic }))));
      expect(await client.next()).toEqual({ type: 'subscription_confirmed', topic });
    }
  });

  it('over a WebSocket closes 1002 where it was not', async () => {
    for (const compression of [true, false]) {
      const { port } = await rig.start({ compression });
      const client = await rig.connect(port, '/ws/quantmind', compression ? undefined : usualOffer);
      expect(agreedIn(client)).toBeUndefined();
      client.sendFrame(rsv1 | text, deflate(Buffer.from('{}')));
      expect((await client.closed).code).toBe(1002);
    }
  });

  it('over a WebSocket is unpacked up to the bound of a frame, then closes 1009 and fills no memory', async () => {
    const { port } = await rig.start();
    const bomb = deflate(Buffer.alloc(bombBytes, 0x20));
    const clients = await Promise.all(Array.from({ length: 20 }, () => rig.connect(port, '/ws/quantmind', usualOffer)));
    const peakBeforeKib = process.resourceUsage().maxRSS;
    // Their bytes alone are above the bound; a part of them is not, and has still 40 MB in it.
    for (const client of clients) client.sendFrame(rsv1 | text, bomb.subarray(0, 40_000));
    for (const client of clients) expect((await client.closed).code).toBe(1009);
    // Unpacked they are 800 MB.
    expect((process.resourceUsage().maxRSS - peakBeforeKib) / 1024).toBeLessThan(200);
  });

  it('over a WebSocket in ever so many fragments is bounded as a whole', async () => {
    const { port } = await rig.start();
    const fragment = deflateRawSync(Buffer.alloc(8_000, 0x20), { finishFlush: constants.Z_SYNC_FLUSH });
    const client = await rig.connect(port, '/ws/quantmind', usualOffer);
    for (let sent = 0; sent < 100; sent += 1) {
      client.sendFrame(sent === 0 ? rsv1 | text : continuation, fragment, false);
    }
    expect((await client.closed).code).toBe(1009);
  });

  it('over a WebSocket and broken closes that connection and harms nobody else', async () => {
    const { gateway, port } = await rig.start();
    const client = await rig.connect(port, '/ws/quantmind', usualOffer);
    const other = await rig.connect(port, '/ws/titan', usualOffer);
    client.sendFrame(rsv1 | text, randomBytes(500));
    expect((await client.closed).code).toBe(1007);
    await expect.poll(() => metric(port, 'pitwall_closes_total{code="1007"}')).toBe(1);
    await publish(gateway, [signal(last)]);
    expect(await readToLast(other)).toHaveLength(1);
  });
});

describe('the agreement on compression', () => {
  // Promise: titan.compression
  it.each(['/ws/titan', '/ws/carry', '/ws/mci', '/ws/quantmind', '/ws/fleet'])('is made at %s', async (path) => {
    const { port } = await rig.start();
    expect(agreedIn(await rig.connect(port, path, usualOffer))).toBe(
      'permessage-deflate; client_max_window_bits=10; client_no_context_takeover; server_max_window_bits=12',
    );
    expect(agreedIn(await rig.connect(port, path))).toBeUndefined();
  });

  it('keeps no context where the client wants none', async () => {
    const { port } = await rig.start();
    const client = await rig.connect(port, '/ws/titan', 'permessage-deflate; server_no_context_takeover');
    expect(agreedIn(client)).toContain('server_no_context_takeover');
  });

  it.each(['permessage-deflate; server_max_window_bits=8', 'permessage-deflate; level=9', ';;=,"'])(
    'is not made with who offers %s, who is let in all the same',
    async (odd) => {
      const { gateway, port } = await rig.start();
      const client = await rig.connect(port, '/ws/titan', odd);
      expect(agreedIn(client)).toBeUndefined();
      await publish(gateway, [status({ note: 'x'.repeat(5_000), is: last })]);
      expect(await readToLast(client)).toHaveLength(1);
      expect(client.compressedMessages).toBe(0);
    },
  );
});
