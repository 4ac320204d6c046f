import fc from 'fast-check';
import { expect, it } from 'vitest';
import { engine, equity } from '../ingest/ingest-rig.fixture.ts';
import { Watch } from './watch.fixture.ts';

const heartbeatMs = 1_000;
const silentAfterMs = 2_500;
const goneAfterMs = silentAfterMs + 60_000;
const forgottenAfterMs = goneAfterMs + 3_600_000;

/** What one source must be, told by the times alone. */
interface Expected {
  /** Last sign of life, goodbye or restart; after a restart moved so that what was reached by then stays. */
  sinceMs: number;
  left: boolean;
}

const statusOf = ({ sinceMs, left }: Expected, nowMs: number): string => {
  const quietMs = nowMs - sinceMs + (left ? goneAfterMs : 0);
  if (quietMs >= forgottenAfterMs) return 'forgotten';
  if (quietMs >= goneAfterMs) return 'gone';
  return quietMs >= silentAfterMs ? 'silent' : 'live';
};

/** How long a status has lasted at its beginning, by the times of a source that said no goodbye. */
const quietAtBeginning: { readonly [status: string]: number } = { live: 0, silent: silentAfterMs, gone: goneAfterMs };

const sources = ['a', 'b', 'c'] as const;
const name = fc.constantFrom(...sources);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('beat' as const), source: name }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('publish' as const), source: name }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('leave' as const), source: name }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('pass' as const),
      ms: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom(2_500, 60_000, 70_000, 3_600_000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never;

/** What the steps so far make of each source. */
class Model {
  readonly expected = new Map<string, Expected>();

  take(taken: Step, nowMs: number): void {
    if (taken.does === 'restart') this.#restart(nowMs);
    if (taken.does === 'pass' || taken.does === 'restart') return;
    const known = this.expected.get(taken.source);
    if (taken.does === 'beat') this.expected.set(taken.source, { sinceMs: nowMs, left: false });
    else if (known === undefined) return;
    else if (taken.does === 'publish' && !known.left) known.sinceMs = nowMs;
    else if (taken.does === 'leave' && !known.left) Object.assign(known, { sinceMs: nowMs, left: true });
  }

  /** Those of which something is said. */
  shown(nowMs: number): ReadonlyMap<string, string> {
    for (const [source, expected] of this.expected) {
      if (statusOf(expected, nowMs) === 'forgotten') this.expected.delete(source);
    }
    return new Map([...this.expected].map(([source, expected]) => [source, statusOf(expected, nowMs)]));
  }

  #restart(nowMs: number): void {
    for (const expected of this.expected.values()) {
      const quietMs = expected.left ? 0 : (quietAtBeginning[statusOf(expected, nowMs)] ?? 0);
      expected.sinceMs = nowMs - quietMs;
    }
  }
}

const play = async (watch: Watch, taken: Step): Promise<void> => {
  if (taken.does === 'beat') await watch.beat({ source: taken.source, heartbeatMs });
  else if (taken.does === 'leave') await watch.sources.leave(engine, { source: taken.source });
  else if (taken.does === 'publish') await watch.rig.publish([{ ...equity(1), source: taken.source }]);
  else if (taken.does === 'restart') watch.restart();
  else await watch.pass(taken.ms);
};

it('whatever happens, in whatever order, each source is said to be what its signs of life make it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const watch = new Watch();
      const model = new Model();
      for (const taken of steps) {
        await play(watch, taken);
        const nowMs = watch.rig.clock.monotonicMs();
        model.take(taken, nowMs);
        const shown = watch.shown().map(({ source, status }) => [source, status] as const);
        expect(new Map(shown)).toEqual(model.shown(nowMs));
      }
    }),
    { numRuns: 200 },
  );
});
