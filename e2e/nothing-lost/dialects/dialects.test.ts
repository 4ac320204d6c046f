import { describe, expect, it } from 'vitest';
import { eventStreamPlay, pagePlays, playDialectRound, streamPlay } from './dialect-round.ts';
import type { Met, Play } from './dialect-round.ts';

/** Rounds of each dialect in one run. More: `PITWALL_DIALECT_ROUNDS=2000 npx vitest run e2e/nothing-lost/dialects`. */
const rounds = Number(process.env['PITWALL_DIALECT_ROUNDS'] ?? 150);

const firstSeed = Number(process.env['PITWALL_SEED'] ?? 1);

const playAll = async (play: Play, met: Met): Promise<void> => {
  const count = Math.ceil(rounds * (play.part ?? 1));
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    try {
      await playDialectRound(play, seed, met);
    } catch (error) {
      const again = `PITWALL_SEED=${seed} PITWALL_DIALECT_ROUNDS=1 plays it again`;
      throw new Error(`Round ${seed} failed: ${again}\n${String(error)}`, { cause: error });
    }
  }
};

describe('a reader that comes back with the seq that it read last', () => {
  // Promises: ruling-6.replay, ruling-6.resume-first, ruling-7.no-gap
  it.each([...pagePlays, streamPlay, eventStreamPlay].map((play, n) => [n, play.dialect.name, play] as const))(
    '%i of %s loses nothing, hears nothing twice and holds the present values, or is told of a gap',
    async (_n, _name, play) => {
      const met: Met = { resumes: 0, gaps: 0 };
      await playAll(play, met);
      // What is to be survived did happen, where there were rounds enough for it.
      expect(Math.min(met.resumes, met.gaps)).toBeGreaterThanOrEqual(rounds >= 100 ? 1 : 0);
    },
    600_000,
  );
});
