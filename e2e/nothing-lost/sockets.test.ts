import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from '@pitwall/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { playSocketRound } from './socket-round.ts';
import { SocketWorld } from './socket-world.ts';

/** Rounds of one run. More: `PITWALL_SOCKET_ROUNDS=100 npx vitest run e2e/nothing-lost/sockets.test.ts`. */
const rounds = Number(process.env['PITWALL_SOCKET_ROUNDS'] ?? 12);

const firstSeed = Number(process.env['PITWALL_SEED'] ?? 1);

let world: SocketWorld | undefined;
const trusted = getCACertificates();

afterEach(async () => {
  await world?.stop();
  world = undefined;
  setDefaultCACertificates(trusted);
});

const playAll = async (one: SocketWorld, count: number): Promise<void> => {
  const play = { world: one, replica: one.client.state({}), count: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    try {
      await playSocketRound(play, seed);
    } catch (error) {
      throw new Error(`Round ${seed} failed (PITWALL_SEED=${seed} begins with it)\n${String(error)}`, { cause: error });
    }
  }
};

describe('a client and a gateway with its log on the disk, over a network that breaks', () => {
  // Promise: sdk.nothing-lost, sdk.replica, sdk.publish-once
  it('lose nothing through cuts, stalls, delays, half-closes, refusals and kills, and publish each fact once', async () => {
    world = await SocketWorld.start();
    await playAll(world, rounds);
    expect(world.client.counts.unreadable).toBe(0);
  }, 600_000);

  // Promise: sdk.nothing-lost, sdk.replica, sdk.publish-once
  it('lose nothing over TLS through bits that are flipped on their way, and read none of them', async () => {
    const certificate = selfSigned('gateway');
    setDefaultCACertificates([...trusted, certificate.cert]);
    world = await SocketWorld.start(certificate);
    await playAll(world, Math.ceil(rounds / 2));
    expect(world.proxy.corruptedCount).toBeGreaterThan(0);
    expect(world.client.counts.unreadable).toBe(0);
  }, 600_000);
});
