import { randomBytes } from 'node:crypto';
import type { EventDraft } from '@pitwall/model';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket as WsClient } from 'ws';
import {
  CompressionRig,
  isLast,
  last,
  metric,
  publish,
  readToLast,
  signal,
  status,
  untilLive,
  usualOffer,
} from './compression-rig.fixture.ts';
import { defaultGatewayOptions } from './options.ts';

const rig = new CompressionRig();
afterEach(() => rig.stop());

const burst = (from: number): EventDraft[] => Array.from({ length: 24 }, (_, index) => signal(`s${from + index}`));

/** All messages but the answer to a cursor, which says when it was given. */
const news = (texts: readonly string[]): { type: string }[] =>
  texts
    .flatMap((each) => JSON.parse(each) as { type: string } | { type: string }[])
    .filter(({ type }) => type !== 'resume');

describe('a stream with readers of all kinds', () => {
  // Promise: titan.compression
  it('is the same for all of them, whatever they agreed to', async () => {
    const { gateway, port } = await rig.start({ compressionMsPerSecond: 1_000 });
    const plain = await rig.connect(port, '/ws/titan');
    const alone = await rig.connect(port, '/ws/titan', 'permessage-deflate; server_no_context_takeover');
    const many = await Promise.all(Array.from({ length: 16 }, () => rig.connect(port, '/ws/titan', usualOffer)));
    await untilLive(port, 18);
    for (let round = 0; round < 20; round += 1) {
      await publish(gateway, [...burst(round * 100), status({ note: `${round} `.repeat(500) })]);
    }
    await publish(gateway, [signal(last)]);
    const said = await readToLast(plain);
    expect(said.length).toBeGreaterThan(500);
    expect(await readToLast(alone)).toEqual(said);
    for (const client of many) expect(await readToLast(client)).toEqual(said);
    expect(plain.compressedMessages).toBe(0);
    expect(alone.compressedMessages).toBeGreaterThan(0);
    const [first] = many;
    expect(first?.compressedMessages).toBeGreaterThan(alone.compressedMessages);
    expect(first?.receivedBytes).toBeLessThan(plain.receivedBytes / 3);
    // Made once for sixteen of them.
    expect(await metric(port, 'pitwall_deflate_in_bytes_total')).toBeLessThan(plain.receivedBytes * 2);
  });

  it('has deltas, arrays and filters compressed too', async () => {
    const { gateway, port } = await rig.start({ compressionMinReaders: 1, compressionMsPerSecond: 1_000 });
    for (const query of ['delta=1', 'batch=1', 'types=SIGNAL_NOTIFICATION', 'delta=1&batch=1&resume=1']) {
      const packed = await rig.connect(port, `/ws/titan?${query}`, usualOffer);
      const plain = await rig.connect(port, `/ws/titan?${query}`);
      await untilLive(port, 2);
      await publish(gateway, burst(0));
      await publish(gateway, [...burst(100), signal(last)]);
      const [heard, wanted] = [await readToLast(packed), await readToLast(plain)].map(news);
      // Arrays are cut where batches end, which are each audience's own.
      expect(heard).toEqual(wanted);
      expect(packed.compressedMessages).toBeGreaterThan(0);
      packed.destroy();
      plain.destroy();
      await untilLive(port, 0);
    }
  });

  it('is taken up again after a cursor with its large messages compressed', async () => {
    const { gateway, port } = await rig.start({ compressionMsPerSecond: 1_000 });
    const before = await rig.connect(port, '/ws/titan?resume=1', usualOffer);
    await publish(gateway, [signal('s0')]);
    const { seq } = await before.until(({ type }) => type === 'SIGNAL_NOTIFICATION');
    before.destroy();
    for (let round = 0; round < 50; round += 1) await publish(gateway, [status({ note: `${round} `.repeat(800) })]);
    await publish(gateway, [signal(last)]);
    const path = `/ws/titan?since=${String(seq)}`;
    const packed = await rig.connect(port, path, usualOffer);
    const plain = await rig.connect(port, path);
    expect(news(await readToLast(packed))).toEqual(news(await readToLast(plain)));
    expect(packed.compressedMessages).toBeGreaterThanOrEqual(50);
    expect(packed.receivedBytes).toBeLessThan(plain.receivedBytes / 4);
  });

  it('is whole for a reader that stops reading and comes back, and costs no more than the mark and a compressed batch', async () => {
    const { gateway, port } = await rig.start({ compressionMsPerSecond: 1_000, maxLagMs: 3_600_000 });
    const slow = await rig.connect(port, '/ws/titan?types=SYSTEM_STATUS_UPDATE', usualOffer);
    const quick = await rig.connect(port, '/ws/titan?types=SYSTEM_STATUS_UPDATE', usualOffer);
    slow.socket.pause();
    for (let round = 0; round < 250; round += 1) {
      await publish(
        gateway,
        Array.from({ length: 40 }, () => status({ note: randomBytes(1_500).toString('hex') })),
      );
    }
    await publish(gateway, [status({ is: last })]);
    const said = await readToLast(quick);
    expect(await metric(port, 'pitwall_fell_behind_total')).toBeGreaterThanOrEqual(1);
    const unsentBytes = await metric(port, 'pitwall_unsent_bytes_max');
    expect(unsentBytes).toBeGreaterThan(defaultGatewayOptions.highWaterBytes);
    // A batch has at most 1,024 messages; 3,000 hexadecimal digits shrink by almost half.
    expect(unsentBytes).toBeLessThan(defaultGatewayOptions.highWaterBytes + 1_024 * 1_800);
    slow.socket.resume();
    const noted = (texts: readonly string[]): string[] =>
      texts.flatMap((each) => /"note":"(\w+)"/.exec(each)?.[1] ?? []);
    expect(said).toHaveLength(10_001);
    expect(noted(await readToLast(slow))).toEqual(noted(said));
    expect(slow.compressedMessages).toBeGreaterThan(0);
  });

  it('tells nobody who hears several accounts how alike they are: no message refers to another', async () => {
    const { gateway, port } = await rig.start({ compressionMinReaders: 1, compressionMsPerSecond: 1_000 });
    const all = await rig.connect(port, '/ws/titan?account=*', usualOffer);
    const arrays = await rig.connect(port, '/ws/titan?account=*&batch=1', usualOffer);
    await publish(gateway, [...burst(0), signal(last)]);
    expect(await readToLast(all)).toHaveLength(25);
    await readToLast(arrays);
    expect([all.compressedMessages, arrays.compressedMessages]).toEqual([0, 0]);
  });
});

