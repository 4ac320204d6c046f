import { describe, expect, it } from 'vitest';
import { playVirtualRound } from './virtual-round.ts';
import type { Met } from './round-faults.ts';

/** Rounds of one run. More: `PITWALL_ROUNDS=2000 npx vitest run e2e/nothing-lost/virtual.test.ts`. */
const rounds = Number(process.env['PITWALL_ROUNDS'] ?? 100);

const firstSeed = Number(process.env['PITWALL_SEED'] ?? 1);

const playAll = async (met: Met): Promise<void> => {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    try {
      await playVirtualRound(seed, met);
    } catch (error) {
      const again = `PITWALL_SEED=${seed} PITWALL_ROUNDS=1 plays it again`;
      throw new Error(`Round ${seed} failed: ${again}\n${String(error)}`, { cause: error });
    }
  }
};

describe('a client and a gateway in any weather, in virtual time', () => {
  // Promise: sdk.nothing-lost, sdk.replica, sdk.publish-once
  it('lose nothing that is owed but what a gap tells, show the state, and publish each fact once', async () => {
    const met: Met = {
      kills: 0,
      histories: 0,
      undone: 0,
      lostGaps: 0,
      gaps: 0,
      losses: 0,
      lags: 0,
      sse: 0,
      polling: 0,
      facts: 0,
    };
    await playAll(met);
    // What is to be survived did happen, where there were rounds enough for it.
    const rarest = Math.min(...Object.values<number>({ ...met }));
    expect(rarest).toBeGreaterThanOrEqual(rounds >= 100 ? 1 : 0);
    if (process.env['PITWALL_ROUNDS'] !== undefined) process.stderr.write(`${JSON.stringify(met)}\n`);
  }, 900_000);
});
