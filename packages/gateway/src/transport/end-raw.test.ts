import { Duplex } from 'node:stream';
import { FakeClock } from '@pitwall/testkit';
import { describe, expect, it } from 'vitest';
import { endRaw, lastWordsTimeoutMs } from './end-raw.ts';

/** A socket whose peer never ends its half, and takes what is written only if it reads. */
class Peer extends Duplex {
  readonly #reads: boolean;
  text = '';

  constructor(reads: boolean) {
    super();
    this.#reads = reads;
  }

  override _read(): void {
    // Says nothing.
  }

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.text += bytes.toString();
    if (this.#reads) done();
  }
}

const closed = (peer: Peer): Promise<void> => new Promise((resolve) => void peer.once('close', resolve));

describe('the end of a raw connection', () => {
  it('lets go of a peer that keeps its half open once it has the last words', async () => {
    const clock = new FakeClock();
    const peer = new Peer(true);
    endRaw(peer, 'good bye', clock);
    await closed(peer);
    expect([peer.text, peer.destroyed, clock.timerCount]).toEqual(['good bye', true, 0]);
  });

  it('gives a peer that does not read its time, and then cuts it off', async () => {
    const clock = new FakeClock();
    const peer = new Peer(false);
    endRaw(peer, 'good bye', clock);
    clock.advance(lastWordsTimeoutMs - 1);
    expect(peer.destroyed).toBe(false);
    clock.advance(1);
    await closed(peer);
    expect(clock.timerCount).toBe(0);
  });

  it('survives a peer that resets meanwhile', async () => {
    const clock = new FakeClock();
    const peer = new Peer(false);
    endRaw(peer, 'good bye', clock);
    peer.destroy(new Error('ECONNRESET'));
    await closed(peer);
    expect(clock.timerCount).toBe(0);
  });
});