describe('clients of other make', () => {
  /** Told of what happens to a client. */
  class Told {
    readonly opened = Promise.withResolvers<void>();
    readonly heard = Promise.withResolvers<string[]>();
    readonly #texts: string[] = [];

    take(message: string): void {
      this.#texts.push(message);
      if (isLast(message)) this.heard.resolve(this.#texts);
    }
  }

  const openWs = (url: string, told: Told): { readonly extensions: string; close(): void } => {
    const socket = new WsClient(url);
    socket.on('open', () => told.opened.resolve());
    socket.on('message', (data: Buffer) => told.take(data.toString('utf8')));
    return socket;
  };

  const openNode = (url: string, told: Told): { readonly extensions: string; close(): void } => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => told.opened.resolve());
    socket.addEventListener('message', ({ data }) => told.take(String(data)));
    return socket;
  };

  // Promise: titan.compression
  it.each([
    ['ws', openWs],
    ['Node', openNode],
  ] as const)('unpack what they are sent: %s', async (_name, open) => {
    const { gateway, port } = await rig.start({ compressionMinReaders: 1, compressionMsPerSecond: 1_000 });
    const told = new Told();
    const socket = open(`ws://127.0.0.1:${port}/ws/titan`, told);
    rig.onEnd(() => socket.close());
    const plain = await rig.connect(port, '/ws/titan');
    await told.opened.promise;
    expect(socket.extensions).toContain('permessage-deflate');
    for (let round = 0; round < 20; round += 1) {
      await publish(gateway, [...burst(round * 100), status({ note: `${round} `.repeat(800) })]);
    }
    await publish(gateway, [signal(last)]);
    expect(await told.heard.promise).toEqual(await readToLast(plain));
    expect(await metric(port, 'pitwall_deflate_out_bytes_total')).toBeGreaterThan(0);
  });
});
