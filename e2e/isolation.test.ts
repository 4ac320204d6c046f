import type { EventDraft } from '@pitwall/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diceOf } from './isolation/dice.ts';
import type { Ear } from './isolation/ear.ts';
import { factOf, ownKinds, sharedKinds } from './isolation/facts.ts';
import { markOf, owners, ownersIn } from './isolation/marks.ts';
import type { Owner } from './isolation/marks.ts';
import { accounts, people, polls, watchedBy, ways } from './isolation/people.ts';
import type { Person, Way } from './isolation/people.ts';
import { Steps } from './isolation/steps.ts';
import { World } from './isolation/world.ts';

const rounds = 40;
const stepsPerRound = 60;

/** The same steps each time, so that a change is judged by what it changed; sockets still take their own time. */
const seed = Number(process.env['PITWALL_ISOLATION_SEED'] ?? 7);

let world: World;
/** One session of everybody at every way that is open, which stays. */
const stayers: { readonly ear: Ear; readonly person: Person; readonly way: Way }[] = [];

const mciChannels = ['positions', 'orders', 'account', 'health', 'market', 'activity'];

beforeAll(async () => {
  world = await World.open();
  for (const person of people) {
    for (const way of Object.values(ways)) {
      if (watchedBy(person, way, undefined).size === 0) continue;
      const ear = await world.connect({ person, way });
      if (way === ways.mci) ear.send({ event: 'subscribe', data: { channels: mciChannels } });
      if (way === ways.pitwall) ear.send({ type: 'subscribe' });
      if (way === ways.quantmind) {
        for (const topic of ['backtest', 'trading', 'logs']) ear.send({ action: 'subscribe', topic });
      }
      stayers.push({ ear, person, way });
    }
  }
});

afterAll(() => world.close());

const publish = async (owner: Owner, facts: readonly object[]): Promise<void> => {
  const { status, text } = await world.publish(owner, '/v1/events', facts);
  if (status !== 200) throw new Error(`facts of ${owner} were refused: ${text}`);
};

/** Facts that each dialect says at once, with a text by which they are known. */
const beacons = (text: string): readonly EventDraft[] => [
  { kind: 'master-arm', data: { armed: true, reason: text } },
  { kind: 'risk-status', data: { status: 'soft_pause', message: text, drawdownRatio: '-0.1', dailyLossRatio: '0.1' } },
  { kind: 'alert', data: { alertId: text, severity: 'info', title: text, message: text } },
  { kind: 'activity', data: { activityId: text, type: 'system', severity: 'info', message: text } },
  {
    kind: 'backtest-start',
    data: {
      backtestId: text,
      variant: 'vanilla',
      symbol: text,
      timeframe: 'H1',
      startDate: '2023-01-01',
      endDate: '2023-12-31',
    },
  },
];

/** Publishes a beacon for each account and waits until each that stays has heard those that are for it. */
const light = async (name: string): Promise<void> => {
  const heard = stayers.flatMap(({ ear, person, way }) =>
    accounts
      .filter((owner) => watchedBy(person, way, undefined).has(owner))
      .map((owner) => ear.until(`${markOf(owner)}-${name}-`)),
  );
  for (const owner of accounts) await publish(owner, beacons(`${markOf(owner)}-${name}-`));
  await Promise.all(heard);
};

const equities = { path: '/v1/series/equity', policy: 'required', watches: 'own' } as const;

const snapshots = { path: '/v1/snapshot', policy: 'required', watches: 'own' } as const;

/** Everybody asks once wherever answers are asked for: by chance alone somebody may not have. */
const askEverywhere = async (): Promise<void> => {
  for (const person of people.filter(({ known }) => known)) {
    for (const way of [...Object.values(polls), snapshots]) await world.watch({ person, way, query: {} });
    // A series is of one account, which is named.
    for (const account of accounts) await world.watch({ person, way: equities, account });
  }
};

// Promise: ruling-11.isolation-live, ruling-11.isolation-replay, ruling-11.isolation-snapshot, ruling-11.isolation-poll
it('nobody is ever given what is of another’s account, and everybody what is of their own', async () => {
  await Promise.all(
    accounts.map((owner, n) =>
      publish(
        owner,
        ownKinds.map((kind) => factOf(kind, owner, n)),
      ),
    ),
  );
  await publish(
    'shared',
    sharedKinds.map((kind) => factOf(kind, 'shared', 0)),
  );
  const steps = new Steps(world, diceOf(seed));
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < stepsPerRound; step += 1) await steps.take();
    await light(`beacon-${round}`);
  }
  await askEverywhere();
  expect({ seed, leaks: world.ledger.leaks.slice(0, 5) }).toEqual({ seed, leaks: [] });
}, 60_000);

it('everybody heard their own at every way, again and again', () => {
  const silent = stayers.flatMap(({ person, way }) =>
    [...watchedBy(person, way, undefined)]
      .filter((owner) => owner !== 'shared')
      .filter((owner) => world.ledger.count(`${person.name} ${way.path}`, owner) < rounds)
      .map((owner) => `${person.name} ${way.path}: ${owner}`),
  );
  expect(silent).toEqual([]);
});

// Promise: ruling-11.shared-kinds
it('what is shared was heard by all whose dialects have words for it', () => {
  const readers = people.filter(({ known }) => known);
  const counts = [ways.fleet, ways.mci, ways.pitwall, ways.stream, polls.page, polls.canonical].flatMap((way) =>
    readers.map(({ name }) => world.ledger.count(`${name} ${way.path}`, 'shared')),
  );
  expect(counts.filter((count) => count === 0)).toEqual([]);
});

it('polls, snapshots and series gave everybody their own too', () => {
  const counts = [...Object.values(polls).map(({ path }) => path), snapshots.path, equities.path].flatMap((path) =>
    people.flatMap(({ name, accounts: own }) => own.map((owner) => world.ledger.count(`${name} ${path}`, owner))),
  );
  expect(counts.filter((count) => count === 0)).toEqual([]);
});

it('everybody is told of their own sources and of no other', async () => {
  for (const person of people.filter(({ known }) => known)) {
    const { text } = await world.watch({ person, way: snapshots, query: { kinds: 'source-status' } });
    const own = [...watchedBy(person, snapshots, undefined)].filter((owner) => owner !== 'shared');
    expect(new Set(ownersIn(text))).toEqual(new Set(own));
  }
});

it('an admin heard every account', () => {
  for (const owner of owners) expect(world.ledger.count(`admin ${ways.fleet.path}`, owner)).toBeGreaterThan(0);
});

// Promise: ruling-11.isolation-metrics
it('no line of the log has a fact or a secret', () => {
  expect(world.logLines.length).toBeGreaterThan(0);
  expect(world.logLines.filter((line) => ownersIn(line).size > 0)).toEqual([]);
  expect(world.logLines.filter((line) => world.secrets.some((secret) => line.includes(secret)))).toEqual([]);
});
