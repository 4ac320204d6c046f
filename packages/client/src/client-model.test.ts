import { describe, expect, it } from 'vitest';
import type { ModelGateway } from './model-gateway/model-gateway.fixture.ts';
import { filterBy, happened, ModelWorld, owed, shown } from './model-gateway/model-world.fixture.ts';

/** Rounds of one run. More: `PITWALL_CLIENT_ROUNDS=20000 npx vitest run packages/client/src/client-model.test.ts`. */
const rounds = Number(process.env['PITWALL_CLIENT_ROUNDS'] ?? 2_000);

const firstSeed = Number(process.env['PITWALL_CLIENT_SEED'] ?? 1);

/** Something that happens, or goes wrong. */
type Step = (world: ModelWorld, gateway: ModelGateway) => Promise<void> | void;

const goesDown: Step = (_, gateway) => {
  gateway.isDown = gateway.chance.happens(0.4);
  gateway.http.isUp = !gateway.isDown;
  gateway.cut();
};

const losesItsPast: Step = (_, gateway) => {
  gateway.cut();
  gateway.log.beginEpoch();
};

const isSlow: Step = (world, gateway) => {
  for (const session of gateway.sessions) session.lag(() => void [1, 2, 3].map(() => world.publishAny()));
};

const losesMessages: Step = (_, gateway) => {
  gateway.lossRate = gateway.chance.happens(0.5) ? 0.1 : 0;
  for (const session of gateway.sessions) session.lossRate = gateway.lossRate;
};

/** Each with how often it comes. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [30, (world) => void world.publishAny()],
  [10, (world) => world.pass(20, 20)],
  [8, (world) => world.pass(1_000)],
  [2, (world) => world.pass(20_000, 2_000)],
  [4, (_, gateway) => gateway.ping()],
  [4, (_, gateway) => gateway.sessions.forEach((session) => session.flush())],
  [3, (_, gateway) => gateway.cut()],
  [1, (_, gateway) => gateway.cut(1012)],
  [2, goesDown],
  [2, (_, gateway) => void (gateway.socketsGetThrough = gateway.chance.happens(0.6))],
  [2, (_, gateway) => void (gateway.http.streamsGetThrough = gateway.chance.happens(0.6))],
  [2, losesMessages],
  [1, (_, gateway) => gateway.sessions.forEach((session) => (session.isMute = true))],
  [2, isSlow],
  [1, (_, gateway) => gateway.log.forget(gateway.log.head - gateway.chance.below(10))],
  [0.7, losesItsPast],
  [2, (_, gateway) => void (gateway.latencyMs = gateway.chance.below(400))],
];

const total = steps.reduce((sum, [weight]) => sum + weight, 0);

const stepBy = (chance: number): Step => {
  let left = chance * total;
  for (const [weight, step] of steps) {
    left -= weight;
    if (left < 0) return step;
  }
  return goesDown;
};

/** Everything works again, and there is time to catch up. */
const heal = async (world: ModelWorld): Promise<void> => {
  const { gateway } = world;
  gateway.isDown = false;
  gateway.http.isUp = true;
  gateway.socketsGetThrough = true;
  gateway.http.streamsGetThrough = true;
  gateway.latencyMs = 5;
  gateway.lossRate = 0;
  for (const session of gateway.sessions) session.lossRate = 0;
  for (let minute = 0; minute < 6 && (minute < 2 || world.client.status.transport !== 'websocket'); minute += 1) {
    for (let ping = 0; ping < 4; ping += 1) {
      gateway.ping();
      await world.pass(15_000, 1_000);
    }
  }
  gateway.ping();
  await world.pass(1_000, 100);
};

const playRound = async (seed: number): Promise<ModelWorld> => {
  const world = new ModelWorld(seed);
  const { gateway } = world;
  const { chance } = gateway;
  for (let count = chance.below(12); count > 0; count -= 1) world.publishAny();
  const accounts = [true, false, true].map((snapshot) =>
    world.watch(filterBy(world), { snapshot, delta: snapshot && chance.happens(0.5) }),
  );
  const filters = [filterBy(world), {}];
  const replicas = filters.map((filter) => world.client.state(filter));
  await world.pass(200, 20);
  expect(world.client.status.state).toBe('live');
  const start = world.published.length;
  for (let count = 20 + chance.below(60); count > 0; count -= 1) await stepBy(chance.next())(world, gateway);
  await heal(world);
  expect(world.client.status).toMatchObject({ state: 'live', transport: 'websocket' });
  const mustArrive = new Set(world.published.flatMap(({ delivery, wire }) => (delivery === 'every' ? [wire.seq] : [])));
  for (const account of accounts) {
    const got = happened(account.told).filter((seq) => mustArrive.has(seq));
    expect(got).toEqual(owed(world, account, start));
    const all = happened(account.told);
    expect(new Set(all).size).toBe(all.length);
  }
  for (const [at, replica] of replicas.entries()) {
    expect(shown(replica.list())).toEqual(world.values(filters[at] ?? {}));
    expect(replica.freshness.isLive).toBe(true);
  }
  await world.close();
  expect(gateway.clock.timerCount).toBe(0);
  return world;
};

const playAll = async (): Promise<Record<'losses' | 'mute', number>> => {
  const seen = { losses: 0, mute: 0 };
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    try {
      const { client } = await playRound(seed);
      seen.losses += client.counts.losses;
      seen.mute += client.counts.mute;
    } catch (error) {
      const again = `PITWALL_CLIENT_SEED=${seed} PITWALL_CLIENT_ROUNDS=1 plays it again`;
      throw new Error(`Round ${seed} failed: ${again}`, { cause: error });
    }
  }
  return seen;
};

describe('a client in front of any gateway and network', () => {
  it('gives every subscription what it was owed or an explicit gap, and every replica the state', async () => {
    const seen = await playAll();
    // What is to be survived did happen.
    const least = rounds > 100 ? 1 : 0;
    expect(Math.min(seen.losses, seen.mute)).toBeGreaterThanOrEqual(least);
  }, 600_000);
});
