import { carry, fleet, mci, pitwall, quantmind, titan } from '@pitwall/dialects';
import type { Dialect } from '@pitwall/dialects';
import { definitionOf, sharedAccount } from '@pitwall/model';
import type { Kind } from '@pitwall/model';
import type { Dice } from '../../isolation/dice.ts';
import { DialectWorld } from './dialect-world.ts';
import { EventStreamReader } from './event-stream-reader.ts';
import { PageReader } from './page-reader.ts';
import type { PageWish } from './page-reader.ts';
import type { RawReader } from './raw-reader.ts';
import { StreamReader } from './stream-reader.ts';

/** What rounds met, so that a run can tell that everything did happen. */
export interface Met {
  resumes: number;
  gaps: number;
}

/** How one dialect is played. */
export interface Play {
  readonly dialect: Dialect;
  /** Whether messages name their account. */
  readonly namesAccount: boolean;
  /** Turns of the event loop that pass before everything happened that needs no time. @default 0: only promises are waited for */
  readonly turns?: number;
  /** Part of the rounds that are played. @default 1: of what costs more than the others less is played */
  readonly part?: number;
  readonly readerOf: (world: DialectWorld) => RawReader;
}

const ofMain = (account: string): boolean => account === 'main' || account === sharedAccount;

const pagePlay = (dialect: Dialect, wishOf: (dice: Dice) => PageWish, namesAccount = false): Play => ({
  dialect,
  namesAccount,
  readerOf: ({ clock, past, words, bounds, dice }) => new PageReader(wishOf(dice), { clock, past, words, bounds }),
});

const one = { hearsAccount: ofMain };

/** So few messages at once that readers of titan wait for them. */
const tightTitan: Dialect = {
  ...titan,
  traits: { ...titan.traits, outboundBudget: { messages: 6, windowMs: 500 } },
};

/** The pages' dialects. */
export const pagePlays: readonly Play[] = [
  pagePlay(titan, (dice) => ({
    query: dice.pick(['account=main', 'account=main&delta=1', 'account=main&batch=1']),
    ...one,
  })),
  pagePlay(tightTitan, () => ({ query: 'account=main', ...one })),
  pagePlay(carry, () => ({ query: 'account=main', ...one })),
  pagePlay(fleet, () => ({ query: 'account=*', hearsAccount: () => true }), true),
  pagePlay(mci, (dice) => ({
    query: 'account=main',
    groups: dice.pick([
      [['positions', 'orders', 'account', 'health', 'market', 'activity']],
      [['orders'], ['positions', 'activity'], ['account', 'health', 'market']],
    ]),
    ...one,
  })),
  pagePlay(quantmind, (dice) => ({
    query: 'account=main',
    groups: dice.pick([
      [['backtest', 'trading', 'logs']],
      [['trading'], ['logs'], ['backtest']],
      [['backtest:bt-ann-0'], ['backtest:bt-ann-1'], ['trading']],
    ]),
    ...one,
  })),
];

const everything = { hearsAccount: () => true, account: '*' };
const main = { hearsAccount: ofMain, account: 'main' };

/** Kinds that readers of the model's own words ask for. */
const someKinds: readonly [readonly Kind[], ...(readonly Kind[])[]] = [
  ['position', 'order', 'backtest-progress', 'backtest-complete', 'bot', 'log'],
  ['position', 'backtest-start', 'backtest-progress', 'backtest-complete'],
  ['trade', 'alert', 'equity', 'position', 'market', 'task'],
];

const ownWish = (dice: Dice) => {
  const { hearsAccount, account } = dice.pick([everything, main]);
  const kinds = dice.pick([undefined, ...someKinds]);
  const hears = (event: { readonly kind: Kind; readonly account: string }): boolean =>
    hearsAccount(event.account) &&
    kinds?.includes(event.kind) !== false &&
    definitionOf(event.kind).fromGateway !== true;
  return { name: `${account} ${kinds?.join() ?? 'all'}`, account, kinds, hears };
};

/** Pitwall's own protocol. */
export const streamPlay: Play = {
  dialect: pitwall,
  namesAccount: false,
  readerOf: ({ clock, past, bounds, dice }) => {
    const { kinds, ...wish } = ownWish(dice);
    const options = dice.pick([{}, {}, { delta: true }, { batch: true }, { maxRatePerKeyMs: 250 }]);
    const subscribe = { ...(kinds === undefined ? {} : { kinds }), ...options };
    return new StreamReader(
      { ...wish, name: `${wish.name} ${JSON.stringify(options)}`, subscribe },
      { clock, past, bounds },
    );
  },
};

/** Server-sent events. */
export const eventStreamPlay: Play = {
  dialect: pitwall,
  namesAccount: false,
  turns: 2,
  part: 1 / 3,
  readerOf: ({ past, bounds, dice }) => {
    const { kinds, account, ...wish } = ownWish(dice);
    const query = `account=${account}${kinds === undefined ? '' : `&kinds=${kinds.join()}`}`;
    return new EventStreamReader({ ...wish, query }, { past, bounds });
  },
};

type Step = (world: DialectWorld) => Promise<void> | void;

const anyReader = ({ dice, readers }: DialectWorld, act: (reader: RawReader) => void): void => {
  const reader = dice.draw(readers);
  if (reader !== undefined) act(reader);
};

const share = (dice: Dice): number => dice.pick([0, 1, dice.roll(1_000) / 1_000, dice.roll(1_000) / 1_000]);

const come = (world: DialectWorld): void =>
  anyReader(world, (reader) => {
    if (!reader.isHere && world.gateway !== undefined) reader.connect(world.gateway);
  });

/** Each with how often it comes. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [28, (world) => world.publish(1 + world.dice.roll(7))],
  [8, (world) => world.endTurn()],
  [14, (world) => world.advance(world.dice.pick([1, 1, 2, 7, 20, 150, 1_100]))],
  [14, (world) => anyReader(world, (reader) => reader.read(share(world.dice)))],
  [10, (world) => anyReader(world, (reader) => reader.cut(share(world.dice), world.dice.roll(3) === 0))],
  [16, come],
  [6, (world) => anyReader(world, (reader) => reader.proceed())],
  [4, (world) => anyReader(world, (reader) => reader.stall())],
  [4, (world) => anyReader(world, (reader) => reader.flow())],
  [1, (world) => world.restart(world.dice.roll(4) === 0)],
];

const total = steps.reduce((sum, [weight]) => sum + weight, 0);

const anyStep = (dice: Dice): Step => {
  let left = dice.roll(total);
  return steps.find(([weight]) => (left -= weight) < 0)?.[1] ?? come;
};

/** Plays one round of one dialect. Throws with what is wrong. */
export const playDialectRound = async (play: Play, seed: number, met: Met): Promise<void> => {
  const world = new DialectWorld(seed, play.dialect, play);
  await world.start();
  await world.publish(world.dice.roll(8));
  for (let n = 0; n < 3; n += 1) world.readers.push(play.readerOf(world));
  for (let left = 25 + world.dice.roll(40); left > 0; left -= 1) await anyStep(world.dice)(world);
  await world.settle();
  const head = { epoch: world.log.epoch, seq: world.bounds().headSeq };
  const values = world.gateway?.values() ?? [];
  const faults = world.readers.flatMap((reader) => reader.faultsAtRest(values, head));
  for (const { resumes, gaps } of world.readers.flatMap(({ reckonings }) => reckonings)) {
    met.resumes += resumes;
    met.gaps += gaps;
  }
  if (faults.length > 0) throw new Error(faults.slice(0, 12).join('\n'));
};
