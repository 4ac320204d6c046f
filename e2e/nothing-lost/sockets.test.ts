import { afterEach, describe, expect, it } from 'vitest';
import { playSocketRound } from './socket-round.ts';
import { SocketWorld } from './socket-world.ts';

/** Rounds of one run. More: `PITWALL_SOCKET_ROUNDS=100 npx vitest run e2e/nothing-lost/sockets.test.ts`. */
const rounds = Number(process.env['PITWALL_SOCKET_ROUNDS'] ?? 12);

const firstSeed = Number(process.env['PITWALL_SEED'] ?? 1);

let world: SocketWorld | undefined;

afterEach(async () => {
  await world?.stop();
  world = undefined;
});

describe('a client and a gateway with its log on the disk, over a network that breaks', () => {
  // Promise: sdk.nothing-lost, sdk.replica, sdk.publish-once
  it('lose nothing through cuts, stalls, delays, half-closes, refusals and kills, and publish each fact once', async () => {
    world = await SocketWorld.start();
    const play = { world, replica: world.client.state({}), count: 0 };
    for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
      try {
        await playSocketRound(play, seed);
      } catch (error) {
        throw new Error(`Round ${seed} failed (PITWALL_SEED=${seed} begins with it)\n${String(error)}`, {
          cause: error,
        });
      }
    }
    expect(world.client.counts.unreadable).toBe(0);
  }, 600_000);
});
